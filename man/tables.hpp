// The program's tables as lists of man(7).
#pragma once

#include <string>

#include "cli/option_table.hpp"

namespace provtool::man {

std::string synopsis(const CommandRow& command);                      // a line: "provtool check [OPTIONS]"
std::string command_list(const CommandLine& line);                    // each with the page that tells more
std::string option_list(const CommandLine& line, CommandSet takers);  // those that each of these takes
std::string source_list();
std::string macro_list();
std::string exit_code_list();
std::string plugin_state_list();  // --format nagios
std::string finding_list();       // by their prefix, with what `provtool explain` says of them
std::string source_sections();    // the same of the sources
std::string fact_list();          // what is known of the phone, with its confidence

}  // namespace provtool::man

// The end of every command: a finished report becomes a verdict, a text and an exit code.
#pragma once

#include "app/run.hpp"
#include "report/text.hpp"

namespace provtool {

// Writes to standard output; returns `code`, or what a failure makes of it.
int write_result(Console& console, std::string_view text, int code);

// As the world does it; the report says when that failed.
Expected<NoRights> drop_rights(Run& run);

// Whether the files that the command line names can be written, before a run that takes seconds; the report
// says which cannot.
bool check_files(Run& run, NoRights proof);

// How text is written where it goes.
TextStyle style_for(const Run& run);
// Whether the report does not go to standard output.
bool goes_to_file(const Options& options);

// Whether an existing file may be overwritten: --force says so, or an earlier round of --watch wrote it.
bool may_overwrite(const Run& run, const std::string& path);
// Writes a file for its owner alone; the report says when that failed.
bool keep_file(Run& run, NoRights proof, const std::string& path, std::string_view content);

// Says on standard error that a file was written, and what it is; of --watch once.
void said_written(Run& run, const std::string& path, const std::string& what);

// A result could not be written: host.not-written, said once of each trouble, and the end of the run when a
// signal came meanwhile.
void not_written(Run& run, const Trouble& trouble);

// Judges the report: exit codes by the first of 130, 3, 1, 0 that applies.
void judge(Report& report, const Options& options, bool interrupted);

// Gives back what rights are left, judges the report, renders it and writes it where it belongs; returns the
// exit code.
int finish(Run& run);

}  // namespace provtool

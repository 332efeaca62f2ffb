// Compiles when FINDING_ID, given on the command line, is an id of the tables, and only then.
#include "findings/catalogue.hpp"

provtool::Finding some_finding() {
  return provtool::make_finding(FINDING_ID, "a message");
}

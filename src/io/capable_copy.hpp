// Debian's package can keep a copy of the program that has the file capability, for one group alone.
#pragma once

namespace provtool {

// Where this process is the packaged program, and its user may run the copy, it becomes the copy and does not
// return. Otherwise nothing happens. Before anything else: the copy begins from the start.
void become_capable_copy(char** arguments);

}  // namespace provtool

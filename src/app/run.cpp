#include "app/run.hpp"

namespace provtool {

Run begin(const Options& options, World& world, Console& console, Files& files) {
  Run run{options, world, console, files, world.now(), world.now()};
  if (options.how_long.whole) run.deadline = run.start + *options.how_long.whole;
  run.report.command = options.command;
  run.report.tool.system = world.system();
  run.report.started = world.wall_now();
  return run;
}

}  // namespace provtool

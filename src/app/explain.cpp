#include "app/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/deliver.hpp"
#include "base/bytes.hpp"
#include "base/foreign.hpp"
#include "explain/topics.hpp"
#include "report/disclosure.hpp"
#include "report/explain_context.hpp"
#include "report/explanation_text.hpp"
#include "report/json.hpp"

namespace provtool {

namespace {

// A report of a thousand files has some megabytes.
constexpr std::size_t k_largest_report = 64U << 20U;

Expected<Report> read_report(const Run& run, NoRights proof, const std::string& path) {
  const auto input = run.files.read(proof, path, k_largest_report);
  if (!input) return tl::unexpected(input.error());
  if (input->too_large) return failed(fmt::format("{} is too large to be a report", foreign(path)));
  auto report = from_json(as_text(input->bytes));
  if (!report) return failed(fmt::format("{} is not a report: {}", foreign(path), report.error().message));
  disclose(*report, Secrets::mask);
  return report;
}

std::vector<Topic> topics_of(const std::optional<Report>& report) {
  auto topics = all_topics();
  if (!report) return topics;
  const auto ids = topics_in(*report);
  std::erase_if(topics, [&ids](const Topic& topic) {
    return std::find(ids.begin(), ids.end(), topic.name) == ids.end();
  });
  return topics;
}

std::string text_of(const Run& run, const std::optional<Report>& report) {
  const bool markdown = run.options.output.format == Format::markdown;
  const auto topic = run.options.explain.topic;
  if (topic.empty()) {
    const auto topics = topics_of(report);
    return markdown ? to_markdown(topics) : to_text(topics, style_for(run));
  }
  const auto page = explain(topic, report ? context_of(*report, topic) : Context{});
  return markdown ? to_markdown(page) : to_text(page, style_for(run));
}

int could_not(Run& run, const std::string& why) {
  run.console.write_diagnostic(fmt::format("provtool: {}\n", disclosed(why, Secrets::mask)));
  return static_cast<int>(run.world.is_interrupted() ? ExitCode::interrupted : ExitCode::could_not);
}

}  // namespace

int explain(Run& run) {
  const auto proof = run.world.drop_rights();
  if (!proof) return could_not(run, proof.error().message);
  std::optional<Report> report;
  if (const auto& path = run.options.explain.context) {
    auto read = read_report(run, *proof, *path);
    if (!read) return could_not(run, read.error().message);
    report = std::move(*read);
  }
  const auto text = text_of(run, report);
  const auto& output = run.options.output;
  if (!goes_to_file(run.options)) return write_result(run.console, text, static_cast<int>(ExitCode::done));
  const auto written = run.files.write(*proof, *output.file, text, output.force, Access::by_umask);
  if (!written) return could_not(run, written.error().message);
  said_written(run, *output.file, run.options.explain.topic.empty() ? "the list" : "the page");
  return static_cast<int>(ExitCode::done);
}

}  // namespace provtool

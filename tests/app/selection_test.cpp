#include "app/selection.hpp"

#include <doctest/doctest.h>

#include <array>

namespace provtool {

namespace {

Options naming(std::vector<SourceId> sources) {
  Options options;
  options.sources = std::move(sources);
  return options;
}

Options disabling(std::vector<SourceId> sources) {
  Options options;
  options.disabled = std::move(sources);
  return options;
}

SourceEvidence found(SourceId source) {
  SourceEvidence evidence;
  evidence.source = source;
  evidence.status = Status::found;
  evidence.reason = "192.0.2.1 sent it";
  evidence.candidate = Candidate{to_bytes("http://192.0.2.1/"), read_url("http://192.0.2.1/", Identity{})};
  return evidence;
}

SourceEvidence applied(const Options& options, SourceEvidence evidence) {
  Selection(options).apply(evidence);
  return evidence;
}

}  // namespace

TEST_CASE("without names every source is wanted, and none is named") {
  const Options options;
  const Selection selection(options);
  CHECK_FALSE(selection.names_sources());
  for (const auto source : {SourceId::manual, SourceId::pnp, SourceId::dhcp160, SourceId::redirect}) {
    CHECK(selection.is_wanted(source));
    CHECK_FALSE(selection.is_named(source));
    CHECK_FALSE(selection.is_off(source));
  }
}

TEST_CASE("with names only those are wanted") {
  const auto options = naming({SourceId::pnp, SourceId::dhcp66});
  const Selection selection(options);
  CHECK(selection.names_sources());
  CHECK(selection.is_wanted(SourceId::pnp));
  CHECK(selection.is_named(SourceId::dhcp66));
  CHECK_FALSE(selection.is_wanted(SourceId::dhcp160));
  CHECK(selection.wants_any(std::array{SourceId::dhcp160, SourceId::dhcp66}));
  CHECK_FALSE(selection.wants_any(std::array{SourceId::dhcp160, SourceId::dhcp159}));
}

TEST_CASE("a source that is switched off is not wanted, also when it is named") {
  auto options = disabling({SourceId::pnp});
  CHECK(Selection(options).is_off(SourceId::pnp));
  CHECK_FALSE(Selection(options).is_wanted(SourceId::pnp));
  CHECK(Selection(options).is_wanted(SourceId::dhcp160));
  options.sources = {SourceId::pnp};
  CHECK_FALSE(Selection(options).is_wanted(SourceId::pnp));
}

TEST_CASE("a manual URL names its source beside others, and asks for nothing by itself") {
  auto options = naming({SourceId::pnp});
  CHECK_FALSE(Selection(options).is_named(SourceId::manual));
  options.manual_url = "http://192.0.2.1/";
  CHECK(Selection(options).is_named(SourceId::manual));
  CHECK_FALSE(Selection(options).is_named(SourceId::dhcp160));
  options.sources.clear();
  CHECK_FALSE(Selection(options).is_named(SourceId::manual));
  CHECK(Selection(options).is_wanted(SourceId::pnp));
}

TEST_CASE("what is wanted stays as it was seen") {
  const auto seen = applied({}, found(SourceId::pnp));
  CHECK(seen.status == Status::found);
  CHECK(seen.candidate);
  CHECK_FALSE(seen.left_out);
  CHECK_FALSE(seen.whatever_mode);
}

TEST_CASE("what is named takes part whatever the mode") {
  CHECK(applied(naming({SourceId::pnp}), found(SourceId::pnp)).whatever_mode);
}

TEST_CASE("what is switched off is off, whatever was seen") {
  const auto off = applied(disabling({SourceId::pnp}), found(SourceId::pnp));
  CHECK(off.status == Status::off);
  CHECK(off.reason == "switched off by --disable");
  CHECK_FALSE(off.candidate);
  CHECK_FALSE(off.left_out);
}

TEST_CASE("what was not asked for is not tested, and says nothing against the decision") {
  const auto left_out = applied(naming({SourceId::pnp}), found(SourceId::dhcp160));
  CHECK(left_out.status == Status::not_tested);
  CHECK(left_out.reason == "not asked for on the command line");
  CHECK(left_out.left_out);
  CHECK_FALSE(left_out.candidate);
}

}  // namespace provtool

#include "discovery/selection.hpp"

#include <doctest/doctest.h>

#include <array>

namespace provtool {

namespace {

using enum SourceId;

SourceEvidence found(SourceId source) {
  SourceEvidence evidence;
  evidence.source = source;
  evidence.status = Status::found;
  evidence.reason = "192.0.2.1 sent it";
  evidence.candidate.emplace();
  return evidence;
}

SourceEvidence applied(const Settings& settings, SourceId source) {
  auto evidence = found(source);
  Selection(settings).apply(evidence);
  return evidence;
}

Settings naming(std::vector<SourceId> sources) {
  Settings settings;
  settings.sources = std::move(sources);
  return settings;
}

}  // namespace

TEST_CASE("without names every source is wanted, and none is named") {
  const Settings settings;
  const Selection selection(settings);
  CHECK_FALSE(selection.names_sources());
  for (const auto& kind : all_sources()) {
    CHECK(selection.is_wanted(kind.id));
    CHECK_FALSE(selection.is_named(kind.id));
    CHECK(applied(settings, kind.id).status == Status::found);
  }
}

TEST_CASE("with names nothing else is wanted") {
  const auto settings = naming({dhcp160, pnp});
  const Selection selection(settings);
  CHECK(selection.names_sources());
  CHECK(selection.is_wanted(dhcp160));
  CHECK(selection.is_wanted(pnp));
  CHECK_FALSE(selection.is_wanted(dhcp66));
  CHECK_FALSE(selection.is_wanted(manual));
  CHECK(selection.asks_any(std::array{dhcp66, dhcp160}));
  CHECK_FALSE(selection.asks_any(std::array{dhcp66, dhcp159}));
}

TEST_CASE("a source that was not named is left out, whatever it holds") {
  const auto evidence = applied(naming({dhcp160}), dhcp66);
  CHECK(evidence.status == Status::not_tested);
  CHECK(evidence.left_out);
  CHECK_FALSE(evidence.candidate);
  CHECK(evidence.reason == "not asked for on the command line");
}

TEST_CASE("a named source counts in whatever mode") {
  CHECK(applied(naming({dhcp6}), dhcp6).whatever_mode);
  CHECK_FALSE(applied(naming({dhcp160}), dhcp6).whatever_mode);
}

TEST_CASE("a URL said to be set by hand names its source where others are named") {
  auto settings = naming({dhcp160});
  settings.what.manual_url = "http://prov.example.com/";
  CHECK(Selection(settings).is_named(manual));
  CHECK(Selection(settings).is_wanted(manual));
  Settings all;
  all.what.manual_url = "http://prov.example.com/";
  CHECK_FALSE(Selection(all).is_named(manual));
  CHECK(Selection(all).is_wanted(manual));
}

TEST_CASE(
    "the redirection server is asked when it is named or has a URL of its own, DHCPv6 where the mode has "
    "it") {
  CHECK_FALSE(Selection(Settings{}).is_asked(redirect));
  CHECK(Selection(naming({redirect})).is_asked(redirect));
  Settings settings;
  settings.what.redirect_url = "http://redirect.example.net/";
  CHECK(Selection(settings).is_asked(redirect));
  settings.where.mode = AddressMode::ipv4;
  CHECK_FALSE(Selection(settings).is_asked(dhcp6));
  CHECK(Selection(settings).is_asked(dhcp160));
}

TEST_CASE("a redirection server's URL names it where others are named") {
  auto settings = naming({dhcp160});
  settings.what.redirect_url = "http://redirect.example.net/";
  CHECK(Selection(settings).is_named(redirect));
  CHECK(Selection(settings).is_wanted(redirect));
  Settings all;
  all.what.redirect_url = "http://redirect.example.net/";
  CHECK_FALSE(Selection(all).is_named(redirect));
  CHECK(Selection(all).is_wanted(redirect));
}

TEST_CASE("a source switched off is off, named or not, and that is no gap in what was asked") {
  for (auto settings : {Settings{}, naming({dhcp160})}) {
    settings.what.disabled = {dhcp160};
    CHECK_FALSE(Selection(settings).is_wanted(dhcp160));
    const auto evidence = applied(settings, dhcp160);
    CHECK(evidence.status == Status::off);
    CHECK_FALSE(evidence.left_out);
    CHECK_FALSE(evidence.candidate);
    CHECK(evidence.reason == "switched off by --disable");
  }
}

TEST_CASE("a server that is expected counts for its own family") {
  Settings settings;
  settings.expect.servers = {"192.0.2.1", "fe80::1", "192.0.2.2"};
  CHECK(expected_servers(settings, 4) == std::vector<std::string>{"192.0.2.1", "192.0.2.2"});
  CHECK(expected_servers(settings, 6) == std::vector<std::string>{"fe80::1"});
  CHECK(expected_servers({}, 6).empty());
}

}  // namespace provtool

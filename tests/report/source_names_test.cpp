#include "report/source_names.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("DHCP options are named together, other sources by themselves") {
  CHECK(named({}).empty());
  CHECK(named({SourceId::dhcp66}) == "option 66");
  CHECK(named({SourceId::dhcp160, SourceId::dhcp159, SourceId::dhcp66}) == "options 160, 159 and 66");
  CHECK(named({SourceId::pnp, SourceId::dhcp66, SourceId::redirect}) ==
        "option 66, SIP PnP and the redirection server");
  CHECK(opening(name_of(SourceId::manual)) == "The URL set by hand");
}

TEST_CASE("what has the winner's URL as well is not missed") {
  DiscoverySection discovery;
  discovery.decision.url = "http://a/";
  discovery.decision.resolved = {"http://a/KX-UTG200B.cfg"};
  const auto add = [&discovery](SourceId id, const std::string& url, const std::string& resolved) {
    auto& source = discovery.sources.emplace_back();
    source.source = id;
    source.standing = Standing::outranked;
    source.url = url;
    source.resolved = {resolved};
  };
  add(SourceId::dhcp160, "http://a/", "http://a/KX-UTG200B.cfg");
  add(SourceId::dhcp159, "http://a/{MODEL}.cfg", "http://a/KX-UTG200B.cfg");
  CHECK(not_tried(discovery).empty());
  add(SourceId::dhcp66, "http://b/", "http://b/KX-UTG200B.cfg");
  CHECK(not_tried(discovery) == std::vector{SourceId::dhcp66});
}

}  // namespace provtool

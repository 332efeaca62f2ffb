#include "explain/topics.hpp"

#include <doctest/doctest.h>

#include <set>

#include "base/text.hpp"
#include "config/parameter.hpp"
#include "device/sources.hpp"
#include "explain/finding_pages.hpp"

namespace provtool {

TEST_CASE("every source, finding and parameter is a topic with a sentence, under one name") {
  const auto topics = all_topics();
  CHECK(topics.size() == all_sources().size() + k_finding_catalogue.size() + known_parameters().size());
  std::set<std::string> names;
  for (const auto& topic : topics) {
    CAPTURE(topic.name);
    CHECK_FALSE(topic.summary.empty());
    CHECK(clean(topic.summary).text == topic.summary);
    CHECK(names.insert(to_lower(topic.name)).second);
    CHECK(topic_named(topic.name) == topic.name);
  }
}

TEST_CASE("a group is one behind the other, and has a title") {
  std::set<std::string_view> seen;
  std::string_view last;
  for (const auto& topic : all_topics()) {
    if (topic.group == last) continue;
    CHECK(topic.group.size() > 6);
    CHECK(seen.insert(topic.group).second);
    last = topic.group;
  }
  CHECK(seen.size() == k_finding_tables.size() + 2);
}

TEST_CASE("a topic is found in any case, a parameter by its path and in any line as well") {
  CHECK(topic_named("URL.Quoted") == "url.quoted");
  CHECK(topic_named("DHCP160") == "dhcp160");
  CHECK(topic_named("cfg_cyclic") == "CFG_CYCLIC");
  CHECK(topic_named("Device/System/Prov/CFG_CYCLIC") == "CFG_CYCLIC");
  CHECK(topic_named("Device/Lines/Line[3]/Sip/SIP_URI") == "SIP_URI");
  for (const auto* word : {"", "Device/System/Prov", "System/Prov/CFG_CYCLIC", "[", "]x", "url."})
    CHECK(topic_named(word).empty());
}

TEST_CASE("what is close to a topic is offered") {
  using Names = std::vector<std::string_view>;
  CHECK(topics_near("url.quotd") == Names{"url.quoted"});
  CHECK(topics_near("quoted") == Names{"url.quoted"});
  CHECK(topics_near("qouted") == Names{"url.quoted"});
  CHECK(topics_near("first-only") == Names{"dhcp4.first-only", "dhcp6.first-only"});
  CHECK(topics_near("CFG_CYCLC") == Names{"CFG_CYCLIC"});
  CHECK(topics_near("dhcp161") == Names{"dhcp160"});
  CHECK(topics_near("nothing like it at all").empty());
  CHECK(topics_near("").empty());
}

TEST_CASE("a topic's page has its name") {
  for (const auto* name : {"url.quoted", "dhcp160", "SIP_URI"}) CHECK(explain(name, {}).name == name);
}

}  // namespace provtool

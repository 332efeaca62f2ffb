#include "discovery/pnp/notify_body.hpp"

#include <doctest/doctest.h>

#include "support/pnp_packets.hpp"

namespace provtool {

namespace {

using namespace testing;
using Texts = std::vector<std::string>;

NotifyBody body_of(const PnpNotification& notification) {
  return read_body(sip_in(notify(notification)));
}

Texts urls_of(const PnpNotification& notification) {
  Texts urls;
  for (const auto& url : body_of(notification).urls) urls.emplace_back(as_text(url));
  return urls;
}

}  // namespace

TEST_CASE("the body of a NOTIFY is one value, or several that are each a URL") {
  CHECK(urls_of({.body = "\r\n " + k_pnp_url + std::string("\r\n\0", 3)}) == Texts{k_pnp_url});
  CHECK(urls_of({.body = k_pnp_url + "\r\n" + k_other_pnp_url}) == Texts{k_pnp_url, k_other_pnp_url});
  CHECK(urls_of({.body = k_pnp_url + " and more"}) == Texts{k_pnp_url + " and more"});
  CHECK(body_of({}).trouble.empty());
}

TEST_CASE("a body without anything in it, and one that is longer than any URL, is trouble") {
  CHECK(body_of({.body = " \r\n"}).trouble == "its NOTIFY has no body");
  CHECK(body_of({.body = std::string(5000, 'x')}).trouble ==
        "its NOTIFY has a body of 5000 bytes, longer than any URL");
}

}  // namespace provtool

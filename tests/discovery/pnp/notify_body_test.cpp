#include "discovery/pnp/notify_body.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"
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

TEST_CASE("a URL that is named in the type of the content is told, and is not in the body") {
  const std::string type = "message/external-body; access-type=\"URL\"; URL=\"http://10.77.0.1/x.cfg\"";
  for (const std::string body : {"", "\r\n", "Content-Type: application/url\r\nContent-ID: <x@host>\r\n\r\n",
                                 "Content-ID:\r\n <x@host>"}) {
    const PnpNotification notification{.body = body, .headers = {{"Content-Type", type}}};
    CHECK(urls_of(notification).empty());
    CHECK(body_of(notification).trouble ==
          "its NOTIFY has the URL http://10.77.0.1/x.cfg in its Content-Type (message/external-body), not in "
          "its "
          "body");
  }
  CHECK(
      body_of({.body = "", .headers = {{"Content-Type", "Message/External-Body;access-type=url"}}}).trouble ==
      "its NOTIFY has no URL in its body, which is of the type message/external-body");
  CHECK(body_of({.body = "", .headers = {{"Content-Type", "message/external-body; url=\"http://a/ x\""}}})
            .trouble.find("http://a/x in") != std::string::npos);
  CHECK(urls_of({.headers = {{"Content-Type", type}}}) == Texts{k_pnp_url});
}

TEST_CASE("a body of several parts is not a URL, and one in it is told") {
  const auto trouble = [](const std::string& part) {
    return body_of({.body = "--b\r\nContent-Type: application/url\r\n\r\n" + part + "\r\n--b--\r\n",
                    .headers = {{"Content-Type", "multipart/mixed; boundary=b"}}})
        .trouble;
  };
  CHECK(trouble(k_pnp_url) ==
        "its NOTIFY has a body of several parts, with the URL http://192.0.2.1/prov/ in one of them");
  CHECK(trouble("nothing") == "its NOTIFY has a body of several parts");
}

TEST_CASE("a password in an indirect URL is masked") {
  const auto trouble =
      body_of(
          {.body = "",
           .headers = {{"Content-Type", "message/external-body; URL=\"http://u:hidden@10.77.0.1/x.cfg\""}}})
          .trouble;
  CHECK(with_secrets(trouble, Secrets::mask).find("hidden") == std::string::npos);
  CHECK(with_secrets(trouble, Secrets::show).find("http://u:hidden@10.77.0.1/x.cfg") != std::string::npos);
}

}  // namespace provtool

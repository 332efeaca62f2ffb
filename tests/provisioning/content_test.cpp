#include "provisioning/content.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::says;

std::string why_not(std::string_view content, const std::string& url = "http://h.example/a.cfg") {
  Download download;
  download.url = url;
  download.content = to_bytes(content);
  return with_secrets(why_not_a_config(download).value_or(""), Secrets::mask);
}

}  // namespace

TEST_CASE("XML is one, whatever is wrong with it, and so is what is encrypted") {
  for (const auto* content :
       {"<PANASIPPhoneConfig/>", "<PANASIPPhoneConfig>", "<Error/>", " \n<?xml",
        "\xef\xbb\xbf<PANASIPPhoneConfig/>", "U2FsdGVkX18AAAAAAAAAAA==", "Salted__12345678"})
    CHECK(why_not(content).empty());
}

TEST_CASE("a page or a message in its place is named, with its first line") {
  CHECK(why_not("<!DOCTYPE html>\n<title>Log in</title>") ==
        "it is an HTML page; it begins \"<!DOCTYPE html>\"");
  CHECK(why_not("\n{\"error\": \"unknown phone\"}\n") ==
        "it is JSON; it begins \"{\"error\": \"unknown phone\"}\"");
  CHECK(why_not("access denied\n") == "it is text that begins \"access denied\"");
  CHECK(why_not("") == "it is empty");
  CHECK(why_not(" \r\n\t") == "it is empty");
}

TEST_CASE("what is not text is named without its bytes") {
  CHECK(why_not("\x1f\x8b\x08\x01\x02") == "it is compressed by gzip");
  CHECK(why_not(std::string_view("\x01\x02\x00\x03", 4)) == "it is not text");
}

TEST_CASE("a first line is cut, and its secrets are masked before") {
  const auto why =
      why_not("<html><a href=\"http://user:invented-secret@h.example/\">" + std::string(200, 'x'));
  CHECK_FALSE(says(why, "invented"));
  CHECK(why.size() < 140);
  CHECK(says(why, "…"));
}

TEST_CASE("base64 under the name of an encrypted file is a matter of decryption") {
  const auto* base64 = "aGVsbG8gd29ybGQsIGhlbGxvIHdvcmxk";
  CHECK(why_not(base64, "http://h.example/a.enc?x=1").empty());
  CHECK(says(why_not(base64), "it is base64"));
  const std::string bytes = "\x8a\x91\xfe\x80\x9c\xff";
  CHECK(why_not(bytes, "http://h.example/a.enc").empty());
  CHECK_FALSE(why_not(bytes).empty());
  CHECK(says(why_not("access denied", "http://h.example/a.enc"), "access denied"));
  CHECK(says(why_not("\x1f\x8b\x08\x01\x02", "http://h.example/a.enc"), "gzip"));
  CHECK(says(why_not("<html/>", "http://h.example/a.enc"), "it is an HTML page"));
}

}  // namespace provtool

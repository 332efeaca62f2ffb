#include "device/url_checks.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"
#include "device/kx_utg.hpp"

namespace provtool {

TEST_CASE("a check that fails leaves one note, and one that passes leaves none") {
  std::vector<UrlNote> notes;
  UrlChecks checks("http://h.example:0/", k_kx_utg, notes);
  const auto spelled = spell("http://h.example:0/");
  CHECK(checks.spelling_is_sound("http://h.example:0/"));
  CHECK(checks.scheme_is_sound("http://h.example:0/", spelled));
  CHECK(notes.empty());
  CHECK_FALSE(checks.authority_is_sound(spelled));
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].id == FindingId("url.port-invalid"));
}

TEST_CASE("an address is impossible as the library reads it, before which none is") {
  std::vector<UrlNote> notes;
  UrlChecks checks("http://0x7f.0.0.1/", k_kx_utg, notes);
  checks.host_is_possible();
  CHECK(notes.empty());
  CHECK(checks.library_reads_it(spell("http://0x7f.0.0.1/")));
  checks.host_is_possible();
  REQUIRE(notes.size() == 2);
  CHECK(notes[1].message.find("127.0.0.1") == 0);
}

TEST_CASE("a host that is a part of a secret is not named") {
  const std::string value = "http://user:s3cr @127.0.0.1/";
  std::vector<UrlNote> notes;
  UrlChecks checks(value, k_kx_utg, notes);
  CHECK_FALSE(checks.spelling_is_sound(value));
  CHECK(with_secrets(notes[0].message, Secrets::mask).find("s3cr") == std::string::npos);
}

}  // namespace provtool

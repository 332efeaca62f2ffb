#include "config/values.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"
#include "config/catalogue.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using testing::Ids;

const Parameter& known(std::string_view name) {
  static const Catalogue k_catalogue;
  const auto* parameter = k_catalogue.find(name);
  REQUIRE(parameter != nullptr);
  return *parameter;
}

std::string fault(std::string_view name, std::string_view value) {
  const auto found = check_value(known(name), value);
  if (!found) return "";
  return std::string(found->certain ? "error: " : "warning: ") + found->what;
}

std::string fault_of(const ValueRule& rule, std::string_view value, bool secret = false) {
  const auto found =
      check_value(Parameter{.name = "X", .section = "Device", .secret = secret, .rule = rule}, value);
  return found ? found->what : "";
}

std::vector<Finding> of_url(std::string_view value) {
  return check_url(value, Identity{});
}

}  // namespace

TEST_CASE("an empty value is never judged") {
  for (const auto& parameter : known_parameters()) CHECK_FALSE(check_value(parameter, ""));
}

TEST_CASE("a flag is Y or N, some are Yes or No; another spelling is only unusual") {
  for (const auto* value : {"Y", "N"}) CHECK(fault("CFG_CYCLIC", value).empty());
  for (const auto* value : {"y", "n", "Yes", "No", "1", "on", " Y", "Y "})
    CHECK(fault("CFG_CYCLIC", value) == "warning: is \"" + std::string(value) + "\", neither Y nor N");
  for (const auto* value : {"Yes", "No"}) CHECK(fault("LINE_ENABLE", value).empty());
  for (const auto* value : {"Y", "yes", "YES"})
    CHECK(fault("LINE_ENABLE", value) == "warning: is \"" + std::string(value) + "\", neither Yes nor No");
}

TEST_CASE("a whole number is nothing but one; the guide's are held to it") {
  for (const auto* value : {"10080", "0", "-1", "007"}) CHECK(fault("CFG_CYCLIC_INTVL", value).empty());
  for (const auto* value : {"+5", "1.5", "abc", "0x10", "1e3", " 7", "7 ", "1 000", "10,5", "-", "7m"})
    CHECK(fault("CFG_CYCLIC_INTVL", value) == "error: is \"" + std::string(value) + "\", no whole number");
  CHECK(fault("CFG_CYCLIC_INTVL", "99999999999999999999") ==
        "error: is \"99999999999999999999\", which no number of a phone can be");
}

TEST_CASE("a number stays within its range, on both sides") {
  for (const auto* value : {"0", "514", "65535"}) CHECK(fault("SYSLOG_PORT", value).empty());
  CHECK(fault("SYSLOG_PORT", "65536") == "warning: is \"65536\", not from 0 to 65535");
  CHECK(fault("SYSLOG_PORT", "-1") == "warning: is \"-1\", not from 0 to 65535");
  CHECK(fault_of({.type = ValueType::integer, .minimum = 1}, "0") == "is \"0\", not 1 or more");
  CHECK(fault_of({.type = ValueType::integer, .minimum = 1}, "1").empty());
  CHECK(fault_of({.type = ValueType::integer, .maximum = 9}, "10") == "is \"10\", not 9 or less");
  CHECK(fault_of({.type = ValueType::integer, .maximum = 9}, "9").empty());
}

TEST_CASE("a list is of whole numbers, each within the range") {
  for (const auto* value : {"350", "350,440", "-1,2"}) CHECK(fault("DIAL_TONE1_FRQ", value).empty());
  for (const auto* value : {"350,,440", "350,", ",", "a", "350, 440", "350;440"})
    CHECK(testing::says(fault("DIAL_TONE1_FRQ", value), "no list of whole numbers"));
  CHECK(fault_of({.type = ValueType::integer_list, .maximum = 5}, "5,6") ==
        "is \"5,6\", of which one number is not 5 or less");
  CHECK(fault_of({.type = ValueType::integer_list, .maximum = 5}, "5,5").empty());
}

TEST_CASE("the form of a time is the guide's, its range is not") {
  for (const auto* value : {"00:00", "23:59", "09:30"}) CHECK(fault("CFG_RESYNC_TIME", value).empty());
  for (const auto* value : {"24:00", "12:60", "99:99"})
    CHECK(fault("CFG_RESYNC_TIME", value) == "warning: is \"" + std::string(value) + "\", no time of day");
  for (const auto* value : {"2:30", "02:30:00", "0230", "02.30", "02:3", "02:30 ", "ab:cd", "-1:00"})
    CHECK(fault("CFG_RESYNC_TIME", value) ==
          "error: is \"" + std::string(value) + "\", not of the form HH:MM");
}

TEST_CASE("one of the values that are printed, in the guide or by inference") {
  for (const auto* value : {"128", "192", "256"}) CHECK(fault("CFG_FILE_KEY_LENGTH", value).empty());
  CHECK(fault("CFG_FILE_KEY_LENGTH", "64") == "warning: is \"64\", none of 128, 192 and 256");
  CHECK(fault("CFG_FILE_KEY_LENGTH", "AES128") == "warning: is \"AES128\", no whole number");
  CHECK(fault("SIP_TRANSPORT", "3") == "warning: is \"3\", none of 0, 1 and 2");
}

TEST_CASE("a password has 6 to 16 characters, whatever their bytes") {
  for (const auto* value : {"abcdef", "abcdefghijklmnop", "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc"})
    CHECK(fault("ADMIN_PASS", value).empty());
  CHECK(fault("ADMIN_PASS", "abcde") == "error: has 5 characters, not 6 to 16");
  CHECK(fault("USER_PASS", "abcdefghijklmnopq") == "error: has 17 characters, not 6 to 16");
  CHECK(fault("CFG_FILE_KEY", std::string(31, 'k')) == "error: has 31 characters, not 32");
  CHECK(fault("CFG_FILE_KEY", std::string(32, 'k')).empty());
  CHECK(fault("CFG_FILE_KEY", std::string(33, 'k')) == "error: has 33 characters, not 32");
  CHECK(fault_of({.min_length = 2}, "a") == "has 1 character, not 2 or more");
  CHECK(fault_of({.max_length = 2}, "abc") == "has 3 characters, not 2 or less");
}

TEST_CASE("each character that a password must not have is found") {
  for (const char c : std::string("\"&':<> "))
    CHECK(fault("ADMIN_PASS", std::string("abc") + c + "def") ==
          "error: contains a character that is not allowed (\", &, ', :, <, > or a space)");
  CHECK(fault("ADMIN_PASS", "abc;def!").empty());
}

TEST_CASE("a secret is not quoted, and another value is masked where it holds one") {
  CHECK(fault_of({.type = ValueType::integer}, "S3cret", true) == "is no whole number");
  const auto found = fault_of({.type = ValueType::integer}, "http://u:S3cret@h/");
  CHECK(with_secrets(found, Secrets::mask).find("S3cret") == std::string::npos);
  CHECK(fault_of({.type = ValueType::integer}, std::string(5000, 'x')).size() < 200);
}

TEST_CASE("a URL is read as those of provisioning are; an error is told as the file's") {
  CHECK(testing::ids_of(of_url("http://h.example/Config{MAC}.cfg")) == Ids{});
  CHECK(testing::ids_of(of_url("http://h.example/")) == Ids{});
  CHECK(testing::ids_of(of_url("http://h.example/p?mac={mac}")) == Ids{});  // used as it is written
  CHECK(testing::ids_of(of_url("h.example/a.cfg")) == Ids{"url.scheme-missing"});
  CHECK(testing::ids_of(of_url("http://h.example/{MACC}.cfg")) == Ids{"url.macro-unknown"});
  CHECK(testing::ids_of(of_url("http://h.example/$mac.cfg")) == Ids{"url.macro-unknown"});
  CHECK(testing::ids_of(of_url("http://169.254.1.1/a.cfg")) == Ids{"url.host-impossible"});
  CHECK(testing::ids_of(of_url("http://127.0.0.1/a.cfg")) == Ids{"config.url"});
  // No file name is added to it in any case.
  CHECK(testing::ids_of(of_url("http://h.example/a?mac={MAC}")).empty());
  const auto findings = of_url("sftp://h.example/a.cfg");
  REQUIRE(testing::ids_of(findings) == Ids{"config.url"});
  CHECK(findings[0].severity == Severity::error);
  CHECK(testing::says(findings[0], "(url.scheme-unsupported)"));
  CHECK_FALSE(findings[0].hint.empty());
}

TEST_CASE("blanks around a URL are a warning, and it is read without them; inside they are an error") {
  for (const auto* value :
       {" http://h.example/a.cfg", "http://h.example/a.cfg ", "\n\thttp://h.example/a.cfg\n"}) {
    const auto findings = of_url(value);
    REQUIRE(testing::ids_of(findings) == Ids{"url.whitespace"});
    CHECK(findings[0].severity == Severity::warning);
  }
  CHECK(testing::ids_of(of_url("http://h.example/a b.cfg")) == Ids{"config.url"});
}

TEST_CASE("the password of a URL that is broken does not show") {
  for (const auto& finding : of_url("ftp://u:S3cret@h:99999/"))
    CHECK(with_secrets(finding.message, Secrets::mask).find("S3cret") == std::string::npos);
}

}  // namespace provtool

#include "base/secret_names.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("names of secrets are known by their words") {
  for (const std::string_view name : {"password",
                                      "HTTPPW",
                                      "PROCPSWD",
                                      "SNMPSTRING",
                                      "community",
                                      "PASSWORD",
                                      "HTTP_AUTH_PASSWORD",
                                      "adminPass",
                                      "ADMIN_PASS2",
                                      "pwd",
                                      "pw",
                                      "pin",
                                      "userPin",
                                      "PIN_CODE",
                                      "token",
                                      "token[]",
                                      "auth[token]",
                                      "access_token",
                                      "accesstoken",
                                      "apiKey",
                                      "APIKey",
                                      "x-api-key",
                                      "sshkey",
                                      "key",
                                      "key2",
                                      "CFG_FILE_KEY",
                                      "client.secret",
                                      "pa%73sword",
                                      "pa%2573sword",
                                      "Authorization",
                                      "Proxy-Authorization",
                                      "Cookie",
                                      "Set-Cookie",
                                      "JSESSIONID",
                                      "session",
                                      "sid",
                                      "sig",
                                      "otp",
                                      "jwt",
                                      "psk",
                                      "WPA_PSK",
                                      "auth",
                                      "oauth",
                                      "HTTP_AUTH"}) {
    CAPTURE(name);
    CHECK(names_a_secret(name));
    CHECK(names_a_secret_parameter(name));
  }
}

TEST_CASE("words that only look like a secret's name are harmless") {
  for (const std::string_view name :
       {"keyboard", "KeyPad",  "keyword",         "monkey",    "Turkey",    "pinger", "spin",    "shipping",
        "compass",  "passive", "author",          "authority", "secretary", "tokyo",  "AUTH_ID", "auth-id",
        "mac",      "model",   "session-expires", "signal",    "side",      "",       "=",       "_"}) {
    CAPTURE(name);
    CHECK_FALSE(names_a_secret(name));
  }
}

TEST_CASE("some names are a secret's as a parameter only") {
  for (const std::string_view name : {"code", "p", "k", "st", "nonce", "cnonce", "response"}) {
    CHECK_FALSE(names_a_secret(name));
    CHECK(names_a_secret_parameter(name));
  }
}

}  // namespace provtool

#include "device/config_file.hpp"

#include <doctest/doctest.h>

#include "device/kx_utg.hpp"

namespace provtool {

TEST_CASE("the root element makes a configuration file") {
  for (const auto text : {
           "<PANASIPPhoneConfig>",
           "<PANASIPPhoneConfig/>",
           "<PANASIPPhoneConfig version=\"1\">",
           "<PANASIPPhoneConfig\n>",
           "\xef\xbb\xbf<PANASIPPhoneConfig><Initial>",
           "\r\n \t<PANASIPPhoneConfig>",
           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PANASIPPhoneConfig>",
           "<?xml version=\"1.0\"?>\n<!-- one -->\n<!-- <html> -->\n<PANASIPPhoneConfig>",
       }) {
    CAPTURE(text);
    CHECK(is_plain_config(text, k_kx_utg));
  }
}

TEST_CASE("anything else is none") {
  for (const auto text : {
           "",
           "<",
           "<PANASIPPhoneConfig",
           "<PANASIPPhoneConfigs>",
           "<panasipphoneconfig>",
           "<html><PANASIPPhoneConfig>",
           "<!DOCTYPE html><PANASIPPhoneConfig>",
           "<?xml version=\"1.0\"",
           "<!-- <PANASIPPhoneConfig>",
           "text <PANASIPPhoneConfig>",
       }) {
    CAPTURE(text);
    CHECK_FALSE(is_plain_config(text, k_kx_utg));
  }
}

TEST_CASE("an encrypted file begins with the salt's mark in base64") {
  CHECK(is_encrypted_config("U2FsdGVkX1+AAAAAAAAAAAAA\n", k_kx_utg));
  CHECK_FALSE(is_encrypted_config("Salted__12345678", k_kx_utg));
  CHECK_FALSE(is_encrypted_config("<PANASIPPhoneConfig>", k_kx_utg));
  CHECK_FALSE(is_encrypted_config("U2FsdGVk", k_kx_utg));
}

}  // namespace provtool

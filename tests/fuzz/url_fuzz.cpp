// Whatever a server sends as a URL can be read, shown and masked.
#include <algorithm>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "device/url_reading.hpp"
#include "findings/catalogue.hpp"
#include "fuzz/require.hpp"
#include "fuzz/shown.hpp"

using namespace provtool;

namespace {

Identity phone() {
  Identity identity;
  identity.mac = MacAddress{{0x00, 0x80, 0xf0, 0x12, 0x34, 0x56}};
  identity.firmware = "03.210";  // every macro has a value: what is resolved can be fetched
  return identity;
}

bool is_clean(std::string_view text) {
  return is_utf8(text) && !clean(text).escaped;
}

void check_showing(std::string_view value) {
  const auto shown = clean(value).text;
  require(is_clean(shown) && uncleaned(shown) == value);
  const auto masked = mask_secrets(value).text;
  require(mask_secrets(masked).text == masked);
}

void check_reading(const UrlReading& reading) {
  require(reading.usable == !reading.resolved.empty());
  for (const auto& url : reading.resolved) {
    require(is_clean(url) && parse_url(url).has_value());
    const auto schemes = k_kx_utg.url.schemes.value;
    require(std::find(schemes.begin(), schemes.end(), url.substr(0, url.find(':'))) != schemes.end());
  }
  for (const auto& note : reading.notes) {
    require_shown_clean(make_finding(note.id, note.message));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = as_text(ByteView(data, size));
  check_showing(value);
  check_reading(read_url(value, phone()));
  return 0;
}

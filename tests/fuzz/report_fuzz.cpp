// A report that could be read and was disclosed is written and read as the same again.
#include "base/bytes.hpp"
#include "fuzz/require.hpp"
#include "report/disclosure.hpp"
#include "report/json.hpp"

using namespace provtool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto report = from_json(as_text(ByteView(data, size)));
  if (!report) return 0;
  disclose(*report, Secrets::mask);
  const auto once = to_json(*report);
  auto again = from_json(once);
  require(again.has_value());
  disclose(*again, Secrets::show);
  require(to_json(*again) == once);
  return 0;
}

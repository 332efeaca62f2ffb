// Whatever a redirection server answers can be read, judged and shown. The first line is the Location, the
// rest the body; the first byte chooses the status and what went wrong.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "discovery/redirect/judgement.hpp"
#include "fuzz/require.hpp"
#include "fuzz/shown.hpp"

using namespace provtool;

namespace {

constexpr std::array k_statuses{0, 200, 204, 302, 304, 404, 500};

Fetched answer(ByteView data) {
  Fetched fetched;
  fetched.url = "http://redirect.example.net/0080F0123456.cfg";
  if (data.empty()) return fetched;
  fetched.status = k_statuses[data[0] % k_statuses.size()];
  const int problem = data[0] / static_cast<int>(k_statuses.size());
  if (fetched.status == 0 || problem <= static_cast<int>(FetchProblem::other))
    fetched.problem = static_cast<FetchProblem>(problem % (static_cast<int>(FetchProblem::other) + 1));
  const auto text = as_text(data.subspan(1));
  const auto end = std::min(text.find('\n'), text.size());
  fetched.location = text.substr(0, end);
  fetched.redirect_url = fetched.location;
  fetched.content_type = fetched.location;
  fetched.detail = fetched.location;
  fetched.body = to_bytes(text.substr(end));
  return fetched;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Identity phone;
  phone.mac = MacAddress{{0x00, 0x80, 0xf0, 0x12, 0x34, 0x56}};
  const auto fetched = answer(ByteView(data, size));
  const auto evidence = read_redirect(fetched, phone);
  const bool has_value = evidence.status == Status::found || evidence.status == Status::unusable;
  require(evidence.candidate.has_value() == has_value);
  require((evidence.status == Status::found) == (has_value && evidence.candidate->reading.usable));
  require(!evidence.reason.empty());
  const auto findings = judge(fetched, evidence);
  require(findings.empty() == has_value);
  for (const auto& finding : findings) require_shown_clean(finding);
  return 0;
}

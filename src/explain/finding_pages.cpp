#include "explain/finding_pages.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "explain/pages/config.hpp"
#include "explain/pages/decision.hpp"
#include "explain/pages/dhcp4.hpp"
#include "explain/pages/dhcp6.hpp"
#include "explain/pages/download.hpp"
#include "explain/pages/host.hpp"
#include "explain/pages/pnp.hpp"
#include "explain/pages/redirect.hpp"
#include "explain/pages/url.hpp"

namespace provtool {

namespace {

struct PageTable {
  std::string_view prefix;
  std::span<const FindingPage> pages;
};
constexpr std::array k_page_tables{
    PageTable{"decision", k_decision_pages}, PageTable{"url", k_url_pages},
    PageTable{"pnp", k_pnp_pages},           PageTable{"dhcp4", k_dhcp4_pages},
    PageTable{"dhcp6", k_dhcp6_pages},       PageTable{"redirect", k_redirect_pages},
    PageTable{"device", k_device_pages},     PageTable{"host", k_host_pages},
    PageTable{"config", k_config_pages},     PageTable{"download", k_download_pages},
};

constexpr bool has_one_page(std::string_view id, std::span<const FindingPage> pages) {
  return std::count_if(pages.begin(), pages.end(),
                       [id](const FindingPage& page) { return page.id.text() == id; }) == 1;
}
constexpr bool is_about(const PageTable& table, const FindingTable& findings) {
  return table.prefix == findings.prefix && table.pages.size() == findings.kinds.size() &&
         std::all_of(findings.kinds.begin(), findings.kinds.end(),
                     [&](const FindingKind& kind) { return has_one_page(kind.id, table.pages); });
}
constexpr bool every_finding_has_a_page() {
  return std::all_of(k_finding_tables.begin(), k_finding_tables.end(), [](const FindingTable& findings) {
    return std::any_of(k_page_tables.begin(), k_page_tables.end(),
                       [&](const PageTable& table) { return is_about(table, findings); });
  });
}
static_assert(every_finding_has_a_page());

}  // namespace

const FindingPage* find_page(std::string_view id) {
  for (const auto& table : k_page_tables)
    for (const auto& page : table.pages)
      if (page.id.text() == id) return &page;
  return nullptr;
}

}  // namespace provtool

#include "device/kx_utg.hpp"

#include <array>

#include "device/identity.hpp"

namespace provtool {

namespace {

using enum Confidence;
using enum SourceId;
using namespace std::string_view_literals;

constexpr auto k_guide_order = "Administrator Guide 2.1, the table of the three modes"sv;
constexpr auto k_guide_url = "Administrator Guide 2.2"sv;
constexpr auto k_guide = "Administrator Guide"sv;
constexpr auto k_template = "published template, firmware 03.210"sv;
constexpr auto k_later_template = "later revision of the published template"sv;
constexpr auto k_siblings = "other Panasonic SIP phones"sv;
constexpr auto k_servers = "what provisioning servers look for"sv;
constexpr auto k_vendors = "phones of other vendors"sv;
constexpr auto k_inferred = "inferred"sv;
constexpr auto k_unpublished = "inferred; nothing is published"sv;

// As the guide prints the three columns.
constexpr std::array k_ipv4{manual, pnp, dhcp160, dhcp159, dhcp66, redirect};
constexpr std::array k_ipv6{manual, dhcp6};
constexpr std::array k_dual{manual, pnp, dhcp160, dhcp159, dhcp66, dhcp6, redirect};

constexpr std::array k_valid_only{pnp};

constexpr std::array k_enable_flags{
    EnableFlag{pnp, "SIPPNP_ENABLE"},
    EnableFlag{dhcp160, "OPTION160_ENABLE"},
    EnableFlag{dhcp159, "OPTION159_ENABLE"},
    EnableFlag{dhcp66, "OPTION66_ENABLE"},
};

constexpr std::array k_schemes{"tftp"sv, "http"sv, "https"sv, "ftp"sv};
constexpr std::array k_file_endings{".cfg"sv, ".enc"sv, ".xml"sv};

std::optional<std::string> if_phones(const Identity& identity, std::string value) {
  if (!identity.mac_is_phones()) return std::nullopt;
  return value;
}

constexpr std::array k_macros{
    Macro{"{MODEL}", "the model number, as given by --model", guide, k_guide_url, "--model",
          [](const Identity& identity) { return std::optional(identity.model); }},
    Macro{"{MAC}", "the MAC address, 12 upper-case hex digits", sibling, k_siblings, "--mac",
          [](const Identity& identity) { return if_phones(identity, identity.mac.upper_plain()); }},
    Macro{"{mac}", "the MAC address, 12 lower-case hex digits", sample, k_template, "--mac",
          [](const Identity& identity) { return if_phones(identity, identity.mac.lower_plain()); }},
    Macro{"{fwver}", "the firmware version, as given by --firmware", sample, k_later_template, "--firmware",
          [](const Identity& identity) { return identity.firmware; }},
};

constexpr std::array k_event_parameters{
    HeaderParameter{"profile-type", "device"},
    HeaderParameter{"vendor", "Panasonic"},
    HeaderParameter{"model", "{MODEL}"},
    HeaderParameter{"version", "{fwver}"},
};

// 66, 159 and 160 by the guide; beside them what hosts ask for: mask, routers, name servers, domain, time.
constexpr std::array<std::uint8_t, 8> k_requested_options{1, 3, 6, 15, 42, 66, 159, 160};

constexpr std::array k_habits{
    Habit{"DHCP options are read from the ACK", guide, k_guide, "`--dhcp-exchange`"},
    Habit{"An option that is missing, empty or only NULs is no value; NULs behind a value are deleted", guide,
          "Administrator Guide 2.1; RFC 2132 2", ""},
    Habit{"A URL with a query is used as it stands, without the default file name", assumption,
          "a deployed server hands phones `/provisioning?mac={mac}`", ""},
    Habit{"A NOTIFY is judged by the form of its URL, not by its host", assumption, k_inferred, ""},
    Habit{"The vendor option of DHCPv6 is read from the Reply", guide, k_guide, ""},
    Habit{"Other enterprise numbers are read as well, with a warning", assumption, k_inferred,
          "`--enterprise`"},
    Habit{"DHCPv6 is asked as routers say (flags M and O), with a DUID made of the MAC", assumption,
          k_inferred, ""},
    Habit{"SIP carries the User-Agent of HTTP", assumption, k_inferred, "`--user-agent`"},
    Habit{"The redirection server answers with a redirect, a URL or an initial file", assumption,
          k_unpublished, ""},
    Habit{"No URL was set by hand; every source is enabled", assumption, "factory defaults",
          "`--manual-url`, `--disable`"},
    Habit{"A link-local address alone does not make an address mode", assumption, k_inferred, "`--mode`"},
    Habit{"Which of several DHCP servers the phone follows is unknown; where they differ the outcome is "
          "contested",
          assumption, k_inferred, "each server's own decision is in the report"},
};

constexpr std::array<std::string_view, 4> k_models{"KX-UTG200", "KX-UTG200B", "KX-UTG300", "KX-UTG300B"};

}  // namespace

constexpr Phone k_kx_utg{
    .name = "Panasonic KX-UTG",
    .models = {k_models, guide, "the guide's title"},
    .model = {"KX-UTG200B", assumption, "the guide's models; with or without the B is unknown"},
    .firmware = {"03.210", assumption, "the published template names it; responders are silent without one"},
    .decision =
        {
            .order = {{k_ipv4, k_ipv6, k_dual}, guide, k_guide_order},
            .valid_only = {k_valid_only, guide, "Administrator Guide 2.1"},
            .next_on_failure = {false, guide, "Administrator Guide 2.1"},
            .enable_flags = {k_enable_flags, sample, "published template, `Device/System/Prov`"},
        },
    .url =
        {
            .schemes = {k_schemes, guide, k_guide_url},
            .default_file = {"{MODEL}.cfg", guide, k_guide_url},
            .file_endings = {k_file_endings, assumption, "the guide's examples and the published template"},
            .macros = k_macros,
            .redirection = {"http://provisioning.e-connecting.net/redirect/conf/{MAC}.cfg", assumption,
                            k_unpublished},
        },
    .pnp =
        {
            .uri = {"sip:MAC%3a{MAC}@224.0.1.75", assumption, k_vendors},
            .event_package = {"ua-profile", sibling, k_siblings},
            .event_parameters = {k_event_parameters, assumption, k_vendors},
            .accept = {"application/url", assumption, k_vendors},
            .expires = {"0", assumption, k_vendors},
            .window = {std::chrono::seconds(5), guide, k_guide},
        },
    .dhcp =
        {
            .requested_options = {k_requested_options, assumption,
                                  "inferred; 66, 159 and 160: Administrator Guide"},
            .vendor_class = {"Panasonic", sibling, k_servers},
            .client_id_type = {1, assumption, k_inferred},
            .sub_option = {1, guide, k_guide},
            .enterprise = {258, assumption, "IANA's number of Matsushita, Panasonic's former name"},
            .enterprise_name = "Matsushita",
        },
    .user_agent =
        {
            .usual = {"Panasonic_{MODEL}/{fwver} ({mac})", sample, k_later_template},
        },
    .file =
        {
            .root = {"PANASIPPhoneConfig", guide, k_guide},
            .encrypted = {"U2FsdGVkX1", guide, "Administrator Guide: base64 of `Salted__`"},
        },
    .habits = k_habits,
};

}  // namespace provtool

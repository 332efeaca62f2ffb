// One report: what was asked, what was seen, what it means. JSON and text are views of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/interface.hpp"
#include "base/time.hpp"
#include "base/words.hpp"
#include "config/effective.hpp"
#include "config/file.hpp"
#include "device/identity.hpp"
#include "device/sources.hpp"
#include "discovery/decision.hpp"
#include "discovery/evidence.hpp"
#include "discovery/mode.hpp"
#include "discovery/observations.hpp"
#include "findings/catalogue.hpp"
#include "provisioning/boot_load.hpp"
#include "provisioning/download.hpp"

namespace provtool {

struct ToolSection {
  std::string name = "provtool";
  std::string version = PROVTOOL_VERSION;
  std::string system{};  // that it ran on: "Linux 6.1.0 x86_64"
};

struct DeviceSection {
  std::string model;
  std::string mac;
  MacFrom mac_from = MacFrom::option;
  std::optional<std::string> firmware;
};

struct InterfaceSection {
  std::string name;
  std::string mac;
  bool up = false;
  std::vector<std::string> addresses;
  AddressMode mode = AddressMode::none;
  std::string mode_reason;
};

struct SourceSection {
  SourceId source = SourceId::manual;
  std::optional<int> rank;
  Status status = Status::not_tested;
  Standing standing = Standing::none;
  std::string reason;
  std::optional<std::string> raw;      // the value as received
  std::optional<std::string> raw_hex;  // when text cannot say it
  bool redacted = false;               // a secret was masked
  std::string url;
  std::vector<std::string> resolved;
  std::optional<std::string> server;
  std::optional<Duration> elapsed;
  Confidence confidence = Confidence::guide;
  // What a second decision needs.
  bool left_out = false;
  bool unasked = false;
  std::string to_settle;
};

struct DiscoverySection {
  std::vector<SourceId> order;
  std::vector<SourceSection> sources;
  std::vector<SeenDhcpServer> dhcp_servers;
  std::vector<SeenRouter> router_advertisements;
  std::vector<SeenResponder> pnp_responders;
  Conclusion decision;
};

// --dry-run: what would be sent, and what else would happen.
struct PlannedPacket {
  Duration after{};
  std::string what;
  std::string from;
  std::string to;
  std::size_t bytes = 0;
  std::string hex;
  bool redacted = false;  // it contains a secret: its hex, which would tell it, is left out
};
// What would be asked for a file.
struct PlannedRequest {
  std::string url;
  std::string log_line;  // as it would stand in the server's log
};
struct PlanSection {
  std::vector<PlannedPacket> packets;
  std::vector<std::string> side_effects;
  std::vector<PlannedRequest> requests{};
};

// What the phone comes up with; once for each DHCP server that it may follow.
struct BootSection {
  std::string contender;  // the DHCP server; empty when one source decides
  std::string url;        // the provisioning URL as the phone reads it
  BootOutcome outcome = BootOutcome::unknown;
  std::string sentence;
};

// --resolve: a host that the configuration names.
struct LookupSection {
  std::string host;
  std::string parameter;
  std::vector<std::string> addresses;
  std::vector<std::string> name_servers;  // that were asked; empty: those of this computer
  std::string reason;                     // why there are no addresses
  Duration elapsed{};
};

// A configuration file that was read.
struct FileSection {
  std::string name;
  FileKind kind = FileKind::unknown;
  std::optional<FileRole> role;
  bool encrypted = false;
  bool valid = false;
  std::size_t parameters = 0;
  std::size_t bytes = 0;
  std::size_t more_findings = 0;  // beyond those that are listed
  std::string contender{};        // as in BootSection
};

// A value that the phone ends up with.
struct EffectiveSection {
  std::string parameter;
  std::string value;
  bool redacted = false;
  FileRole from = FileRole::none;
  std::string file;
  std::size_t line = 0;
  std::optional<std::string> perm;
  std::vector<FileRole> shadows;
  std::string contender{};  // as in BootSection
};

// Of many files, which are not all listed.
struct FileCounts {
  std::size_t files = 0;     // that were read
  std::size_t not_read = 0;  // that could not be, or folders
  std::size_t invalid = 0;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t infos = 0;
  std::size_t not_listed = 0;  // findings beyond those that a report lists
  // The id of the first of the worst, also where none is listed; what a report leaves out.
  std::string worst{};
  Severity worst_severity = Severity::info;
};

enum class VerdictStatus : std::uint8_t { ok, warning, failed, undetermined };
constexpr auto words(VerdictStatus) {
  return std::to_array<Word<VerdictStatus>>({{VerdictStatus::ok, "ok"},
                                             {VerdictStatus::warning, "warning"},
                                             {VerdictStatus::failed, "failed"},
                                             {VerdictStatus::undetermined, "undetermined"}});
}

struct Verdict {
  VerdictStatus status = VerdictStatus::ok;
  std::string summary;
  int exit_code = 0;
  std::string to_settle{};  // when undetermined: the one thing to do
};

inline constexpr int k_report_schema = 1;

struct Report {
  int schema = k_report_schema;
  ToolSection tool;
  std::string command;
  std::optional<WallTime> started;
  std::optional<Duration> duration;
  std::optional<Asked> asked;
  std::optional<DeviceSection> device;
  std::vector<std::string> assumptions;
  std::optional<InterfaceSection> interface;
  std::optional<DiscoverySection> discovery;
  std::optional<PlanSection> plan;
  std::vector<Download> downloads;
  std::vector<BootSection> boots;
  std::vector<FileSection> files;
  std::vector<EffectiveSection> effective;
  std::vector<LookupSection> lookups;
  std::optional<FileCounts> counts;
  std::vector<Finding> findings;
  std::optional<std::vector<std::string>> changes;  // of --watch: since the report before
  std::vector<OpenQuestion> open;
  Verdict verdict;
};

DeviceSection to_section(const Identity& identity);
FileSection to_section(const ConfigFile& file);
EffectiveSection to_section(const EffectiveValue& value);
InterfaceSection to_section(const Interface& interface, const ModeJudgement& mode);
SourceSection to_section(const RankedSource& source);
// Without who else was seen.
DiscoverySection to_section(const Decision& decision);
// Of a report that was read back, to decide once more. What the decision made of a source it makes again.
SourceEvidence to_evidence(const SourceSection& section);

}  // namespace provtool

#include "provisioning/certificate_judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/foreign.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

constexpr auto k_soon = std::chrono::hours(24 * 30);
constexpr std::size_t k_most_findings = 12;  // of one file

std::string day_of(WallTime time) {
  return to_rfc3339(time).substr(0, 10);
}

// How many bits a key has to have: below the first no library takes it, below the second today's do not.
struct KeyLimits {
  int least = 0;
  int good = 0;
};
KeyLimits limits_of(const Certificate& certificate) {
  if (certificate.key_kind == "RSA" || certificate.key_kind == "DSA") return {1024, 2048};
  if (certificate.key_kind == "EC") return {160, 224};
  return {};
}

class Judgement {
 public:
  Judgement(std::span<const DeliveredCertificates> all, const DeliveredCertificates& file, WallTime now)
      : m_all(all), m_file(file), m_now(now) {}

  std::vector<Finding> judge() {
    if (!m_file.unreadable.empty())
      say(Severity::error, fmt::format("{}: {}", foreign(m_file.url), m_file.unreadable));
    else
      judge_writing();
    for (const auto& certificate : m_file.certificates) judge(certificate);
    if (m_findings.size() > k_most_findings) m_findings.resize(k_most_findings);
    return std::move(m_findings);
  }

 private:
  void judge(const Certificate& certificate) {
    judge_time(certificate);
    judge_key(certificate);
    judge_flag(certificate);
  }

  void judge_time(const Certificate& certificate) {
    const auto last_day = day_of(certificate.not_after);
    if (certificate.not_after < m_now)
      say_of(certificate, Severity::error, fmt::format("expired on {}", last_day));
    else if (certificate.not_before > m_now)
      say_of(certificate, Severity::error,
             fmt::format("is not valid before {}; this computer's clock says {}",
                         day_of(certificate.not_before), day_of(m_now)));
    else if (certificate.not_after < m_now + k_soon)
      m_findings.push_back(finding("config.certificate-expiring",
                                   sentence(certificate, fmt::format("expires on {}", last_day))));
  }

  void judge_key(const Certificate& certificate) {
    const auto [least, good] = limits_of(certificate);
    const auto key = fmt::format("has a key of {} bits ({})", certificate.key_bits, certificate.key_kind);
    if (good == 0)
      say_of(certificate, Severity::warning,
             fmt::format("has a key of the kind {}, which a phone of 2014 most likely does not know",
                         foreign(certificate.key_kind)));
    else if (certificate.key_bits < least)
      say_of(certificate, Severity::error, key + ", which no program takes for safe");
    else if (certificate.key_bits < good)
      say_of(certificate, Severity::warning,
             key + ": a phone of 2014 most likely takes it, today's programs do not");
  }

  void judge_flag(const Certificate& certificate) {
    if (certificate.is_self_signed && !certificate.is_ca)
      say_of(certificate, Severity::warning,
             "has no CA flag: at most the one server that has this certificate itself is trusted by it");
    else if (!certificate.is_ca && is_delivered(certificate.issuer))
      say_of(certificate, Severity::warning, "has no CA flag, and is not needed beside its issuer");
    else if (!certificate.is_ca)
      say_of(
          certificate, Severity::error,
          fmt::format("has no CA flag: what the phone needs is its issuer, {}", foreign(certificate.issuer)));
    else if (!certificate.is_self_signed && !is_delivered(certificate.issuer))
      say_of(certificate, Severity::warning,
             fmt::format("is not a root: many programs trust it only beside its issuer, {}",
                         foreign(certificate.issuer)));
  }

  [[nodiscard]] bool is_delivered(std::string_view subject) const {
    return std::any_of(m_all.begin(), m_all.end(), [&](const DeliveredCertificates& file) {
      return std::any_of(file.certificates.begin(), file.certificates.end(),
                         [&](const Certificate& known) { return known.subject == subject; });
    });
  }

  // What is read here all the same.
  void judge_writing() {
    const auto text = as_text(m_file.content);
    if (text.find("PRIVATE KEY-----") != std::string_view::npos)
      say(Severity::warning, fmt::format("{}: it contains a private key, too, which whoever loads the file "
                                         "then has",
                                         foreign(m_file.url)));
    const auto begin = text.find("-----BEGIN ");
    const bool at_line_begin = begin == 0 || (begin != std::string_view::npos && text[begin - 1] == '\n');
    if (begin != std::string_view::npos && !at_line_begin)
      say(Severity::warning,
          fmt::format("{}: {} before its BEGIN line, which OpenSSL then does not see", foreign(m_file.url),
                      text.starts_with("\xef\xbb\xbf") ? "a byte order mark is" : "something is"));
  }

  [[nodiscard]] Finding finding(FindingId id, std::string_view message) const {
    return make_finding(id, message, Place{.file = m_file.url, .url = m_file.url});
  }
  void say(Severity severity, std::string_view message) {
    m_findings.push_back(finding("config.certificate", message));
    m_findings.back().severity = severity;
  }
  void say_of(const Certificate& certificate, Severity severity, std::string_view what) {
    say(severity, sentence(certificate, what));
  }
  [[nodiscard]] std::string sentence(const Certificate& certificate, std::string_view what) const {
    return fmt::format("{}: the certificate {} {}", foreign(m_file.url), foreign(certificate.subject), what);
  }

  std::span<const DeliveredCertificates> m_all;
  const DeliveredCertificates& m_file;
  WallTime m_now;
  std::vector<Finding> m_findings;
};

}  // namespace

DeliveredCertificates read_delivered(std::string url, ByteView content) {
  DeliveredCertificates file{std::move(url), Bytes(content.begin(), content.end())};
  if (auto read = read_certificates(content))
    file.certificates = std::move(*read);
  else
    file.unreadable = std::move(read.error());
  return file;
}

std::vector<std::vector<Finding>> judge_delivered(std::span<const DeliveredCertificates> files,
                                                  WallTime now) {
  std::vector<std::vector<Finding>> findings;
  for (const auto& file : files) findings.push_back(Judgement(files, file, now).judge());
  return findings;
}

}  // namespace provtool

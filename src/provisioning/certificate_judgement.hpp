// What is wrong with the certificates that the initial file delivers.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "findings/catalogue.hpp"
#include "provisioning/certificate.hpp"

namespace provtool {

// One file of them, as it came.
struct DeliveredCertificates {
  std::string url;
  Bytes content;
  std::vector<Certificate> certificates{};  // none when it could not be read
  std::string unreadable{};                 // the clause that says why not
};
DeliveredCertificates read_delivered(std::string url, ByteView content);

// Of each file, by its number: an issuer may be in another one of them. `now` is this computer's time.
std::vector<std::vector<Finding>> judge_delivered(std::span<const DeliveredCertificates> files, WallTime now);

}  // namespace provtool

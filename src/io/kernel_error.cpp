#include "io/kernel_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace provtool {

namespace {

struct Meaning {
  int error;
  std::string_view text;
};

// ip(7), packet(7), udp(7), netdevice(7).
constexpr std::array k_meanings{
    Meaning{ENETDOWN, "the interface is switched off"},
    Meaning{ENOBUFS, "the interface takes no more packets: its link is down, or its queue is full"},
    Meaning{ENODEV, "the interface is gone"},
    Meaning{ENXIO, "the interface is gone"},
    Meaning{EADDRNOTAVAIL, "this computer has lost the address that it asks from"},
    Meaning{ENETUNREACH, "this computer has no route there"},
    Meaning{EHOSTUNREACH, "nobody answers at that address on the link"},
    Meaning{EMSGSIZE, "the packet is larger than the link takes"},
    Meaning{EMFILE, "this process has too many files open"},
    Meaning{ENFILE, "this computer has too many files open"},
    Meaning{ENOMEM, "this computer is short of memory"},
};

}  // namespace

std::string say_kernel_error(int error) {
  const auto* meaning = std::find_if(k_meanings.begin(), k_meanings.end(),
                                     [error](const Meaning& row) { return row.error == error; });
  if (meaning == k_meanings.end()) return std::strerror(error);
  return fmt::format("{} ({})", meaning->text, std::strerror(error));
}

FetchProblem problem_of_connection(int error) {
  switch (error) {
    case ECONNREFUSED:
      return FetchProblem::refused;
    case ENETUNREACH:
    case ENETDOWN:
    case EADDRNOTAVAIL:
    case ENODEV:
      return FetchProblem::no_route;
    case EHOSTUNREACH:
      return FetchProblem::unreachable;
    case ETIMEDOUT:
      return FetchProblem::timeout;
    default:
      return FetchProblem::other;
  }
}

}  // namespace provtool

#include "discovery/dhcp4_probe.hpp"

#include <doctest/doctest.h>

#include "support/dhcp4_packets.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;
using dhcpv4::MessageType;
namespace option = dhcpv4::option;
using Types = std::vector<MessageType>;

}  // namespace provtool

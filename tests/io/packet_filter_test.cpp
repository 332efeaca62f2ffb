#include "io/packet_filter.hpp"

#include <dlfcn.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <random>

#include "io/pcap_library.hpp"
#include "support/fragments.hpp"
#include "wire/ndp.hpp"

namespace provtool {

namespace {

using namespace testing;
using Frames = std::vector<Bytes>;

PacketSocketOptions everything() {
  return {{Port{5060}, Port{67}, Port{68}, Port{546}, Port{547}}, true, false};
}

// The filter, compiled and run by libpcap as the kernel runs it.
class Filter {
 public:
  explicit Filter(const PacketSocketOptions& options) : m_library(PcapLibrary::load().value()) {
    void* library = dlopen("libpcap.so.0.8", RTLD_NOW);
    m_run = reinterpret_cast<decltype(m_run)>(dlsym(library, "pcap_offline_filter"));
    const std::unique_ptr<pcap_t, decltype(&pcap_close)> dead(m_library.open_dead(DLT_EN10MB, 65535),
                                                              m_library.close);
    REQUIRE(m_library.compile(dead.get(), &m_program, filter_expression(options).c_str(), 1,
                              PCAP_NETMASK_UNKNOWN) == 0);
  }
  ~Filter() { m_library.freecode(&m_program); }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  [[nodiscard]] bool passes(const Bytes& frame) const {
    pcap_pkthdr header{};
    header.caplen = static_cast<bpf_u_int32>(frame.size());
    header.len = header.caplen;
    return m_run(&m_program, &header, frame.data()) != 0;
  }
  [[nodiscard]] bool passes_all(const Frames& frames) const {
    return std::all_of(frames.begin(), frames.end(), [this](const Bytes& frame) { return passes(frame); });
  }

 private:
  PcapLibrary m_library;
  decltype(&pcap_offline_filter) m_run = nullptr;
  bpf_program m_program{};
};

Datagram udp(std::string_view from, std::string_view to, unsigned from_port, unsigned to_port) {
  Datagram datagram;
  datagram.source_mac = *MacAddress::parse("00:00:5e:00:53:01");
  datagram.destination_mac = *MacAddress::parse("00:00:5e:00:53:02");
  datagram.source = {*IpAddress::parse(from), Port{static_cast<std::uint16_t>(from_port)}};
  datagram.destination = {*IpAddress::parse(to), Port{static_cast<std::uint16_t>(to_port)}};
  datagram.payload = to_bytes(std::string(60, 'x'));
  return datagram;
}

Datagram icmp(std::uint8_t type) {
  auto datagram = udp("fe80::1", "ff02::1", 0, 0);
  datagram.protocol = Protocol::icmpv6;
  datagram.hop_limit = 255;
  datagram.payload = Bytes(64);
  datagram.payload[0] = type;
  return datagram;
}

std::vector<Datagram> ours() {
  return {udp("192.0.2.1", "255.255.255.255", 67, 68), udp("192.0.2.9", "192.0.2.1", 68, 67),
          udp("192.0.2.1", "192.0.2.2", 1036, 5060),   udp("192.0.2.1", "192.0.2.2", 5060, 40000),
          udp("fe80::1", "fe80::2", 547, 546),         udp("fe80::1", "ff02::1:2", 546, 547),
          udp("fe80::1", "fe80::2", 1036, 5060),       icmp(ndp::k_router_advertisement),
          icmp(ndp::k_neighbor_solicitation)};
}

std::vector<Datagram> of_others() {
  return {udp("192.0.2.1", "192.0.2.2", 53, 2049), udp("fe80::1", "fe80::2", 53, 2049), icmp(128), icmp(143)};
}

bool is_v6(const Datagram& datagram) {
  return datagram.source.address.v6() != nullptr;
}

Bytes with_ip_options(Bytes frame) {
  frame[14] = 0x46;
  frame[17] = static_cast<std::uint8_t>(frame[17] + 4);
  const Bytes options{0x94, 0x04, 0x00, 0x00};
  frame.insert(frame.begin() + 14 + 20, options.begin(), options.end());
  frame[24] = frame[25] = 0;
  const auto sum = checksum_finish(checksum_add(0, ByteView(frame).subspan(14, 24)));
  frame[24] = static_cast<std::uint8_t>(sum >> 8);
  frame[25] = static_cast<std::uint8_t>(sum);
  return frame;
}

Frames padded(Frames frames) {
  for (auto& frame : frames) frame.insert(frame.end(), 46, 0x55);
  return frames;
}

Frames backwards(Frames frames) {
  std::reverse(frames.begin(), frames.end());
  return frames;
}

// Every way in which a datagram may travel.
std::vector<Frames> forms_of(const Datagram& datagram) {
  const Bytes plain = serialize_frame(datagram);
  std::vector<Frames> forms{{plain}, padded({plain})};
  for (const std::size_t each : {8U, 16U, 24U, 40U}) {
    const auto fragments = fragments_of(datagram, each);
    forms.insert(forms.end(), {fragments, backwards(fragments), padded(fragments)});
  }
  if (!is_v6(datagram)) {
    forms.push_back({with_ip_options(plain)});
    Frames fragments = fragments_of(datagram, 24);
    for (auto& frame : fragments) frame = with_ip_options(frame);
    forms.push_back(std::move(fragments));
    return forms;
  }
  forms.push_back({fragment_frame(
      datagram, {0, false, 1, static_cast<std::uint8_t>(plain[20]), upper_packet(datagram)})});
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    std::vector<std::uint8_t> headers(1 + random() % 5);
    for (auto& header : headers) header = std::array<std::uint8_t, 3>{0, 43, 60}[random() % 3];
    forms.push_back({behind_headers(plain, headers)});
    Frames fragments = fragments_of(datagram, 24);
    for (auto& frame : fragments) frame = behind_headers(frame, headers);
    forms.push_back(std::move(fragments));
  }
  return forms;
}

// How many datagrams the parser makes of these frames.
std::size_t read(const Frames& frames) {
  Reassembly reassembly([](const Datagram& datagram) { return concerns(everything(), datagram); });
  std::size_t datagrams = 0;
  for (const auto& frame : frames)
    if (reassembly.take(frame, Checksums::not_filled_in, Instant{}).datagram) ++datagrams;
  return datagrams;
}

}  // namespace

TEST_CASE("whatever the parser reads has passed the kernel's filter") {
  const Filter filter(everything());
  for (const auto& datagram : ours())
    for (const auto& form : forms_of(datagram)) {
      CAPTURE(to_hex(form.front()));
      CHECK(read(form) == 1);
      CHECK(filter.passes_all(form));
    }
}

TEST_CASE("whatever the parser reads of a broken frame has passed as well") {
  const Filter filter(everything());
  std::mt19937 random(2);
  std::size_t were_read = 0;
  for (const auto& datagram : ours()) {
    const auto forms = forms_of(datagram);
    for (std::size_t i = 0; i < std::min<std::size_t>(forms.size(), 40); ++i)
      for (int j = 0; j < 200; ++j) {
        Bytes frame = forms[i].front();
        if (j % 2 == 0) frame.resize(random() % frame.size());
        if (!frame.empty() && j % 4 != 0)
          frame[random() % std::min<std::size_t>(frame.size(), 80)] = static_cast<std::uint8_t>(random());
        const bool tagged = frame.size() > 13 && frame[12] == 0x81 && frame[13] == 0;
        if (tagged || read({frame}) == 0) continue;  // the kernel takes tags out
        ++were_read;
        CAPTURE(to_hex(frame));
        CHECK(filter.passes(frame));
      }
  }
  CHECK(were_read > 1000);
}

TEST_CASE("what concerns nobody here is not read, in whatever form, and says nothing") {
  for (const auto& datagram : of_others())
    for (const auto& form : forms_of(datagram)) {
      CAPTURE(to_hex(form.front()));
      Reassembly reassembly([](const Datagram& heard) { return concerns(everything(), heard); });
      for (const auto& frame : form) {
        const auto taken = reassembly.take(frame, Checksums::not_filled_in, Instant{});
        CHECK_FALSE(taken.datagram);
        CHECK(taken.fault.empty());
      }
      CHECK(reassembly.lost().empty());
    }
}

TEST_CASE("other traffic does not wake this process") {
  const Filter filter(everything());
  for (const auto& datagram : of_others()) CHECK_FALSE(filter.passes(serialize_frame(datagram)));
  auto tcp = serialize_frame(ours().front());
  tcp[23] = 6;
  CHECK_FALSE(filter.passes(tcp));
  // Reports of groups (MLD) stand behind a router alert.
  for (const std::uint8_t type : std::array<std::uint8_t, 4>{130, 131, 132, 143})
    CHECK_FALSE(filter.passes(behind_headers(serialize_frame(icmp(type)), {0})));
}

TEST_CASE("without neighbor discovery router advertisements are of no interest") {
  const PacketSocketOptions dhcp4{{Port{67}, Port{68}}, false, false};
  CHECK_FALSE(Filter(dhcp4).passes(serialize_frame(icmp(ndp::k_router_advertisement))));
  CHECK_FALSE(concerns(dhcp4, icmp(ndp::k_router_advertisement)));
  CHECK(concerns(dhcp4, ours().front()));
  CHECK_FALSE(concerns(dhcp4, ours().back()));
}

}  // namespace provtool

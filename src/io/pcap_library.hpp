// libpcap, loaded when it is needed: with the libraries that it brings along (D-Bus, systemd, …) every start
// would take longer than curl's, that of --version too (tests/bench).
#pragma once

#include <pcap/pcap.h>

#include <optional>

namespace provtool {

struct PcapLibrary {
  decltype(&pcap_open_dead) open_dead = nullptr;
  decltype(&pcap_close) close = nullptr;
  decltype(&pcap_compile) compile = nullptr;
  decltype(&pcap_freecode) freecode = nullptr;
  decltype(&pcap_fopen_offline) fopen_offline = nullptr;
  decltype(&pcap_datalink) datalink = nullptr;
  decltype(&pcap_next_ex) next = nullptr;
  decltype(&pcap_geterr) error = nullptr;

  // Nothing when it is not there.
  static std::optional<PcapLibrary> load();
};

}  // namespace provtool

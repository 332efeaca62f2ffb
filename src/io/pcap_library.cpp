#include "io/pcap_library.hpp"

#include <dlfcn.h>

namespace provtool {

namespace {

template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

}  // namespace

std::optional<PcapLibrary> PcapLibrary::load() {
  void* library = dlopen("libpcap.so.0.8", RTLD_NOW);
  if (library == nullptr) return std::nullopt;
  PcapLibrary pcap;
  const bool complete =
      find(library, "pcap_open_dead", pcap.open_dead) && find(library, "pcap_close", pcap.close) &&
      find(library, "pcap_compile", pcap.compile) && find(library, "pcap_freecode", pcap.freecode) &&
      find(library, "pcap_fopen_offline", pcap.fopen_offline) &&
      find(library, "pcap_datalink", pcap.datalink) && find(library, "pcap_next_ex", pcap.next) &&
      find(library, "pcap_geterr", pcap.error);
  return complete ? std::optional(pcap) : std::nullopt;
}

}  // namespace provtool

#include "io/capture_file.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "base/foreign.hpp"
#include "io/pcap_library.hpp"
#include "wire/pcapng.hpp"

namespace provtool {

namespace {

// A discovery's capture contains kilobytes; a file beyond this is something else.
constexpr std::size_t k_most_bytes = 64 << 20;

struct CloseFile {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }  // it was only read
};
using File = std::unique_ptr<std::FILE, CloseFile>;

tl::unexpected<Trouble> cannot_read(const std::string& path, std::string_view why) {
  return failed(fmt::format("cannot read the capture {}: {}", foreign(path), why));
}

Expected<Bytes> read_all(const std::string& path) {
  const File file(std::fopen(path.c_str(), "rbe"));
  if (!file) return cannot_read(path, std::strerror(errno));
  Bytes bytes;
  std::array<std::uint8_t, 65536> part{};
  while (const auto count = std::fread(part.data(), 1, part.size(), file.get())) {
    bytes.insert(bytes.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(count));
    if (bytes.size() > k_most_bytes) return cannot_read(path, "it is larger than 64 MiB");
  }
  if (std::ferror(file.get()) != 0) return cannot_read(path, std::strerror(errno));
  return bytes;
}

// Far from overflow: the year 5138.
bool is_a_time(const timeval& time) {
  return time.tv_sec >= 0 && time.tv_sec < 100'000'000'000;
}

Instant to_instant(const timeval& time) {
  return {std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec)};
}

void add_frame(Capture& capture, Reassembly& reassembly, ByteView frame, Instant time,
               const MacAddress& own) {
  auto [datagram, fault] = reassembly.take(frame, Checksums::not_filled_in, time);
  if (!fault.empty()) capture.left_aside.emplace_back(fault);
  if (!datagram) return;
  datagram->direction = datagram->source_mac == own ? Direction::sent : Direction::received;
  capture.datagrams.push_back(std::move(*datagram));
}

}  // namespace

Expected<Capture> read_capture(const std::string& path, const MacAddress& own) {
  auto bytes = read_all(path);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto library = PcapLibrary::load();
  if (!library) return cannot_read(path, "libpcap is not installed");
  File memory(bytes->empty() ? nullptr : fmemopen(bytes->data(), bytes->size(), "rb"));
  if (!memory) return cannot_read(path, "it is empty");
  std::array<char, PCAP_ERRBUF_SIZE> error{};
  const std::unique_ptr<pcap_t, decltype(&pcap_close)> pcap(
      library->fopen_offline(memory.get(), error.data()), library->close);
  if (!pcap) return cannot_read(path, error.data());
  static_cast<void>(memory.release());  // closed by libpcap from here on
  if (library->datalink(pcap.get()) != DLT_EN10MB) return cannot_read(path, "it contains no Ethernet frames");

  Capture capture;
  pcap_pkthdr* header = nullptr;
  const u_char* data = nullptr;
  bool first = true;
  Reassembly reassembly;
  while (library->next(pcap.get(), &header, &data) == 1) {
    if (!is_a_time(header->ts)) {
      capture.left_aside.emplace_back("with an invalid time");
      continue;
    }
    const Instant time = to_instant(header->ts);
    if (first) capture.begins = time;
    first = false;
    capture.ends = std::max(capture.ends, time);
    add_frame(capture, reassembly, ByteView(data, header->caplen), time, own);
  }
  capture.lost = reassembly.lost();
  if (const auto statistics = find_capture_statistics(*bytes)) {
    capture.begins = Instant{statistics->start.time_since_epoch()};
    capture.ends = Instant{statistics->end.time_since_epoch()};
    capture.silent = statistics->received == 0;
    if (!statistics->doubt.empty()) capture.doubt = statistics->doubt;
  }
  return capture;
}

}  // namespace provtool

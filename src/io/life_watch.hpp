// Whether anybody but this host and the switch itself speaks on the link.
#pragma once

#include <span>
#include <vector>

#include "base/interface.hpp"
#include "base/meanwhile.hpp"
#include "base/trouble.hpp"
#include "io/file_descriptor.hpp"

namespace provtool {

class LifeWatch {
 public:
  // A packet socket that hears the beginning of every frame that none of `own` sent; needs CAP_NET_RAW.
  static Expected<LifeWatch> open(const Interface& interface, std::span<const MacAddress> own);

  // Invalid once life was heard: more of it would tell nothing.
  [[nodiscard]] int fd() const { return m_fd.get(); }
  void listen(Overheard& overheard);

 private:
  LifeWatch(FileDescriptor fd, std::span<const MacAddress> own)
      : m_fd(std::move(fd)), m_own(own.begin(), own.end()) {}

  FileDescriptor m_fd;
  std::vector<MacAddress> m_own;
};

}  // namespace provtool

// What becomes of the link while a run goes on (rtnetlink(7)).
#pragma once

#include <vector>

#include "base/bytes.hpp"
#include "base/interface.hpp"
#include "base/trouble.hpp"
#include "io/file_descriptor.hpp"

namespace provtool {

class LinkWatch {
 public:
  // Listens from here on; needs no rights.
  static Expected<LinkWatch> open(const Interface& interface);

  [[nodiscard]] int fd() const { return m_fd.get(); }
  // Each state that the kernel told of since the last call, in their order: a short outage leaves two. A link
  // that is down from the beginning is told at once.
  std::vector<LinkState> take();

 private:
  LinkWatch(FileDescriptor fd, int index);

  void read_messages(ByteView bytes, std::vector<LinkState>& states) const;

  FileDescriptor m_fd;
  int m_index;
  std::vector<LinkState> m_at_first;  // when it was down already
};

}  // namespace provtool

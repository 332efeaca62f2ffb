// We could not do our part: which operation on which object failed, in words a user can act on.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace provtool {

struct Trouble {
  enum class Kind : unsigned char { other, no_privilege, interrupted };

  std::string message;  // "cannot open a packet socket on eth0: Operation not permitted"
  Kind kind = Kind::other;
};

template <typename T>
using Expected = tl::expected<T, Trouble>;

inline tl::unexpected<Trouble> failed(std::string message, Trouble::Kind kind = Trouble::Kind::other) {
  return tl::unexpected<Trouble>(Trouble{std::move(message), kind});
}

}  // namespace provtool

#pragma once
#include <sys/types.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <span>

#include "sim/base/bytes.h"

namespace tlscam {

/// `Inbox` holds what a camera in a process of its own has sent and nobody has taken yet: one system call
/// brings many messages.
class Inbox {
 public:
  /// Copies the next `size` bytes to `data`. While there are fewer, `more(room)` reads as read() does: how
  /// many bytes it has put into the room, 0 at the end, -1 and errno. False when it ended or failed.
  template <class More>
  bool take(void* data, std::size_t size, More more) {
    while (end_ - first_ < size) {
      std::memmove(bytes_.data(), bytes_.data() + first_, end_ - first_);
      end_ -= first_;
      first_ = 0;
      const ssize_t n = more(std::span(bytes_).subspan(end_));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return false;
      end_ += static_cast<std::size_t>(n);
    }
    if (size > 0) std::memcpy(data, bytes_.data() + first_, size);
    first_ += size;
    return true;
  }

 private:
  Bytes bytes_ = Bytes(128 * 1024);  // holds more than the largest message
  std::size_t first_ = 0, end_ = 0;  // what of it was received and not yet taken
};

}  // namespace tlscam

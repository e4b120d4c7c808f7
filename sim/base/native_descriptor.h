#pragma once
#include <fcntl.h>
#include <unistd.h>

#include <utility>

namespace tlscam {

/// `Descriptor` owns a file descriptor and closes it at its end.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }

  /// The number, or -1 when there is none.
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

  /// Gives the descriptor away: the caller closes it.
  int release() { return std::exchange(number_, -1); }

  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

/// `Pipe` holds both ends of a pipe that no child process inherits by itself.
struct Pipe {
  Descriptor reader, writer;

  /// Returns false, with errno set, when there are no descriptors left.
  bool open() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    reader = Descriptor(ends[0]);
    writer = Descriptor(ends[1]);
    return true;
  }
};

}  // namespace tlscam

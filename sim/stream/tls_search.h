#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/base/bytes.h"

namespace tlscam {

/// `TlsSearch` finds where TLS begins in one direction of a TCP connection. Most connections begin with it.
/// Others speak another protocol first (STARTTLS, a proxy), and a capture may begin in the middle of one.
class TlsSearch {
 public:
  /// `Start` says what is known of the first byte.
  enum class Start : std::uint8_t {
    first_byte,  ///< it is the connection's first one
    middle,      ///< bytes before it were not seen: records may begin later, with any segment
  };
  /// `Found` divides what was read.
  struct Found {
    Bytes plain{};      ///< not TLS, as far as it shows
    Bytes old_hello{};  ///< a ClientHello in the format of SSL 2.0 (RFC 5246 appendix E.2), with its header
    Bytes tls{};        ///< records
  };

  TlsSearch() = default;
  explicit TlsSearch(Start start) : start_(start) {}

  /// `read` takes the next bytes of the stream, as one or more segments brought them. It keeps a few while
  /// they do not show what they are; `last`: no more come.
  Found read(Bytes bytes, bool last = false);
  /// `expect` says that the other direction speaks TLS.
  void expect() { expected_ = true; }
  /// `lose` says that bytes are missing before the next ones: a record begins with one of the next segments.
  void lose() {
    start_ = Start::middle;
    state_ = State::plain;
    held_.clear();
  }

  bool begun() const { return state_ == State::begun; }
  /// `is_plain` is true when the bytes so far were not TLS.
  bool is_plain() const { return state_ == State::plain; }

 private:
  enum class State : std::uint8_t { undecided, plain, begun };
  enum class Guess : std::uint8_t { no, maybe, yes };
  Guess guess(ByteView bytes) const;
  std::size_t find_inside(ByteView bytes) const;

  Start start_ = Start::first_byte;
  State state_ = State::undecided;
  bool expected_ = false;
  std::size_t passed_ = 0;  ///< plain bytes
  Bytes held_;
};

}  // namespace tlscam

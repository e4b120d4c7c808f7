#pragma once
#include <memory>
#include <string>

#include "sim/net/link.h"

namespace tlscam {

/// A tap that folds every event into one SHA-256, so that two runs can be compared by one line. Per event:
/// the instant of sending (8 bytes, microseconds since 1970, big endian), the link's name and a zero,
/// direction and fate (1 byte each, the values of their enums), the length of the frame (2 bytes) and the
/// frame.
class FrameHash {
 public:
  FrameHash();
  ~FrameHash();
  FrameHash(FrameHash&&) noexcept;
  FrameHash& operator=(FrameHash&&) noexcept;

  void add(const TapEvent& event);

  /// A tap that adds to this hash, which must outlive the switch.
  Tap tap() {
    return [this](const TapEvent& event) { add(event); };
  }

  /// The hash of all events so far, 64 hexadecimal digits. More events may follow.
  std::string hex() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tlscam

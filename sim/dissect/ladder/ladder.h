#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "sim/dissect/decrypt/record_opener.h"
#include "sim/dissect/ladder/conversation.h"
#include "sim/net/link.h"

namespace tlscam {

/// How much a Ladder keeps. Beyond it, the oldest conversation makes room for a new one and the oldest
/// application data of a conversation for its new entries (its handshake stays).
struct LadderLimits {
  std::size_t conversations = 200;
  bool keep_first = false;    ///< no conversation makes room: further ones are not followed
  std::size_t entries = 500;  ///< in each conversation
  /// Bytes of one direction that are kept while something in front of them is missing.
  std::size_t waiting_bytes = 256u << 10;
  /// Connections are followed also when their SYN was not seen, and go on behind bytes that are missing: as
  /// files of other people's programs need it.
  bool from_the_middle = false;
};

/// Follows every TCP connection and every flow of datagrams between two nodes, from what a tap sees, and
/// makes the ladder of each: who sent what, when it arrived, and how the handshake went.
///
/// A stream is put together from what its sender sent (its own link), so that the ladder shows what was said
/// even where it was lost; what of it arrived is seen on the receiver's link. A connection is followed from
/// its SYN on, unless LadderLimits say otherwise. DHCP, DNS, mDNS and NTP, group addresses and fragments of
/// IP packets are no conversations.
class Ladder {
 public:
  /// `make_opener`: opens what is encrypted, so that entries say what is inside (see open_with()); without, a
  /// ladder is what an eavesdropper sees.
  explicit Ladder(LadderLimits limits = {}, MakeOpener make_opener = {});
  ~Ladder();
  Ladder(Ladder&&) noexcept;
  Ladder& operator=(Ladder&&) noexcept;

  void see(const TapEvent& event);
  /// A tap that feeds this ladder, which must outlive the switch and stay where it is.
  Tap tap() {
    return [this](const TapEvent& event) { see(event); };
  }

  /// `finish` says that the capture ends here: bytes that are missing will not come any more.
  void finish();

  /// Oldest first. Valid until the next call of see() or clear().
  const std::vector<Conversation>& conversations() const;
  /// The id of the newest conversation between the two ends of a frame.
  std::optional<std::uint32_t> conversation_of(ByteView frame) const;
  /// Counts up with every change of any conversation.
  std::uint64_t revision() const;
  /// Frames that would have begun a conversation, and did not: see LadderLimits::keep_first.
  std::uint64_t not_followed() const;
  /// Forgets all conversations; ids go on.
  void clear();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tlscam

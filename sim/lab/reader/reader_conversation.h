#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/result.h"
#include "sim/capture/indexed_capture.h"
#include "sim/dissect/decrypt/key_log.h"
#include "sim/dissect/ladder/ladder.h"
#include "sim/dissect/packet_dissector.h"
#include "sim/lab/protocol/reader_command.h"

namespace tlscam {

/// `no_longer_there` is for a frame that was there when the file was opened.
tl::unexpected<Error> no_longer_there(std::uint64_t number);

/// `ReaderConversation` is one conversation of a capture, dissected: it knows the bytes of each entry of its
/// ladder. When they would take more than `kept_bytes`, it keeps of each entry those that a view shows, as
/// far as these fit; then MessageView::left_out says that there were more. It borrows the capture and its
/// secrets.
class ReaderConversation {
 public:
  /// `frames` are the places of its frames in the capture.
  ReaderConversation(IndexedCapture& capture, const KeyLog& secrets, std::vector<std::uint32_t> frames,
                     std::uint32_t id, std::size_t kept_bytes);

  std::uint32_t id() const { return id_; }
  const Conversation& ladder() const { return ladder_.conversations().front(); }

  // These fail, too, when the file is no longer what it was.

  Result<MessageView> message(std::uint32_t id) const;
  /// `number` is that of one of its frames in the capture.
  Result<MessageView> frame(std::uint64_t number) const;
  /// `lone_frame` is a frame that belongs to no conversation.
  static Result<MessageView> lone_frame(IndexedCapture& capture, std::uint64_t number);
  /// `text` gives the trees of one entry or of all as text. It fails for all entries of a conversation that
  /// is too long to be kept whole.
  Result<std::string> text(std::optional<std::uint32_t> wanted) const;

 private:
  /// `Place` is a record or message of a datagram: a field at the top of its frame's tree, or inside one.
  struct Place {
    std::uint64_t frame;
    std::uint32_t offset;
  };
  struct Places {
    Place first;
    Place last;
  };
  /// `Carriers` are the frames that changed an entry.
  struct Carriers {
    std::vector<std::uint64_t> first;  ///< as many as are shown
    std::uint32_t more = 0;
  };
  struct Part {
    DissectedPart part;
    std::uint32_t entry;  ///< that it is a part of, or the last of its direction
  };

  Result<void> read();
  void see(const CapturedFrame& frame, DissectedPacket& packet);
  void keep(DissectedPart part, std::uint32_t entry);
  void thin_out();
  bool has_room_for(const DissectedPart& part, std::uint32_t entry, std::size_t cost);
  std::uint32_t entry_of(const DissectedPart& part) const;
  void link_datagram(const DissectedPacket& packet, std::uint32_t first_new, std::uint32_t more_of_last);
  Result<PartView> frame_part(std::uint64_t number) const;
  std::uint64_t number_in_capture(std::uint64_t local) const { return std::uint64_t{frames_[local - 1]} + 1; }
  std::size_t place_of(std::uint64_t number) const;
  Result<const LadderEntry*> find(std::uint32_t entry) const;

  IndexedCapture& capture_;
  const KeyLog& secrets_;
  std::vector<std::uint32_t> frames_;
  std::uint32_t id_;
  std::size_t kept_bytes_;  ///< at most
  std::size_t bytes_ = 0;   ///< that are kept
  Ladder ladder_;
  Result<void> is_read_;                                ///< fails when the file is no longer what it was
  std::vector<Part> parts_;                             ///< frames by number in the capture
  std::map<std::uint64_t, DissectedPacket> datagrams_;  ///< by number in the capture: DTLS, UDP
  bool is_thinned_ = false;                             ///< not all of these are kept
  std::map<std::pair<std::uint32_t, DissectedPart::Kind>, std::size_t> counts_;  ///< of kept parts, by entry
  std::map<std::uint32_t, std::uint32_t> dropped_;                               ///< parts, by entry
  std::vector<bool> dropped_in_;  ///< by place in `frames_`: parts that the frame completed are not kept
  std::map<std::uint32_t, Places> places_;      ///< by entry, DTLS
  std::map<std::uint32_t, Carriers> carriers_;  ///< by entry
};

}  // namespace tlscam

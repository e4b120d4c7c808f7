#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/capture/capture_file.h"
#include "sim/dissect/decrypt/key_log.h"
#include "sim/dissect/ladder/ladder.h"
#include "sim/dissect/packet_dissector.h"
#include "sim/lab/protocol/reader_command.h"

namespace tlscam {

/// `ReaderConversation` is one conversation of a capture, dissected: it knows the bytes of each entry of its
/// ladder. It borrows the capture and its secrets.
class ReaderConversation {
 public:
  /// `frames` are the places of its frames in the capture.
  ReaderConversation(const CaptureFile& file, const KeyLog& secrets, std::vector<std::size_t> frames,
                     std::uint32_t id);

  std::uint32_t id() const { return id_; }
  const Conversation& ladder() const { return ladder_.conversations().front(); }

  Result<MessageView> message(std::uint32_t id) const;
  /// `number` is that of one of its frames in the capture.
  MessageView frame(std::uint64_t number) const;
  /// `lone_frame` is a frame that belongs to no conversation.
  static MessageView lone_frame(const CaptureFile& file, const CapturedFrame& frame, std::uint64_t number);
  /// `text` gives the trees of one entry or of all as text.
  Result<std::string> text(std::optional<std::uint32_t> wanted) const;

 private:
  /// `Place` is a record or message of a datagram: a field at the top of its frame's tree, or inside one.
  struct Place {
    std::uint64_t frame;
    std::uint32_t offset;
  };
  void see(std::size_t local);
  void link_datagram(const DissectedPacket& packet, std::uint32_t first_new, std::uint32_t more_of_last);
  PartView frame_part(std::uint64_t number) const;
  std::uint64_t number_in_capture(std::uint64_t local) const { return frames_[local - 1] + 1; }
  const LadderEntry* find(std::uint32_t entry) const;

  const CaptureFile& file_;
  std::vector<std::size_t> frames_;
  std::uint32_t id_;
  Ladder ladder_;
  PacketDissector dissector_;
  std::vector<DissectedPart> parts_;                           ///< frames by number in the capture
  std::map<std::uint64_t, DissectedPacket> datagrams_;         ///< by number in the capture: DTLS, UDP
  std::map<std::uint32_t, std::vector<Place>> places_;         ///< by entry, DTLS
  std::map<std::uint32_t, std::set<std::uint64_t>> carriers_;  ///< the frames that changed each entry
};

}  // namespace tlscam

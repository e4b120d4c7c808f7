#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <utility>

#include "sim/dissect/ladder/dtls_reader.h"
#include "sim/dissect/ladder/handshake_progress.h"
#include "sim/dissect/ladder/ladder.h"

namespace tlscam {

/// Makes the ladder of the datagrams between two ports. The conversation is the caller's, and always the
/// same.
class UdpTracker {
 public:
  /// `opener`: opens what is encrypted; nullptr: nobody does.
  explicit UdpTracker(const LadderLimits& limits, std::unique_ptr<RecordOpener> opener = nullptr)
      : limits_(limits), opener_(std::move(opener)) {
    client_.set_opener(opener_.get(), true);
    server_.set_opener(opener_.get(), false);
  }

  /// Whether this datagram begins another DTLS handshake between the same two ports: the first ClientHello of
  /// one, with another random.
  bool begins_another(ByteView datagram) const;

  /// The sender's link carried a datagram; `identification` is that of its IP packet.
  void sent(Conversation& conversation, ByteView datagram, std::uint16_t identification,
            const TapEvent& event, bool from_client);
  /// The receiver's link carried it.
  void arrived(Conversation& conversation, ByteView datagram, std::uint16_t identification,
               const TapEvent& event, bool from_client);

 private:
  struct Datagram {
    std::uint16_t identification;
    std::size_t size;
    bool from_client;
    std::uint32_t first_entry;
    std::uint32_t last_entry;
  };
  LadderEntry& put(Conversation& conversation, LadderEntry entry);
  void note_lost(Conversation& conversation, const Datagram& datagram);

  LadderLimits limits_;
  std::unique_ptr<RecordOpener> opener_;
  DtlsReader client_;
  DtlsReader server_;
  HandshakeProgress progress_;
  Bytes first_random_;               ///< the first ClientHello's; empty: none yet
  std::deque<Datagram> on_the_way_;  ///< whose arrival was not seen yet
};

}  // namespace tlscam

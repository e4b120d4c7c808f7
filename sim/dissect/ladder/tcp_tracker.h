#pragma once
#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "sim/dissect/ladder/handshake_progress.h"
#include "sim/dissect/ladder/ladder.h"
#include "sim/dissect/ladder/tls_reader.h"
#include "sim/stream/tcp_stream.h"
#include "sim/wire/tcp.h"

namespace tlscam {

/// Makes the ladder of one TCP connection. The conversation is the caller's, and always the same.
class TcpTracker {
 public:
  /// `opener`: opens what is encrypted; nullptr: nobody does.
  explicit TcpTracker(const LadderLimits& limits, std::unique_ptr<RecordOpener> opener = nullptr)
      : limits_(limits), opener_(std::move(opener)) {
    client_.reader.set_opener(opener_.get(), true);
    server_.reader.set_opener(opener_.get(), false);
  }

  /// Whether this connection request is a new connection between the same two ports.
  bool is_another(const TcpSegment& syn) const { return first_sequence_ != syn.sequence; }

  /// The sender's link carried a segment; `event` says whether the link lost it.
  void sent(Conversation& conversation, const TcpSegment& segment, const TapEvent& event, bool from_client);
  /// The receiver's link carried it.
  void arrived(Conversation& conversation, const TcpSegment& segment, const TapEvent& event,
               bool from_client);

 private:
  /// Where an entry lies in the stream of its direction.
  struct Span {
    std::uint32_t id;
    StreamRange range;
    bool arrived = false;
  };
  /// `Mark` says what happened to a part of the stream, which may belong to an entry that is not complete
  /// yet.
  struct Mark {
    StreamRange range;
    bool LadderEntry::*flag;
  };
  enum class Content { unknown, plain, tls };
  struct Half {
    std::optional<TcpStream> stream;  ///< once its SYN was seen
    std::optional<std::uint32_t> syn_entry;
    std::optional<std::uint32_t> reset_entry;
    std::optional<std::uint64_t> fin_at;  ///< the offset of its FIN
    bool closed = false;
    Content content = Content::unknown;
    Bytes unknown;  ///< the first bytes, until they show what they are
    TlsReader reader;
    std::deque<Span> spans;
    std::deque<Mark> marks;
  };

  void sent_syn(Conversation& conversation, const TcpSegment& segment, const TapEvent& event,
                bool from_client);
  void sent_reset(Conversation& conversation, const TapEvent& event, bool from_client);
  void sent_data(Conversation& conversation, const TcpSegment& segment, const TapEvent& event,
                 bool from_client);
  void read(Conversation& conversation, Bytes bytes, bool from_client, bool last);
  void read_tls(Conversation& conversation, ByteView bytes, bool from_client);
  void put(Conversation& conversation, LadderEntry entry, StreamRange range);
  void mark(Conversation& conversation, Half& half, StreamRange range, bool LadderEntry::*flag);
  Half& half(bool of_client) { return of_client ? client_ : server_; }

  LadderLimits limits_;
  std::unique_ptr<RecordOpener> opener_;
  std::optional<std::uint32_t> first_sequence_;
  Half client_;
  Half server_;
  HandshakeProgress progress_;
};

}  // namespace tlscam

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
#include "sim/stream/tls_preface.h"
#include "sim/stream/tls_seal.h"
#include "sim/stream/tls_search.h"
#include "sim/wire/tcp.h"

namespace tlscam {

/// Makes the ladder of one TCP connection. The conversation is the caller's, and always the same.
class TcpTracker {
 public:
  /// `Begin` says with which segment the connection is followed first.
  enum class Begin : std::uint8_t { connect, middle };

  /// `opener`: opens what is encrypted; nullptr: nobody does.
  TcpTracker(const LadderLimits& limits, Begin begin, std::unique_ptr<RecordOpener> opener = nullptr)
      : limits_(limits), begin_(begin), opener_(std::move(opener)), seals_(begin == Begin::connect) {
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

  /// `finish` says that no more segments come: bytes that are still missing stay so.
  void finish(Conversation& conversation);

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
  struct Half {
    std::optional<TcpStream> stream;  ///< once its SYN was seen
    std::optional<std::uint32_t> syn_entry;
    std::optional<std::uint32_t> reset_entry;
    std::optional<std::uint64_t> fin_at;  ///< the offset of its FIN
    Instant fin_sent{};
    bool closed = false;
    TlsSearch search;
    TlsReader reader;
    std::deque<Span> spans;
    std::deque<Mark> marks;
  };

  void join(Conversation& conversation, const TcpSegment& segment, bool from_client);
  void sent_syn(Conversation& conversation, const TcpSegment& segment, const TapEvent& event,
                bool from_client);
  void sent_reset(Conversation& conversation, const TcpSegment& segment, const TapEvent& event,
                  bool from_client);
  void sent_data(Conversation& conversation, const TcpSegment& segment, const TapEvent& event,
                 bool from_client);
  bool pass_gap(Conversation& conversation, std::uint64_t end, bool from_client, Instant at);
  void read_what_is_there(Conversation& conversation, Bytes bytes, bool from_client);
  void read(Conversation& conversation, Bytes bytes, bool from_client, bool last);
  void read_plain(Conversation& conversation, ByteView bytes, std::uint64_t end, bool from_client);
  void begin_tls(Conversation& conversation, std::uint64_t at, bool from_client);
  void put_old_hello(Conversation& conversation, ByteView hello, std::uint64_t at, bool from_client);
  void read_tls(Conversation& conversation, ByteView bytes, bool from_client);
  void put(Conversation& conversation, LadderEntry entry, StreamRange range);
  void mark(Conversation& conversation, Half& half, StreamRange range, bool LadderEntry::*flag);
  Half& half(bool of_client) { return of_client ? client_ : server_; }

  LadderLimits limits_;
  Begin begin_;
  std::unique_ptr<RecordOpener> opener_;
  TlsSeals seals_;
  TlsPreface preface_;
  bool preface_done_ = false;  ///< TLS has begun
  std::optional<std::uint32_t> first_sequence_;
  Half client_;
  Half server_;
  HandshakeProgress progress_;
};

}  // namespace tlscam

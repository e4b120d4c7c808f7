#pragma once
#include <functional>
#include <optional>

#include "sim/service/attack/learned.h"
#include "sim/stream/flow.h"
#include "sim/stream/tcp_stream.h"
#include "sim/stream/tls_pdu.h"
#include "sim/stream/tls_seal.h"
#include "sim/stream/tls_search.h"
#include "sim/wire/tcp.h"
#include "sim/wire/udp.h"

namespace tlscam {

/// Where what was overheard goes.
using Listener = std::function<void(Learned)>;

/// OverheardConnection is one TCP connection as somebody hears it who has no keys. Plain text is learned as
/// it is; of TLS what is not encrypted: the name that the client asks for (RFC 6066 section 3), the
/// certificates up to TLS 1.2, and sizes.
class OverheardConnection {
 public:
  /// `segment` is the first that was heard, and `from_client` says who sent it.
  OverheardConnection(const FlowEnd& client, const FlowEnd& server, Listener listener);

  void hear(const TcpSegment& segment, bool from_client, Instant at);
  /// Whether a segment begins another connection between the same ports.
  bool is_another(const TcpSegment& segment) const;

 private:
  struct Side {
    std::optional<TcpStream> stream{};
    TlsSearch search{};
    TlsRecordAssembler records{};
    TlsMessageAssembler messages{};
  };
  void read(Side& side, bool from_client, Bytes bytes, bool last);
  void read_records(Side& side, bool from_client, ByteView records);
  void read_messages(Side& side, bool from_client, ByteView payload);
  void tell(LearnedKind kind, bool from_client, Bytes bytes, std::uint64_t size = 0);

  FlowEnd client_;
  FlowEnd server_;
  Listener listener_;
  Side by_client_;
  Side by_server_;
  TlsSeals seals_;
  std::optional<std::uint32_t> first_sequence_;  ///< in the client's SYN
};

/// Learns what a UDP datagram says: the name that DNS is asked for, what a ClientHello of DTLS asks for,
/// text; of encrypted records the size. Nothing of DHCP and NTP.
void overhear_datagram(const UdpDatagram& datagram, const Listener& listener);

}  // namespace tlscam

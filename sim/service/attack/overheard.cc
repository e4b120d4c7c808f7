#include "sim/service/attack/overheard.h"

#include <utility>

#include "sim/certificate/certificate_facts.h"
#include "sim/wire/dhcp.h"
#include "sim/wire/dns.h"
#include "sim/wire/ntp.h"
#include "sim/wire/udp.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostWaiting = 64u << 10;  // behind a segment that was not heard yet

Bytes bytes_of(std::string_view text) {
  const ByteView bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

/// "CN=openmv; DNS:openmv"
std::string names_in(const CertificateFacts& certificate) {
  std::string text = certificate.subject;
  const auto add = [&text](std::string_view kind, const std::vector<std::string>& names) {
    for (const std::string& name : names) text.append("; ").append(kind).append(name);
  };
  add("DNS:", certificate.dns_names);
  add("IP:", certificate.ip_addresses);
  return text;
}

bool reads_nothing(std::uint16_t port) {
  return port == kNtpPort || port == kDhcpServerPort || port == kDhcpClientPort;
}

}  // namespace

OverheardConnection::OverheardConnection(const FlowEnd& client, const FlowEnd& server, Listener listener)
    : client_(client), server_(server), listener_(std::move(listener)) {}

bool OverheardConnection::is_another(const TcpSegment& segment) const {
  return segment.has(kTcpSyn) && !segment.has(kTcpAck) && first_sequence_ != segment.sequence;
}

void OverheardConnection::hear(const TcpSegment& segment, bool from_client, Instant at) {
  Side& side = from_client ? by_client_ : by_server_;
  const bool begins = segment.has(kTcpSyn);
  if (begins && from_client) first_sequence_ = segment.sequence;
  const std::uint32_t first = begins ? segment.sequence + 1 : segment.sequence;
  if (!side.stream) {
    side.stream.emplace(first, kMostWaiting);
    if (!begins) side.search = TlsSearch(TlsSearch::Start::middle);
  }
  side.stream->sent(first, segment.payload, at);
  (void)side.stream->sent_at(side.stream->size());  // forgets when earlier bytes were sent
  read(side, from_client, side.stream->take(), segment.has(kTcpFin));
}

void OverheardConnection::read(Side& side, bool from_client, Bytes bytes, bool last) {
  if (bytes.empty() && !last) return;
  TlsSearch::Found found = side.search.read(std::move(bytes), last);
  if (side.search.begun()) (from_client ? by_server_ : by_client_).search.expect();
  if (!found.plain.empty()) tell(LearnedKind::text, from_client, std::move(found.plain));
  read_records(side, from_client, found.tls);
}

void OverheardConnection::read_records(Side& side, bool from_client, ByteView records) {
  Cursor in(records);
  while (const auto record = side.records.next(in)) {
    if (!record->is_readable) return;
    const TlsSeal seal = seals_.read(from_client, record->header, record->body());
    if (seal != TlsSeal::clear && record->header.type == TlsContentType::application_data)
      tell(LearnedKind::size, from_client, {}, record->body().size());
    if (seal == TlsSeal::clear && record->header.type == TlsContentType::handshake)
      read_messages(side, from_client, record->body());
  }
}

void OverheardConnection::read_messages(Side& side, bool from_client, ByteView payload) {
  Cursor in(payload);
  while (const auto message = side.messages.next(in)) {
    if (!message->is_readable) return;
    const TlsHandshakeType type = message->header.type;
    if (type == TlsHandshakeType::client_hello) {
      const auto hello = parse_client_hello(message->body(), false);
      const auto name = hello ? server_name(*hello) : std::nullopt;
      if (name) tell(LearnedKind::name, from_client, bytes_of(*name));
    } else if (type == TlsHandshakeType::server_hello) {
      if (const auto hello = parse_server_hello(message->body())) seals_.choose(selected_version(*hello));
    } else if (type == TlsHandshakeType::certificate) {
      const auto list = parse_certificate_list(message->body());
      for (const ByteView der : list ? *list : std::vector<ByteView>())
        if (const auto facts = read_certificate(der))
          tell(LearnedKind::certificate, from_client, bytes_of(names_in(*facts)));
    }
  }
}

void OverheardConnection::tell(LearnedKind kind, bool from_client, Bytes bytes, std::uint64_t size) {
  Learned news;
  news.kind = kind;
  news.from = from_client ? client_ : server_;
  news.to = from_client ? server_ : client_;
  news.bytes = std::move(bytes);
  news.size = size;
  if (kind != LearnedKind::text) news.about = "TLS";
  listener_(std::move(news));
}

void overhear_datagram(const UdpDatagram& datagram, const Listener& listener) {
  if (reads_nothing(datagram.destination_port) || reads_nothing(datagram.source_port)) return;
  Learned news;
  news.from = {datagram.source, datagram.source_port};
  news.to = {datagram.destination, datagram.destination_port};
  if (datagram.source_port == kDnsPort || datagram.destination_port == kDnsPort) {
    const auto message = parse_dns(datagram.payload);
    if (!message || message->is_response) return;
    news.kind = LearnedKind::name;
    news.about = "DNS";
    news.bytes = bytes_of(message->question.name);
    return listener(std::move(news));
  }
  Cursor in(datagram.payload);
  const auto record = read_dtls_record(in);
  if (!record) {
    news.bytes.assign(datagram.payload.begin(), datagram.payload.end());
    if (!news.bytes.empty()) listener(std::move(news));
    return;
  }
  news.about = "DTLS";
  if (record->type == TlsContentType::application_data) {
    news.kind = LearnedKind::size;
    news.size = record->payload.size();
    return listener(std::move(news));
  }
  if (record->type != TlsContentType::handshake || record->epoch != 0) return;
  Cursor messages(record->payload);
  const auto message = read_dtls_handshake_fragment(messages);
  if (!message || !message->is_whole() || message->type != TlsHandshakeType::client_hello) return;
  const auto hello = parse_client_hello(message->body, true);
  const auto name = hello ? server_name(*hello) : std::nullopt;
  // The second one, with the cookie, asks for the same.
  if (!name || !hello->cookie.empty()) return;
  news.kind = LearnedKind::name;
  news.bytes = bytes_of(*name);
  listener(std::move(news));
}

}  // namespace tlscam

#include "sim/stream/tls_preface.h"

#include <algorithm>
#include <string_view>

#include "sim/base/cursor.h"

namespace tlscam {
namespace {

constexpr std::size_t kKept = 512;

/// As text, in capitals: commands are not case-sensitive.
std::string capitals(ByteView bytes) {
  std::string text(as_text(bytes));
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

bool has(ByteView bytes, std::string_view words) {
  return capitals(bytes).find(words) != std::string::npos;
}

bool begins(ByteView bytes, std::string_view words) {
  return capitals(bytes).starts_with(words);
}

bool begins(ByteView bytes, std::initializer_list<std::uint8_t> start) {
  return bytes.size() >= start.size() && std::equal(start.begin(), start.end(), bytes.begin());
}

}  // namespace

/// A row for each protocol; the first one that fits counts.
struct TlsPreface::Known {
  const char* protocol;
  const char* switched_by;
  bool (*fits)(const Talk& client, const Talk& server);
};

const TlsPreface::Known* TlsPreface::find() const {
  static constexpr Known kKnown[] = {
      {"SMTP", "STARTTLS",  // RFC 3207
       [](const Talk& client, const Talk& server) {
         return begins(server.start, "220") && has(client.end, "STARTTLS");
       }},
      {"FTP", "AUTH TLS",  // RFC 4217
       [](const Talk& client, const Talk& server) {
         return begins(server.start, "220") && (has(client.end, "AUTH TLS") || has(client.end, "AUTH SSL"));
       }},
      {"IMAP", "STARTTLS",  // RFC 9051 section 6.2.1
       [](const Talk& client, const Talk& server) {
         return begins(server.start, "* ") && has(client.end, "STARTTLS");
       }},
      {"POP3", "STLS",  // RFC 2595 section 4
       [](const Talk& client, const Talk& server) {
         return begins(server.start, "+OK") && has(client.end, "STLS");
       }},
      {"NNTP", "STARTTLS",  // RFC 4642
       [](const Talk& client, const Talk& server) {
         return begins(server.start, "20") && has(client.end, "STARTTLS");
       }},
      {"XMPP", "starttls",  // RFC 6120 section 5
       [](const Talk& client, const Talk&) {
         return has(client.start, "JABBER") && has(client.end, "<STARTTLS");
       }},
      {"LDAP", "StartTLS",  // RFC 4511 section 4.14.1
       [](const Talk& client, const Talk&) { return has(client.end, "1.3.6.1.4.1.1466.20037"); }},
      {"ManageSieve", "STARTTLS",  // RFC 5804 section 2.2
       [](const Talk& client, const Talk& server) {
         return begins(server.start, "\"IMPLEMENTATION\"") && has(client.end, "STARTTLS");
       }},
      {"PostgreSQL", "SSLRequest",
       [](const Talk& client, const Talk&) {
         return begins(client.start, {0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f});
       }},
      {"MySQL", "SSLRequest",
       [](const Talk& client, const Talk& server) {
         return server.start.size() > 4 && server.start[4] == 10 && begins(client.start, {0x20, 0, 0, 1});
       }},
      {"HTTP", "CONNECT",  // RFC 9110 section 9.3.6
       [](const Talk& client, const Talk& server) {
         return begins(client.start, "CONNECT ") && begins(server.start, "HTTP/");
       }},
      {"HTTP", "Upgrade: TLS",  // RFC 2817
       [](const Talk& client, const Talk& server) {
         return has(client.start, "UPGRADE: TLS") && begins(server.start, "HTTP/");
       }},
      {"SOCKS 5", "CONNECT",  // RFC 1928
       [](const Talk& client, const Talk& server) {
         return begins(client.start, {5}) && begins(server.start, {5});
       }},
      {"SOCKS 4", "CONNECT",
       [](const Talk& client, const Talk& server) {
         return begins(client.start, {4, 1}) && begins(server.start, {0, 90});
       }},
  };
  const auto found =
      std::ranges::find_if(kKnown, [&](const Known& known) { return known.fits(client_, server_); });
  return found == std::end(kKnown) ? nullptr : found;
}

void TlsPreface::add(bool from_client, ByteView plain) {
  Talk& talk = from_client ? client_ : server_;
  const std::size_t room = kKept - std::min(kKept, talk.start.size());
  const ByteView first = plain.first(std::min(room, plain.size()));
  talk.start.insert(talk.start.end(), first.begin(), first.end());
  const ByteView last = plain.last(std::min(kKept, plain.size()));
  talk.end.insert(talk.end.end(), last.begin(), last.end());
  if (talk.end.size() > kKept) {
    talk.end.erase(talk.end.begin(), talk.end.end() - static_cast<std::ptrdiff_t>(kKept));
  }
}

std::string TlsPreface::protocol() const {
  const Known* known = find();
  return known ? known->protocol : "";
}

std::string TlsPreface::switched_by() const {
  const Known* known = find();
  return known ? known->switched_by : "";
}

}  // namespace tlscam

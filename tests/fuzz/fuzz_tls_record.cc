// This takes bytes as one direction of a TLS stream, cut in two at every length that the first byte gives,
// and as a datagram of DTLS. However a stream is cut, the result must be the same.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "sim/dissect/ladder/dtls_reader.h"
#include "sim/dissect/ladder/tls_reader.h"

namespace tlscam {
namespace {

/// The result leaves out where unreadable bytes were cut.
std::string text_of(const std::vector<TlsItem>& items) {
  std::string text;
  for (const TlsItem& item : items) {
    if (item.kind != LadderKind::unreadable) text += item.name + "|";
    if (item.end < item.begin) std::abort();
    if (item.message == TlsHandshakeType::client_hello) {
      if (const auto hello = parse_client_hello(item.body, false)) text += server_name(*hello).value_or("-");
    }
    if (item.message == TlsHandshakeType::certificate && !parse_certificate_list(item.body))
      text += "broken|";
  }
  return text;
}

void feed(ByteView input) {
  if (input.empty()) return;
  const std::size_t cut = input[0];
  const ByteView bytes = input.subspan(1);
  const bool from_start = cut % 2 == 0;
  TlsReader whole;
  TlsSeals seals(from_start);
  const std::string at_once = text_of(whole.read(bytes, seals));
  TlsReader pieces;
  TlsSeals seals_of_pieces(from_start);
  std::string in_pieces;
  for (std::size_t at = 0; at < bytes.size(); at += cut + 1) {
    in_pieces +=
        text_of(pieces.read(bytes.subspan(at, std::min(cut + 1, bytes.size() - at)), seals_of_pieces));
  }
  if (at_once != in_pieces) std::abort();

  DtlsReader datagrams;
  for (int again = 0; again < 2; ++again) {
    const auto items = datagrams.read(bytes);
    if (!items) continue;
    for (const TlsItem& item : *items) {
      if (item.message == TlsHandshakeType::client_hello)
        static_cast<void>(parse_client_hello(item.body, true));
      if (item.message == TlsHandshakeType::server_hello) static_cast<void>(parse_server_hello(item.body));
    }
  }
}

}  // namespace
}  // namespace tlscam

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tlscam::feed({data, size});
  return 0;
}

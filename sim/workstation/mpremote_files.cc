#include <algorithm>

#include "sim/base/hex.h"
#include "sim/workstation/mpremote_copy.h"

namespace tlscam::mpremote {

namespace {

std::string human_size(std::uint64_t size) {
  if (size < 1024) return fmt::format("{}", size);
  double amount = static_cast<double>(size) / 1024;
  std::string_view unit = "K";
  if (amount >= 1024) {
    amount /= 1024;
    unit = "M";
  }
  return fmt::format("{:.1f}{}", amount, unit);
}

/// The commands of `mpremote fs` that have the camera's paths only.
class FileCommands {
 public:
  FileCommands(Session& session, const Command& command, std::string verb)
      : session_(session), files_(session.connection->files), command_(command), verb_(std::move(verb)) {}

  Task<Outcome> carry_out(std::string path) {
    Outcome done;
    if (verb_ == "ls") {
      done = co_await list(path);
    } else if (verb_ == "cat") {
      done = co_await show(path);
    } else if (verb_ == "rm" && command_.has("recursive")) {
      done = co_await remove_tree(path, 0);
    } else if (verb_ == "sha256sum") {
      const RemoteResult<Bytes> digest = co_await files_.sha256(path);
      if (!digest) co_return file_error(verb_, path, digest.error());
      session_.output.print(to_hex(*digest) + "\n");
    } else if (verb_ == "tree") {
      done = co_await tree(path);
    } else {
      done = co_await change(path);
    }
    co_return done;
  }

 private:
  Task<Outcome> change(std::string path) {
    RemoteResult<void> done;
    if (verb_ == "rm")
      done = co_await files_.remove(path);
    else if (verb_ == "mkdir")
      done = co_await files_.make_folder(path);
    else if (verb_ == "rmdir")
      done = co_await files_.remove_folder(path);
    else
      done = co_await files_.touch(path);
    if (!done) co_return file_error(verb_, path, done.error());
    co_return {};
  }

  Task<Outcome> list(std::string path) {
    const RemoteResult<std::vector<RemoteEntry>> entries = co_await files_.list(path);
    if (!entries) co_return file_error(verb_, path, entries.error());
    for (const RemoteEntry& entry : *entries)
      session_.output.print(fmt::format("{:12} {}{}\n", entry.size, entry.name, entry.is_folder ? "/" : ""));
    co_return {};
  }

  Task<Outcome> show(std::string path) {
    const RemoteResult<Bytes> contents = co_await files_.read(path, {});
    if (!contents) co_return file_error(verb_, path, contents.error());
    session_.output.out(*contents);
    co_return {};
  }

  Task<Outcome> remove_tree(std::string path, int depth) {
    if (depth > kDeepestFolder) co_return stop("rm -r: {}: folders lie too deep in each other", path);
    bool folder = path.empty();
    if (!folder) {
      const RemoteResult<RemoteEntry> entry = co_await files_.stat(path);
      folder = entry && entry->is_folder;
    }
    if (!folder) {
      Outcome removed = co_await change(path);
      if (removed) say("removed: '{}'", path);
      co_return removed;
    }
    const RemoteResult<std::vector<RemoteEntry>> entries = co_await files_.list(path);
    if (!entries) co_return file_error(verb_, path, entries.error());
    for (const RemoteEntry& entry : *entries) {
      const Outcome removed = co_await remove_tree(remote_join(path, entry.name), depth + 1);
      if (!removed) co_return removed;
    }
    if (path.empty()) co_return {};
    const RemoteResult<void> removed = co_await files_.remove_folder(path);
    if (!removed && removed.error().code == "EINVAL")
      say("skipped: '{}' (vfs mountpoint)", path);
    else if (!removed)
      co_return stop("rm -r: cannot remove :{} {}", path, removed.error().text);
    else
      say("removed directory: '{}'", path);
    co_return {};
  }

  Task<Outcome> tree(std::string path) {
    if (path.empty() || path == ".") {
      const RemoteResult<std::string> current = co_await files_.run("import os\nprint(os.getcwd())");
      if (!current) co_return file_error(verb_, path, current.error());
      path = *current;
    }
    const RemoteResult<RemoteEntry> entry = co_await files_.stat(path);
    if (!entry || !entry->is_folder) co_return stop("tree: '{}' is not a directory", path);
    session_.output.print(fmt::format(":{}\n", path));
    Outcome done = co_await branch(path, "", 0);
    co_return done;
  }

  Task<Outcome> branch(std::string path, std::string prefix, int depth) {
    if (depth > kDeepestFolder) co_return stop("tree: {}: folders lie too deep in each other", path);
    RemoteResult<std::vector<RemoteEntry>> entries = co_await files_.list(path);
    if (!entries) co_return file_error(verb_, path, entries.error());
    std::sort(entries->begin(), entries->end(),
              [](const RemoteEntry& a, const RemoteEntry& b) { return a.name < b.name; });
    for (const RemoteEntry& entry : *entries) {
      const bool last = &entry == &entries->back();
      std::string size;
      if (command_.has("size") && !entry.is_folder) size = fmt::format("[{:>9}]  ", entry.size);
      if (command_.has("human") && !entry.is_folder) size = fmt::format("[{:>6}]  ", human_size(entry.size));
      session_.output.print(fmt::format("{}{}{}{}\n", prefix, last ? "└── " : "├── ", size, entry.name));
      if (!entry.is_folder) continue;
      const Outcome done =
          co_await branch(remote_join(path, entry.name), prefix + (last ? "    " : "│   "), depth + 1);
      if (!done) co_return done;
    }
    co_return {};
  }

  template <class... Args>
  void say(fmt::format_string<Args...> text, Args&&... args) {
    if (command_.has("verbose")) session_.output.print(fmt::format(text, std::forward<Args>(args)...) + "\n");
  }

  Session& session_;
  RemoteFiles& files_;
  const Command& command_;
  std::string verb_;
};

constexpr std::string_view kVerbs[] = {"cat",   "cp",        "ls",    "mkdir", "rm",
                                       "rmdir", "sha256sum", "touch", "tree"};

}  // namespace

Task<Outcome> file_system(Session& session, Command command) {
  const std::string verb = command.positionals[0];
  Words paths(command.positionals.begin() + 1, command.positionals.end());
  if (std::find(std::begin(kVerbs), std::end(kVerbs), verb) == std::end(kVerbs))
    co_return stop("fs: '{}' is not a command; it is one of {}", verb, fmt::join(kVerbs, ", "));
  if (paths.empty() && (verb == "ls" || verb == "tree")) paths.push_back("");
  if (paths.empty()) co_return tl::unexpected(Stop{2, fmt::format("{}: error: a path is missing", verb)});
  if (verb == "cp" && paths.size() < 2) co_return stop("cp: missing destination path");
  if (command.has("size") && command.has("human"))
    co_return tl::unexpected(Stop{2, "fs: error: argument --human/-h: not allowed with argument --size/-s"});

  const Outcome ready = co_await session.ensure_raw_repl();
  if (!ready) co_return ready;
  const bool verbose = verb == "cat" ? command.has("verbose") : command.option("verbose", "yes") == "yes";
  if (verb == "cp") {
    const std::string destination = paths.back();
    paths.pop_back();
    Copier copier(session, command);
    for (const std::string& path : paths) {
      if (verbose) session.output.print(fmt::format("cp {} {}\n", path, destination));
      const Outcome copied = co_await copier.copy(path, destination, paths.size() > 1);
      if (!copied) co_return copied;
    }
    co_return {};
  }
  FileCommands commands(session, command, verb);
  for (const std::string& path : paths) {
    const std::string plain = path.starts_with(':') ? path.substr(1) : path;
    if (verbose) session.output.print(fmt::format("{} :{}\n", verb, plain));
    const Outcome done = co_await commands.carry_out(plain);
    if (!done) co_return done;
  }
  co_return {};
}

}  // namespace tlscam::mpremote

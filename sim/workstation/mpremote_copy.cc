#include "sim/workstation/mpremote_copy.h"

#include <algorithm>

namespace tlscam::mpremote {

namespace {

std::string without_slashes(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

/// A name from a listing that could lead elsewhere is not a name.
bool is_plain(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == name.npos;
}

}  // namespace

tl::unexpected<Stop> file_error(std::string_view command, std::string_view path, const RemoteError& error) {
  if (error.code.empty()) return stop("Error with transport:\n{}", error.text);
  return stop("{}: {}: {}.", command, path, error.text);
}

std::string remote_join(std::string_view folder, std::string_view name) {
  while (folder.ends_with('/')) folder.remove_suffix(1);
  return fmt::format("{}/{}", folder.empty() ? "." : folder, name);
}

Place Place::parse(std::string_view text) {
  const bool remote = text.starts_with(':');
  return {remote, std::string(text.substr(remote ? 1 : 0))};
}

Place Place::child(std::string_view name) const {
  if (!remote) return {false, join_path(path, name)};
  return {true, path == "/" ? fmt::format("/{}", name) : remote_join(path, name)};
}

Task<bool> Copier::is_folder(Place place) {
  if (!place.remote) co_return session_.folder.is_folder(place.path);
  if (place.path.empty()) co_return true;  // the current folder
  const RemoteResult<RemoteEntry> entry = co_await files_.stat(place.path);
  co_return entry && entry->is_folder;
}

Task<bool> Copier::exists(Place place) {
  if (!place.remote) co_return session_.folder.exists(place.path);
  if (place.path.empty()) co_return true;
  const RemoteResult<RemoteEntry> entry = co_await files_.stat(place.path);
  co_return entry.has_value();
}

Task<tl::expected<std::vector<std::string>, Stop>> Copier::names(Place folder) {
  std::vector<std::string> names;
  if (folder.remote) {
    const RemoteResult<std::vector<RemoteEntry>> entries = co_await files_.list(folder.path);
    if (!entries) co_return file_error("cp", folder.path, entries.error());
    for (const RemoteEntry& entry : *entries) names.push_back(entry.name);
  } else {
    const auto entries = session_.folder.list(folder.path);
    if (!entries) co_return stop("cp: {}: {}.", folder.path, entries.error().text);
    for (const Folder::Entry& entry : *entries) names.push_back(entry.name);
  }
  std::sort(names.begin(), names.end());
  if (std::all_of(names.begin(), names.end(), is_plain)) co_return names;
  co_return stop("cp: {}: the camera's list of files has an impossible name", folder.path);
}

Task<tl::expected<Bytes, Stop>> Copier::read(Place place) {
  if (!place.remote) {
    Result<Bytes> contents = session_.folder.read(place.path);
    if (!contents) co_return stop("cp: {}: {}.", place.path, contents.error().text);
    co_return std::move(*contents);
  }
  const Output& output = session_.output;
  RemoteResult<Bytes> contents = co_await files_.read(
      place.path, [&output](std::uint64_t done, std::uint64_t total) { show_progress(output, done, total); });
  if (!contents) co_return file_error("cp", place.path, contents.error());
  co_return std::move(*contents);
}

Task<Outcome> Copier::write(Place place, Bytes contents) {
  if (!place.remote) {
    const Result<void> written = session_.folder.write(place.path, contents);
    if (!written) co_return stop("cp: {}: {}.", place.path, written.error().text);
    co_return {};
  }
  const Output& output = session_.output;
  const RemoteResult<void> written = co_await files_.write(
      place.path, std::move(contents),
      [&output](std::uint64_t done, std::uint64_t total) { show_progress(output, done, total); });
  if (!written) co_return file_error("cp", place.path, written.error());
  co_return {};
}

Task<Outcome> Copier::make_folder(Place place) {
  if (!place.remote) {
    const Result<void> made = session_.folder.make_folder(place.path);
    if (!made) co_return stop("cp: {}: {}.", place.path, made.error().text);
    co_return {};
  }
  const RemoteResult<void> made = co_await files_.make_folder(place.path);
  if (!made) co_return file_error("cp", place.path, made.error());
  co_return {};
}

/// Whether the camera's file has these contents already. The real tool compares hashes; here the bytes are
/// read.
Task<bool> Copier::is_up_to_date(Place place, const Bytes& contents) {
  const RemoteResult<RemoteEntry> entry = co_await files_.stat(place.path);
  if (!entry || entry->is_folder || entry->size != contents.size()) co_return false;
  const RemoteResult<Bytes> present = co_await files_.read(place.path, {});
  co_return present&&* present == contents;
}

Task<Outcome> Copier::copy_file(Place source, Place destination, bool multiple, bool must_be_folder) {
  const bool into = co_await is_folder(destination);
  if (multiple && !into) {
    const bool there = co_await exists(destination);
    if (!there) co_return stop("cp: destination does not exist");
  }
  if ((multiple || must_be_folder) && !into) co_return stop("cp: destination is not a directory");
  if (!source.remote && session_.folder.is_folder(source.path))
    co_return stop("cp: -r not specified; omitting directory");

  tl::expected<Bytes, Stop> contents = co_await read(source);
  if (!contents) co_return tl::unexpected(contents.error());
  const Place target = into ? destination.child(base_name(source.path)) : destination;
  if (target.remote && !command_.has("force")) {
    const bool same = co_await is_up_to_date(target, *contents);
    if (same) {
      session_.output.print(fmt::format("Up to date: {}\n", target.path));
      co_return {};
    }
  }
  Outcome written = co_await write(target, std::move(*contents));
  co_return written;
}

Task<Outcome> Copier::copy_tree(Place source, Place destination, int depth) {
  if (depth > kDeepestFolder) co_return stop("cp: {}: folders lie too deep in each other", source.path);
  const auto children = co_await names(source);
  if (!children) co_return tl::unexpected(children.error());
  const bool there = co_await is_folder(destination);
  if (!there) {
    const Outcome made = co_await make_folder(destination);
    if (!made) co_return made;
  }
  for (const std::string& name : *children) {
    const Place from = source.child(name);
    const Place to = destination.child(name);
    const bool folder = co_await is_folder(from);
    Outcome copied;
    if (folder)
      copied = co_await copy_tree(from, to, depth + 1);
    else
      copied = co_await copy_file(from, to, false, false);
    if (!copied) co_return copied;
  }
  co_return {};
}

Task<Outcome> Copier::copy(std::string source, std::string destination, bool multiple) {
  const Place from = Place::parse(without_slashes(std::move(source)));
  const bool trailing = destination.size() > 1 && destination.ends_with('/') && destination != ":/";
  const Place to = Place::parse(trailing ? without_slashes(std::move(destination)) : std::move(destination));
  Outcome done;
  bool tree = false;
  if (command_.has("recursive")) tree = co_await is_folder(from);
  if (tree) {
    const bool into = co_await exists(to);
    const Place target = into ? to.child(base_name(from.path)) : to;
    done = co_await copy_tree(from, target, 0);
  } else {
    done = co_await copy_file(from, to, multiple, trailing && !command_.has("recursive"));
  }
  co_return done;
}

}  // namespace tlscam::mpremote

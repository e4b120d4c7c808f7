#include "sim/workstation/folder.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <system_error>

namespace tlscam {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kOutside = "is outside of your folder; use a path inside it";

tl::unexpected<Error> reason(std::error_code code) {
  return fail("{}", code.message());
}

tl::unexpected<Error> reason(std::errc code) {
  return reason(std::make_error_code(code));
}

bool is_inside(const fs::path& path, const fs::path& root) {
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

}  // namespace

Result<Folder> Folder::open(const fs::path& root) {
  std::error_code error;
  fs::create_directories(root, error);
  const fs::path canonical = fs::canonical(root, error);
  if (error) return fail("the workstation's folder {} cannot be used: {}", root.string(), error.message());
  if (!fs::is_directory(canonical)) return fail("the workstation's folder {} is not a folder", root.string());
  return Folder(canonical);
}

Result<fs::path> Folder::resolve(std::string_view path) const {
  if (path.empty()) return reason(std::errc::no_such_file_or_directory);
  if (path.find('\0') != std::string_view::npos) return reason(std::errc::invalid_argument);
  if (path == "~") path = ".";
  if (path.starts_with("~/")) path.remove_prefix(2);
  if (path.starts_with('/')) return fail("{}", kOutside);

  fs::path resolved = root_;
  for (const fs::path& part : fs::path(path)) {
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (resolved == root_) return fail("{}", kOutside);
      resolved = resolved.parent_path();
      continue;
    }
    resolved /= part;
    std::error_code error;
    if (!fs::is_symlink(fs::symlink_status(resolved, error))) continue;
    resolved = fs::canonical(resolved, error);
    if (error || !is_inside(resolved, root_)) return fail("{}", kOutside);
  }
  return resolved;
}

bool Folder::exists(std::string_view path) const {
  return entry(path).has_value();
}

bool Folder::is_folder(std::string_view path) const {
  const auto found = entry(path);
  return found && found->is_folder;
}

Result<Folder::Entry> Folder::entry(std::string_view path) const {
  const auto resolved = resolve(path);
  if (!resolved) return tl::unexpected(resolved.error());
  std::error_code error;
  const fs::file_status status = fs::status(*resolved, error);
  if (!fs::exists(status))
    return reason(error ? error : std::make_error_code(std::errc::no_such_file_or_directory));
  Entry entry{base_name(path), fs::is_directory(status), 0};
  if (!entry.is_folder && path.ends_with('/')) return reason(std::errc::not_a_directory);
  if (fs::is_regular_file(status)) entry.size = fs::file_size(*resolved, error);
  return entry;
}

Result<std::vector<Folder::Entry>> Folder::list(std::string_view path) const {
  const auto resolved = resolve(path);
  if (!resolved) return tl::unexpected(resolved.error());
  std::error_code error;
  fs::directory_iterator files(*resolved, error);
  if (error) return reason(error);
  std::vector<Entry> entries;
  for (; files != fs::directory_iterator(); files.increment(error)) {
    const auto found = entry(join_path(path, files->path().filename().string()));
    if (found) entries.push_back(*found);  // a link that leads outside is not shown
    if (error) return reason(error);
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

Result<Bytes> Folder::read(std::string_view path) const {
  const auto found = entry(path);
  if (!found) return tl::unexpected(found.error());
  if (found->is_folder) return reason(std::errc::is_a_directory);
  // A pipe would be waited for while the world stands still.
  std::error_code error;
  if (!fs::is_regular_file(*resolve(path), error)) return fail("it is not a file but a pipe or device");
  auto bytes = read_file(*resolve(path));
  if (!bytes) return reason(bytes.error());
  return *std::move(bytes);
}

Result<void> Folder::write(std::string_view path, ByteView bytes) const {
  return store(path, bytes, WriteMode::replace);
}

Result<void> Folder::write_with_parents(std::string_view path, ByteView bytes) const {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    const std::string_view parent = path.substr(0, slash);
    if (parent.empty() || parent == "~" || is_folder(parent)) continue;
    if (auto made = make_folder(parent); !made) return made;
  }
  return write(path, bytes);
}

Result<void> Folder::append(std::string_view path, ByteView bytes) const {
  return store(path, bytes, WriteMode::append);
}

Result<void> Folder::store(std::string_view path, ByteView bytes, WriteMode mode) const {
  const auto resolved = resolve(path);
  if (!resolved) return tl::unexpected(resolved.error());
  if (is_folder(path) || path.ends_with('/')) return reason(std::errc::is_a_directory);
  if (const auto error = write_file(*resolved, bytes, mode)) return reason(error);
  return {};
}

Result<void> Folder::make_folder(std::string_view path) const {
  const auto resolved = resolve(path);
  if (!resolved) return tl::unexpected(resolved.error());
  std::error_code error;
  if (fs::create_directory(*resolved, error)) return {};
  return reason(error ? error : std::make_error_code(std::errc::file_exists));
}

Result<void> Folder::remove(std::string_view path) const {
  const auto resolved = resolve(path);
  if (!resolved) return tl::unexpected(resolved.error());
  if (*resolved == root_) return reason(std::errc::operation_not_permitted);
  std::error_code error;
  if (fs::remove(*resolved, error)) return {};
  return reason(error ? error : std::make_error_code(std::errc::no_such_file_or_directory));
}

Result<void> Folder::rename(std::string_view from, std::string_view to) const {
  const auto source = resolve(from);
  if (!source) return tl::unexpected(source.error());
  const auto destination = resolve(to);
  if (!destination) return tl::unexpected(destination.error());
  std::error_code error;
  fs::rename(*source, *destination, error);
  if (error) return reason(error);
  return {};
}

std::string join_path(std::string_view folder, std::string_view name) {
  if (folder.empty() || folder == ".") return std::string(name);
  while (folder.ends_with('/')) folder.remove_suffix(1);
  return std::string(folder) + "/" + std::string(name);
}

std::string base_name(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return std::string(path.substr(path.rfind('/') + 1));
}

}  // namespace tlscam

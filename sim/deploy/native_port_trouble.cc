#include "sim/deploy/native_port_trouble.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>

#include "sim/base/file.h"
#include "sim/base/program_files.h"
#include "sim/deploy/native_folder_entries.h"

namespace tlscam {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 64;  // the kernel keeps 15 characters

bool is_number(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool has_open(const fs::path& process, const fs::path& device) {
  for (const fs::path& descriptor : folder_entries(process / "fd")) {
    std::error_code error;
    if (fs::read_symlink(descriptor, error) == device && !error) return true;
  }
  return false;
}

std::string group_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return "";
  const group* owner = ::getgrgid(status.st_gid);
  return owner != nullptr ? owner->gr_name : "";
}

std::string explain_no_access(const std::string& path) {
  const std::string group = group_of(path);
  std::string text = fmt::format("{} may not be used by you. ", path);
  // Nobody should be put into group root for a camera.
  if (!group.empty() && group != "root")
    text += fmt::format(
        "It belongs to the group {0}: become a member with 'sudo usermod -aG {0} $USER' and log in again. Or "
        "allow it to everybody who sits at this computer: ",
        group);
  else
    text += "Allow cameras to everybody who sits at this computer: ";
  text +=
      fmt::format("'sudo cp {} /etc/udev/rules.d/ && sudo udevadm control --reload && sudo udevadm trigger'",
                  program_file("assets/packaging/60-tlscam.rules"));
  return text;
}

std::string explain_busy(const std::string& path, const fs::path& proc) {
  const std::vector<std::string> programs = programs_with_port(path, proc);
  if (programs.empty())
    return fmt::format(
        "{} is in use by another program: close the OpenMV IDE, mpremote or whatever has it and try again",
        path);
  return fmt::format("{} is in use by {}: close it there and try again", path, fmt::join(programs, " and "));
}

}  // namespace

std::vector<std::string> programs_with_port(const std::string& path, const fs::path& proc) {
  std::error_code error;
  fs::path device = fs::canonical(path, error);  // names below /dev/serial/by-id are links
  if (error) device = path;
  const std::string self = std::to_string(::getpid());
  std::vector<std::string> programs;
  for (const fs::path& process : folder_entries(proc)) {
    const std::string id = process.filename().string();
    if (!is_number(id) || id == self || !has_open(process, device)) continue;
    const auto bytes = read_file(process / "comm", kLongestName);
    std::string name = bytes ? std::string(as_text(*bytes)) : "";
    std::erase_if(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    programs.push_back(fmt::format("{} (process {})", name.empty() ? "a program" : name, id));
  }
  return programs;
}

std::string explain_port_error(const std::string& path, int error, const fs::path& proc) {
  switch (error) {
    case ENOENT:
    case ENODEV:
    case ENXIO:
      return fmt::format(
          "{} is not there: {}. Is the camera connected, with a cable that carries data and not only power? "
          "'tlscam devices' lists what is connected",
          path, std::strerror(error));
    case EACCES:
    case EPERM:
      return explain_no_access(path);
    case EBUSY:
      return explain_busy(path, proc);
    case EISDIR:
    case ENOTTY:
      return fmt::format("{} is not a serial port: {}. 'tlscam devices' lists the ports of boards", path,
                         std::strerror(error));
    default:
      return fmt::format("{} cannot be opened: {}", path, std::strerror(error));
  }
}

}  // namespace tlscam

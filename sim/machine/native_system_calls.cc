#include "sim/machine/native_system_calls.h"

#include <fmt/format.h>
#include <sys/syscall.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace tlscam {
namespace {

constexpr std::pair<std::uint32_t, std::string_view> kPurposes[] = {
    {SYS_execve, "to start a program"},
    {SYS_execveat, "to start a program"},
    {SYS_clone, "to start a program"},
    {SYS_clone3, "to start a program"},
    {SYS_openat, "to open a file of its computer"},
    {SYS_unlinkat, "to remove a file of its computer"},
    {SYS_socket, "for a connection of its computer"},
    {SYS_connect, "for a connection of its computer"},
    {SYS_kill, "to end a program of its computer"},
    {SYS_ptrace, "to look into a program of its computer"},
    {SYS_mmap, "for memory with programs or files"},
    {SYS_mprotect, "for memory with programs"},
    {SYS_read, "to read from another than its world"},
    {SYS_write, "to write to another than its world"},
};

}  // namespace

std::string purpose_of_system_call(std::uint32_t number) {
  const auto known = std::ranges::find(kPurposes, number, &std::pair<std::uint32_t, std::string_view>::first);
  const std::string_view purpose =
      known == std::end(kPurposes) ? "its computer for something" : known->second;
  return fmt::format("{} (system call {})", purpose, number);
}

}  // namespace tlscam

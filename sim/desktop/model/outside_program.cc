#include "sim/desktop/model/outside_program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <vector>

namespace tlscam {
namespace {

// EDITOR may have options: "code --wait". A shell has no part in it.
std::vector<std::string> editor_words() {
  for (const char* const variable : {"VISUAL", "EDITOR"}) {
    const char* const value = std::getenv(variable);
    std::istringstream line(value ? value : "");
    std::vector<std::string> all;
    for (std::string word; line >> word;) all.push_back(word);
    if (!all.empty()) return all;
  }
  return {};
}

}  // namespace

std::string editor_name() {
  const auto all = editor_words();
  return all.empty() ? "" : std::filesystem::path(all.front()).filename().string();
}

Result<void> start_editor(const std::string& path) {
  auto all = editor_words();
  if (all.empty()) return fail("neither VISUAL nor EDITOR names an editor");
  all.push_back(path);
  return start_program(all);
}

Result<void> start_program(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  // The pipe is closed by the program's start, or says why there was none.
  std::array<int, 2> said{};
  if (pipe2(said.data(), O_CLOEXEC) != 0) return fail("{} cannot be started: {}", words[0], strerror(errno));
  const pid_t child = fork();
  if (child == 0) {
    // The grandchild belongs to nobody, so that no one waits for it.
    if (fork() == 0) {
      setsid();
      execvp(arguments[0], arguments.data());
      const int problem = errno;
      (void)!write(said[1], &problem, sizeof problem);
    }
    _exit(0);
  }
  close(said[1]);
  int problem = child < 0 ? errno : 0;
  if (child > 0) {
    waitpid(child, nullptr, 0);
    if (read(said[0], &problem, sizeof problem) != static_cast<ssize_t>(sizeof problem)) problem = 0;
  }
  close(said[0]);
  if (problem != 0) return fail("{} cannot be started: {}", words[0], strerror(problem));
  return {};
}

}  // namespace tlscam

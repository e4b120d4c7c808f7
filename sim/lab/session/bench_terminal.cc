#include <algorithm>

#include "sim/lab/session/bench_state.h"

namespace tlscam {
namespace {

// The names that complete `beginning` among what a folder or drive holds.
void add_matches(const std::vector<FileEntry>& entries, const std::string& before,
                 const std::string& beginning, std::vector<std::string>& candidates) {
  for (const FileEntry& entry : entries) {
    if (entry.name.starts_with(beginning))
      candidates.push_back(before + entry.name + (entry.is_folder ? "/" : ""));
  }
}

}  // namespace

Result<Nothing> Bench::State::perform(const ShellCommand& command) {
  news_ = true;
  ++changes_;
  if (auto started = terminal_->start(command.line); !started) return tl::unexpected(started.error());
  return Nothing{};
}

Result<Nothing> Bench::State::perform(const ShellInputCommand& command) {
  news_ = true;
  terminal_->type(command.bytes);
  return Nothing{};
}

// The first word is a command; of others a file, after ":" one of the first camera's drive, and behind
// `connect` a camera.
Result<Completion> Bench::State::perform(const CompleteCommand& command) {
  const std::string line = command.line.substr(0, command.cursor);
  const std::size_t start = line.find_last_of(" \t") + 1;
  const std::string word = line.substr(start);
  Completion completion;
  completion.start = static_cast<std::uint32_t>(start);
  auto& candidates = completion.candidates;
  if (line.find_first_not_of(" \t") >= start) {
    for (const std::string& name : lab_->shell().commands()) {
      if (name.starts_with(word)) candidates.push_back(name + " ");
    }
    return completion;
  }
  if (line.substr(0, start).ends_with("connect ")) {
    for (const auto& camera : world().cameras()) {
      if (camera->name().starts_with(word)) candidates.push_back(camera->name() + " ");
    }
    return completion;
  }
  std::string place;
  std::string before;
  std::string path = word;
  if (word.starts_with(':')) {
    const std::size_t connect = line.find("connect ");
    const std::string named = connect == std::string::npos
                                  ? ""
                                  : line.substr(connect + 8, line.find(' ', connect + 8) - connect - 8);
    place = world().find_camera(named) ? named : world().cameras().front()->name();
    before = ":";
    path = word.substr(1);
  }
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
  if (slash != std::string::npos) before += path.substr(0, slash + 1);
  const auto entries = list(place, folder);
  if (entries)
    add_matches(*entries, before, slash == std::string::npos ? path : path.substr(slash + 1), candidates);
  return completion;
}

Result<bool> Bench::State::perform(const UnfinishedCommand& command) {
  return Lab::is_unfinished(command.line);
}

}  // namespace tlscam

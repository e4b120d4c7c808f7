#include "sim/lab/command/terminal.h"

#include "sim/lab/session/place.h"
#include "sim/lab/session/session_state.h"

namespace tlscam {

Result<Nothing> carry_out(SessionState& state, const ShellCommand& command) {
  if (auto started = state.opened().terminal().start(command.line); !started)
    return tl::unexpected(started.error());
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const ShellInputCommand& command) {
  state.opened().terminal().type(command.bytes);
  return Nothing{};
}

// The first word is a command; others are files, after ":" those of a drive, and after `connect` a camera.
Result<Completion> carry_out(SessionState& state, const CompleteCommand& command) {
  const std::string line = command.line.substr(0, command.cursor);
  const std::size_t start = line.find_last_of(" \t") + 1;
  const std::string word = line.substr(start);
  Completion completion;
  completion.start = static_cast<std::uint32_t>(start);
  auto& candidates = completion.candidates;
  if (line.find_first_not_of(" \t") >= start) {
    for (const std::string& name : state.opened().shell().commands())
      if (name.starts_with(word)) candidates.push_back(name + " ");
    return completion;
  }
  if (line.substr(0, start).ends_with("connect ")) {
    for (const auto& camera : state.world().cameras())
      if (camera->name().starts_with(word)) candidates.push_back(camera->name() + " ");
    return completion;
  }
  std::string place_name;
  std::string before;
  std::string path = word;
  if (word.starts_with(':')) {
    const std::size_t connect = line.find("connect ");
    const std::string named = connect == std::string::npos
                                  ? ""
                                  : line.substr(connect + 8, line.find(' ', connect + 8) - connect - 8);
    place_name = state.world().find_camera(named) ? named : state.world().cameras().front()->name();
    before = ":";
    path = word.substr(1);
  }
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
  const std::string beginning = slash == std::string::npos ? path : path.substr(slash + 1);
  if (slash != std::string::npos) before += path.substr(0, slash + 1);
  const auto place = Place::find(state.opened(), place_name);
  const auto entries = place ? place->list(folder) : tl::unexpected(place.error());
  if (!entries) return completion;
  for (const Place::Entry& entry : *entries) {
    if (entry.name.starts_with(beginning))
      candidates.push_back(before + entry.name + (entry.is_folder ? "/" : ""));
  }
  return completion;
}

Result<bool> carry_out(SessionState&, const UnfinishedCommand& command) {
  return wants_another_line(command.line);
}

}  // namespace tlscam

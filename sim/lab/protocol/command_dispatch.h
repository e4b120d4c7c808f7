#pragma once
#include <array>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "sim/base/result.h"
#include "sim/lab/protocol/json_codec.h"

// Commands that come as JSON, for whatever carries them out: used by dispatch.cc and reader_dispatch.cc
// alone.

namespace tlscam::command_dispatch {

/// {"reply": ...}
std::string reply(const std::string& json);
/// {"refused": "why"}
std::string refuse(const std::string& why);
/// Says whether an answer of dispatch() is refuse().
bool is_refusal(std::string_view answer);

/// A command that a performer knows: its name, and how it is carried out. The result is the reply as JSON.
struct Entry {
  std::string_view name;
  Result<std::string> (*carry_out)(void* performer, const nlohmann::json& args);
};

/// Finds the command that the text names and carries it out: reply() or refuse().
std::string dispatch(std::span<const Entry> entries, void* performer, std::string_view text);

/// A command as dispatch() reads it.
std::string command_text(std::string_view name, const std::string& args);
template <class Command>
std::string command_text(const Command& command) {
  return command_text(Command::kName, to_json(command));
}

template <class Command, class Performer>
Result<std::string> carry_out(void* performer, const nlohmann::json& args) {
  Command command{};
  if (auto read = from_json(args, std::string(Command::kName), command); !read)
    return tl::unexpected(read.error());
  const auto done = static_cast<Performer*>(performer)->perform(command);
  if (!done) return tl::unexpected(done.error());
  return to_json(*done);
}

/// The table of a list of commands, which is a std::tuple of their types.
template <class Performer, class... Commands>
constexpr auto entries(std::type_identity<std::tuple<Commands...>>) {
  return std::array<Entry, sizeof...(Commands)>{Entry{Commands::kName, &carry_out<Commands, Performer>}...};
}

template <class CommandList, class Performer>
std::string dispatch(Performer& performer, std::string_view text) {
  static constexpr auto kEntries = entries<Performer>(std::type_identity<CommandList>{});
  return dispatch(kEntries, &performer, text);
}

}  // namespace tlscam::command_dispatch

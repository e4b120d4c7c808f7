#pragma once
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "sim/lab/protocol/json_codec.h"

// Commands that come as JSON, for whatever carries them out: used by dispatch.cc and reader_dispatch.cc
// alone.

namespace tlscam::command_dispatch {

// What cameras print may be no UTF-8 in places where it is shown as text.
std::string write(const nlohmann::json& json);
/// {"refused": "why"}
std::string refuse(const std::string& why);

/// A command that was read: its name, and its arguments.
struct NamedCommand {
  std::string name;
  nlohmann::json args;
};
Result<NamedCommand> read_command(std::string_view text);

template <class Command, class Performer>
Result<nlohmann::json> carry_out(Performer& performer, const nlohmann::json& args) {
  Command command{};
  if (auto read = from_json(args, std::string(Command::kName), command); !read)
    return tl::unexpected(read.error());
  auto reply = performer.perform(command);
  if (!reply) return tl::unexpected(reply.error());
  return to_json(*reply);
}

/// Calls `visit` with the type of the command of this name; false when there is none.
template <class Visit, class... Commands>
bool visit_command(std::string_view name, const Visit& visit, std::type_identity<std::tuple<Commands...>>) {
  return ((name == Commands::kName && (visit(std::type_identity<Commands>{}), true)) || ...);
}

/// {"reply": ...} or {"refused": "why"}
template <class CommandList, class Performer>
std::string dispatch(Performer& performer, std::string_view text) {
  const auto command = read_command(text);
  if (!command) return refuse(command.error().text);
  Result<nlohmann::json> reply = fail("there is no command named {}", command->name);
  visit_command(
      command->name,
      [&]<class Command>(std::type_identity<Command>) {
        reply = carry_out<Command>(performer, command->args);
      },
      std::type_identity<CommandList>{});
  return reply ? write({{"reply", *reply}}) : refuse(reply.error().text);
}

}  // namespace tlscam::command_dispatch

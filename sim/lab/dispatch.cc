#include "sim/lab/dispatch.h"

#include "sim/lab/json_codec.h"

namespace tlscam {
namespace {

using Json = nlohmann::json;

// What cameras print may be no UTF-8 in places where it is shown as text.
std::string write(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string refuse(const std::string& why) {
  return write({{"refused", why}});
}

template <class Command>
Result<Json> carry_out(Bench& bench, const Json& args) {
  Command command{};
  if (auto read = from_json(args, std::string(Command::kName), command); !read)
    return tl::unexpected(read.error());
  auto reply = bench.perform(command);
  if (!reply) return tl::unexpected(reply.error());
  return to_json(*reply);
}

template <class T>
Result<Json> read_and_write(const Json& json) {
  T value{};
  if (auto read = from_json(json, "", value); !read) return tl::unexpected(read.error());
  return to_json(value);
}

// Calls `visit` with the type of the command of this name; false when there is none.
template <class Visit, class... Commands>
bool visit_command(std::string_view name, const Visit& visit, std::type_identity<std::tuple<Commands...>>) {
  return ((name == Commands::kName && (visit(std::type_identity<Commands>{}), true)) || ...);
}

}  // namespace

std::string dispatch(Bench& bench, std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("command") || !json["command"].is_string() ||
      !json.contains("args"))
    return refuse("a command is an object with \"command\" and \"args\"");
  const auto& name = json["command"].get_ref<const std::string&>();
  Result<Json> reply = fail("there is no command named {}", name);
  visit_command(
      name,
      [&]<class Command>(std::type_identity<Command>) { reply = carry_out<Command>(bench, json["args"]); },
      std::type_identity<CommandList>{});
  return reply ? write({{"reply", *reply}}) : refuse(reply.error().text);
}

std::string round_trip(std::string_view type, std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  Result<Json> written = fail("there is no type named {}", type);
  if (type == "Update") {
    written = read_and_write<Update>(json);
  } else {
    visit_command(
        type, [&]<class Command>(std::type_identity<Command>) { written = read_and_write<Command>(json); },
        std::type_identity<CommandList>{});
  }
  return written ? write(*written) : refuse(written.error().text);
}

std::string to_text(const Update& update) {
  return write(to_json(update));
}

}  // namespace tlscam

#include "sim/lab/protocol/command_dispatch.h"

namespace tlscam::command_dispatch {

using Json = nlohmann::json;

std::string write(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string refuse(const std::string& why) {
  return write({{"refused", why}});
}

Result<NamedCommand> read_command(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("command") || !json["command"].is_string() ||
      !json.contains("args"))
    return fail("a command is an object with \"command\" and \"args\"");
  return NamedCommand{json["command"].get<std::string>(), std::move(json["args"])};
}

}  // namespace tlscam::command_dispatch

#include "sim/lab/protocol/command_dispatch.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/lab/protocol/json_object.h"

namespace tlscam::command_dispatch {

using Json = nlohmann::json;

std::string reply(const std::string& json) {
  std::string answer;
  {
    JsonObject object(answer);
    object.begin("reply");
    answer += json;
  }
  return answer;
}

std::string command_text(std::string_view name, const std::string& args) {
  return fmt::format("{{\"command\":\"{}\",\"args\":{}}}", name, args);
}

std::string refuse(const std::string& why) {
  std::string answer;
  {
    JsonObject object(answer);
    object.text("refused", why);
  }
  return answer;
}

bool is_refusal(std::string_view answer) {
  return answer.starts_with("{\"refused\"");
}

std::string dispatch(std::span<const Entry> entries, void* performer, std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("command") || !json["command"].is_string() ||
      !json.contains("args"))
    return refuse("a command is an object with \"command\" and \"args\"");
  const auto& name = json["command"].get_ref<const std::string&>();
  const auto found = std::ranges::find(entries, std::string_view(name), &Entry::name);
  if (found == entries.end()) return refuse(fmt::format("there is no command named {}", name));
  const auto done = found->carry_out(performer, json["args"]);
  return done ? reply(*done) : refuse(done.error().text);
}

}  // namespace tlscam::command_dispatch

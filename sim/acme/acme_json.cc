#include "sim/acme/acme_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tlscam {
namespace {

using nlohmann::json;

constexpr std::string_view kProblemPrefix = "urn:ietf:params:acme:error:";

}  // namespace

std::string text_of(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

bool flag_of(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::vector<std::string> texts_of(const json& object, const char* name) {
  std::vector<std::string> texts;
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array()) return texts;
  for (const json& one : *found)
    if (one.is_string()) texts.push_back(one.get<std::string>());
  return texts;
}

json to_json(const AcmeIdentifier& identifier) {
  const bool is_name = identifier.type == AcmeIdentifier::Type::dns;
  return {{"type", is_name ? "dns" : "ip"}, {"value", identifier.value}};
}

json to_json(const AcmeProblem& problem) {
  return {{"type", std::string(kProblemPrefix) + problem.type},
          {"detail", problem.detail},
          {"status", problem.status}};
}

std::string json_time(Instant time) {
  std::string text = to_text(std::chrono::floor<std::chrono::seconds>(time)) + "Z";
  std::ranges::replace(text, ' ', 'T');  // RFC 3339
  return text;
}

HttpResponse json_response(int status, std::string reason, const json& content) {
  const std::string text = content.dump(2) + "\n";
  return {.status = status,
          .reason = std::move(reason),
          .headers = {{"Content-Type", "application/json"}},
          .content = Bytes(text.begin(), text.end())};
}

}  // namespace tlscam

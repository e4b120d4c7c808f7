#include "sim/lab/session/dispatch.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "sim/lab/protocol/command_dispatch.h"

namespace tlscam {
namespace {

template <class T>
Result<std::string> read_and_write(const nlohmann::json& json) {
  T value{};
  if (auto read = from_json(json, "", value); !read) return tl::unexpected(read.error());
  return to_json(value);
}

struct NamedType {
  std::string_view name;
  Result<std::string> (*read_and_write)(const nlohmann::json& json);
};

template <class... Commands>
constexpr auto named_types(std::type_identity<std::tuple<Commands...>>) {
  return std::array<NamedType, sizeof...(Commands) + 1>{
      NamedType{"Update", &read_and_write<Update>}, NamedType{Commands::kName, &read_and_write<Commands>}...};
}

}  // namespace

std::string dispatch(Session& session, std::string_view text) {
  return command_dispatch::dispatch<CommandList>(session, text);
}

std::string round_trip(std::string_view type, std::string_view text) {
  static constexpr auto kTypes = named_types(std::type_identity<CommandList>{});
  const auto found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const NamedType& named) { return named.name == type; });
  if (found == kTypes.end()) return command_dispatch::refuse(fmt::format("there is no type named {}", type));
  const auto written = found->read_and_write(nlohmann::json::parse(text, nullptr, false));
  return written ? *written : command_dispatch::refuse(written.error().text);
}

std::string to_text(const Update& update) {
  return to_json(update);
}

}  // namespace tlscam

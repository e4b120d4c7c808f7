#include "sim/lab/session/dispatch.h"

#include "sim/lab/protocol/command_dispatch.h"

namespace tlscam {
namespace {

using command_dispatch::refuse;
using command_dispatch::write;
using Json = nlohmann::json;

template <class T>
Result<Json> read_and_write(const Json& json) {
  T value{};
  if (auto read = from_json(json, "", value); !read) return tl::unexpected(read.error());
  return to_json(value);
}

}  // namespace

std::string dispatch(Bench& bench, std::string_view text) {
  return command_dispatch::dispatch<CommandList>(bench, text);
}

std::string round_trip(std::string_view type, std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  Result<Json> written = fail("there is no type named {}", type);
  if (type == "Update") {
    written = read_and_write<Update>(json);
  } else {
    command_dispatch::visit_command(
        type, [&]<class Command>(std::type_identity<Command>) { written = read_and_write<Command>(json); },
        std::type_identity<CommandList>{});
  }
  return written ? write(*written) : refuse(written.error().text);
}

std::string to_text(const Update& update) {
  return write(to_json(update));
}

}  // namespace tlscam

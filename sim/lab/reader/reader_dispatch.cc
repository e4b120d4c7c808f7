#include "sim/lab/reader/reader_dispatch.h"

#include <utility>

#include "sim/lab/protocol/command_dispatch.h"

namespace tlscam {

std::string dispatch(Reader& reader, std::string_view text) {
  return command_dispatch::dispatch<AllReaderCommands>(reader, text);
}

Begun begin_reader(FileBytes capture, std::string key_log, ReaderLimits limits) {
  auto reader = Reader::begin(std::move(capture), std::move(key_log), std::move(limits));
  if (!reader) return {nullptr, command_dispatch::refuse(reader.error().text)};
  return {std::move(*reader), command_dispatch::reply("null")};
}

std::string overview_of(const Reader& reader) {
  return command_dispatch::reply(to_json(reader.overview()));
}

}  // namespace tlscam

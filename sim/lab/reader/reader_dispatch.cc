#include "sim/lab/reader/reader_dispatch.h"

#include "sim/lab/protocol/command_dispatch.h"

namespace tlscam {

std::string dispatch(Reader& reader, std::string_view text) {
  return command_dispatch::dispatch<AllReaderCommands>(reader, text);
}

Opened open_reader(ByteView capture, const std::string& key_log) {
  auto reader = Reader::open(capture, key_log);
  if (!reader) return {nullptr, command_dispatch::refuse(reader.error().text)};
  std::string answer = command_dispatch::reply(to_json((*reader)->overview()));
  return {std::move(*reader), std::move(answer)};
}

}  // namespace tlscam

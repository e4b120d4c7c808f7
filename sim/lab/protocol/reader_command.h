#pragma once
#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sim/dissect/tree/field.h"
#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/snapshot.h"

// User interfaces ask a Reader these questions; this is to it what command.h is to the bench.

namespace tlscam {

constexpr auto enum_names(FieldLayer) {
  return std::array<std::string_view, 8>{"ethernet",  "ip",        "transport",   "record",
                                         "handshake", "extension", "certificate", "application"};
}

/// `PartKind` is what bytes with their own tree are.
enum class PartKind {
  frame,
  record,       ///< a TLS record with its header
  decrypted,    ///< the content of an encrypted record
  message,      ///< a handshake message, assembled from more than one record
  unreadable,   ///< bytes where a TLS record should be, but is not
  certificate,  ///< or another file of DER
};
constexpr auto enum_names(PartKind) {
  return std::array<std::string_view, 6>{"frame",   "record",     "decrypted",
                                         "message", "unreadable", "certificate"};
}

/// See Field. A tree is a sequence of these, each before those inside it.
struct FieldView {
  std::string label;
  std::string value;
  std::uint32_t depth = 0;  ///< 0 at the top
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
  std::string rfc;  ///< empty means that of the field around it
  std::string about;
  FieldLayer layer = FieldLayer::ethernet;
  bool broken = false;
};
template <std::same_as<FieldView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("label", &T::label), field("value", &T::value), field("depth", &T::depth),
                    field("offset", &T::offset), field("size", &T::size), field("rfc", &T::rfc),
                    field("about", &T::about), field("layer", &T::layer), field("broken", &T::broken));
}

/// `ByteOwner` begins a run of bytes that belong to one field. The run ends where the next one begins.
struct ByteOwner {
  std::uint32_t offset = 0;
  std::int32_t field = -1;  ///< the innermost one; -1: none
};
template <std::same_as<ByteOwner> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("offset", &T::offset), field("field", &T::field));
}

struct PartView {
  PartKind kind = PartKind::frame;
  std::string title;                  ///< for people: "TLS record, in frame 12"
  bool decrypted = false;             ///< its bytes were encrypted on the wire
  std::vector<std::uint64_t> frames;  ///< frames that its bytes came in, by number from 1
  Bytes bytes;
  std::vector<FieldView> fields;
  std::vector<ByteOwner> owners;  ///< of all bytes, from the first on
};
template <std::same_as<PartView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("kind", &T::kind), field("title", &T::title), field("decrypted", &T::decrypted),
                    field("frames", &T::frames), field("bytes", &T::bytes), field("fields", &T::fields),
                    field("owners", &T::owners));
}

/// `EavesdropperView` says what of a MessageView somebody sees who has no keys.
struct EavesdropperView {
  std::vector<std::uint32_t> parts;  ///< places in MessageView::parts
  std::uint32_t part = 0;            ///< the one to look at, a place in MessageView::parts
  std::uint32_t field = 0;           ///< of that part
};
template <std::same_as<EavesdropperView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("parts", &T::parts), field("part", &T::part), field("field", &T::field));
}

/// `MessageView` has all bytes of a message or of a frame, and the field that it is.
struct MessageView {
  std::vector<PartView> parts;  ///< the most meaningful first, the frames last
  std::uint32_t part = 0;
  std::uint32_t field = 0;     ///< field of that part
  std::uint32_t left_out = 0;  ///< omitted parts of a very long message
  EavesdropperView eavesdropper;
};
template <std::same_as<MessageView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("parts", &T::parts), field("part", &T::part), field("field", &T::field),
                    field("left_out", &T::left_out), field("eavesdropper", &T::eavesdropper));
}

struct PacketView {
  std::uint64_t number = 1;
  Instant at;
  std::string link;
  std::string source;
  std::string destination;
  std::string protocol;
  std::uint32_t size = 0;  ///< bytes on the wire
  std::string summary;
  std::string comment;
  std::optional<std::uint32_t> conversation;
};
template <std::same_as<PacketView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("number", &T::number), field("at", &T::at), field("link", &T::link),
                    field("source", &T::source), field("destination", &T::destination),
                    field("protocol", &T::protocol), field("size", &T::size), field("summary", &T::summary),
                    field("comment", &T::comment), field("conversation", &T::conversation));
}

/// `CaptureView` is the content of a capture.
struct CaptureView {
  std::uint64_t frames = 0;
  std::string comment;
  std::string note;           ///< unreadable parts, for people; empty if there are none
  std::uint32_t secrets = 0;  ///< in its key log, and in the separate one
  std::vector<ConversationSnapshot> conversations;
};
template <std::same_as<CaptureView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("frames", &T::frames), field("comment", &T::comment), field("note", &T::note),
                    field("secrets", &T::secrets), field("conversations", &T::conversations));
}

/// `ReadMessageCommand` returns the bytes of an entry of a ladder.
struct ReadMessageCommand {
  using Reply = MessageView;
  static constexpr std::string_view kName = "message";
  std::uint32_t conversation = 0;
  std::uint32_t entry = 0;  ///< its id
};
template <std::same_as<ReadMessageCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("conversation", &T::conversation), field("entry", &T::entry));
}

/// `ReadFrameCommand` returns a frame, and what was complete with it.
struct ReadFrameCommand {
  using Reply = MessageView;
  static constexpr std::string_view kName = "frame";
  std::uint64_t number = 1;
};
constexpr auto fields_of(std::type_identity<ReadFrameCommand>) {
  return std::tuple(field("number", &ReadFrameCommand::number));
}

struct ListPacketsCommand {
  using Reply = std::vector<PacketView>;
  static constexpr std::string_view kName = "packets";
  std::uint64_t first = 1;
  std::uint32_t count = 0;  ///< the largest number of frames to return
};
template <std::same_as<ListPacketsCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("first", &T::first), field("count", &T::count));
}

/// `WriteTextCommand` returns the trees of a conversation's messages, or of one of them, as text.
struct WriteTextCommand {
  using Reply = std::string;
  static constexpr std::string_view kName = "text";
  std::uint32_t conversation = 0;
  std::optional<std::uint32_t> entry;
};
template <std::same_as<WriteTextCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("conversation", &T::conversation), field("entry", &T::entry));
}

/// `WriteKeyLogCommand` returns the secrets, in the format of SSLKEYLOGFILE.
struct WriteKeyLogCommand {
  using Reply = std::string;
  static constexpr std::string_view kName = "key_log";
};
constexpr auto fields_of(std::type_identity<WriteKeyLogCommand>) {
  return std::tuple();
}

using ReaderCommandList = std::tuple<ReadMessageCommand, ReadFrameCommand, ListPacketsCommand,
                                     WriteTextCommand, WriteKeyLogCommand>;

}  // namespace tlscam

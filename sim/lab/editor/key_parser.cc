#include "sim/lab/editor/key_parser.h"

#include <algorithm>
#include <span>
#include <utility>

#include "sim/base/cursor.h"
#include "sim/base/utf8.h"

namespace tlscam {
namespace {

using State = KeyParser::State;

constexpr std::uint8_t kEscape = 0x1b;
constexpr std::uint8_t kDelete = 0x7f;  // the key Backspace sends this
constexpr std::size_t kMostParameters = 16;

/// `ByteClass` sorts bytes by their role in a sequence, with the names of ECMA-48 where it has one.
enum class ByteClass : std::uint8_t {
  control,
  escape,
  intermediate,  // 0x20 to 0x2f
  parameter,     // 0x30 to 0x3f
  bracket,       // [
  letter_o,      // O
  final_byte,    // the rest of 0x40 to 0x7e
  continuation,  // inside a UTF-8 character
  lead,          // begins a UTF-8 character
  invalid,       // in UTF-8
  number_of_classes
};

ByteClass class_of(std::uint8_t byte) {
  if (byte == kEscape) return ByteClass::escape;
  if (byte < 0x20 || byte == kDelete) return ByteClass::control;
  if (byte < 0x30) return ByteClass::intermediate;
  if (byte < 0x40) return ByteClass::parameter;
  if (byte == '[') return ByteClass::bracket;
  if (byte == 'O') return ByteClass::letter_o;
  if (byte < 0x7f) return ByteClass::final_byte;
  if (byte < 0xc0) return ByteClass::continuation;
  return byte >= 0xc2 && byte <= 0xf4 ? ByteClass::lead : ByteClass::invalid;
}

enum class Action : std::uint8_t {
  drop,
  text,                // a character of one byte
  control,             // a key of one byte
  begin_character,     // more than one byte
  continue_character,  // moves to ground itself when the character is whole
  alt,                 // Alt with a key of one byte
  lone_escape,         // the ESC before was the key Escape
  begin_sequence,
  collect,  // a parameter
  csi,      // the sequence is whole
  ss3,      // the sequence is whole
  again     // the byte ends what was begun, and is processed again in ground
};

struct Transition {
  Action action;
  State next;
};

template <class Enum>
constexpr std::size_t index_of(Enum value) {
  return static_cast<std::size_t>(value);
}

// A row is a state, a column a ByteClass, in their order.
// clang-format off
constexpr Transition kTable[index_of(State::number_of_states)][index_of(ByteClass::number_of_classes)] = {
  // ground
  {{Action::control, State::ground}, {Action::begin_sequence, State::escape}, {Action::text, State::ground},
   {Action::text, State::ground}, {Action::text, State::ground}, {Action::text, State::ground},
   {Action::text, State::ground}, {Action::drop, State::ground}, {Action::begin_character, State::character},
   {Action::drop, State::ground}},
  // character
  {{Action::again, State::ground}, {Action::again, State::ground}, {Action::again, State::ground},
   {Action::again, State::ground}, {Action::again, State::ground}, {Action::again, State::ground},
   {Action::again, State::ground}, {Action::continue_character, State::character}, {Action::again, State::ground},
   {Action::again, State::ground}},
  // escape
  {{Action::alt, State::ground}, {Action::lone_escape, State::escape}, {Action::alt, State::ground},
   {Action::alt, State::ground}, {Action::begin_sequence, State::csi}, {Action::begin_sequence, State::ss3},
   {Action::alt, State::ground}, {Action::again, State::ground}, {Action::again, State::ground},
   {Action::again, State::ground}},
  // csi
  {{Action::again, State::ground}, {Action::begin_sequence, State::escape}, {Action::collect, State::csi},
   {Action::collect, State::csi}, {Action::drop, State::linux_function}, {Action::csi, State::ground},
   {Action::csi, State::ground}, {Action::again, State::ground}, {Action::again, State::ground},
   {Action::again, State::ground}},
  // ss3
  {{Action::again, State::ground}, {Action::begin_sequence, State::escape}, {Action::collect, State::ss3},
   {Action::collect, State::ss3}, {Action::ss3, State::ground}, {Action::ss3, State::ground},
   {Action::ss3, State::ground}, {Action::again, State::ground}, {Action::again, State::ground},
   {Action::again, State::ground}},
  // linux_function
  {{Action::again, State::ground}, {Action::begin_sequence, State::escape}, {Action::drop, State::ground},
   {Action::drop, State::ground}, {Action::drop, State::ground}, {Action::drop, State::ground},
   {Action::drop, State::ground}, {Action::again, State::ground}, {Action::again, State::ground},
   {Action::again, State::ground}},
};
// clang-format on

struct ControlKey {
  std::uint8_t byte;
  Key key;
};

constexpr ControlKey kControlKeys[] = {
    {0x01, Key::line_begin},   {0x02, Key::left},          {0x03, Key::interrupt},
    {0x04, Key::end_of_input}, {0x05, Key::line_end},      {0x06, Key::right},
    {0x07, Key::leave_search}, {0x08, Key::erase_before},  {'\t', Key::complete},
    {'\n', Key::enter},        {0x0b, Key::kill_to_end},   {0x0c, Key::clear_screen},
    {'\r', Key::enter},        {0x0e, Key::newer},         {0x10, Key::older},
    {0x12, Key::search},       {0x15, Key::kill_to_begin}, {0x17, Key::kill_word_before},
    {0x19, Key::yank},         {0x1a, Key::suspend},       {kDelete, Key::erase_before},
};

constexpr ControlKey kAltKeys[] = {
    {'b', Key::word_left},         {'B', Key::word_left},
    {'f', Key::word_right},        {'F', Key::word_right},
    {'d', Key::kill_word_after},   {'D', Key::kill_word_after},
    {0x08, Key::kill_word_before}, {kDelete, Key::kill_word_before},
};

struct SequenceKey {
  std::string_view parameters;
  char final;
  Key key;
};

// ESC [ parameters final. "1;5" means with Ctrl, "1;3" with Alt.
constexpr SequenceKey kSequenceKeys[] = {
    {"", 'A', Key::older},
    {"", 'B', Key::newer},
    {"", 'C', Key::right},
    {"", 'D', Key::left},
    {"", 'H', Key::line_begin},
    {"", 'F', Key::line_end},
    {"1", '~', Key::line_begin},
    {"7", '~', Key::line_begin},
    {"4", '~', Key::line_end},
    {"8", '~', Key::line_end},
    {"3", '~', Key::erase_after},
    {"1;5", 'C', Key::word_right},
    {"1;3", 'C', Key::word_right},
    {"5", 'C', Key::word_right},
    {"1;5", 'D', Key::word_left},
    {"1;3", 'D', Key::word_left},
    {"5", 'D', Key::word_left},
    {"3;5", '~', Key::kill_word_after},
    {"3;3", '~', Key::kill_word_after},
};

constexpr std::string_view kPasteBegins = "200";
constexpr std::string_view kPasteEnds = "201";

Key find(std::span<const ControlKey> keys, std::uint8_t byte) {
  const auto found = std::ranges::find(keys, byte, &ControlKey::byte);
  return found == keys.end() ? Key::none : found->key;
}

Key find_sequence(std::string_view parameters, char final) {
  const auto found = std::ranges::find_if(kSequenceKeys, [&](const SequenceKey& key) {
    return key.parameters == parameters && key.final == final;
  });
  return found == std::end(kSequenceKeys) ? Key::none : found->key;
}

}  // namespace

std::vector<KeyPress> KeyParser::feed(ByteView bytes) {
  for (Cursor cursor(bytes); !cursor.at_end();) take(cursor.u8());
  return std::exchange(keys_, {});
}

std::vector<KeyPress> KeyParser::settle() {
  after_return_ = false;
  if (state_ == State::escape) {
    state_ = State::ground;
    emit(Key::escape);
  }
  return std::exchange(keys_, {});
}

void KeyParser::take(std::uint8_t byte) {
  const Transition transition = kTable[index_of(state_)][index_of(class_of(byte))];
  const State before = std::exchange(state_, transition.next);
  switch (transition.action) {
    case Action::drop:
      break;
    case Action::text:
      emit_text(as_text({&byte, 1}));
      break;
    case Action::control:
      return pasting_ ? pasted_control(byte) : control(byte);
    case Action::begin_character:
      begin_character(byte);
      break;
    case Action::continue_character:
      continue_character(byte);
      break;
    case Action::alt:
      emit(find(kAltKeys, byte));
      break;
    case Action::lone_escape:
      emit(Key::escape);
      break;
    case Action::begin_sequence:
      parameters_.clear();
      break;
    case Action::collect:
      if (parameters_.size() < kMostParameters) parameters_ += static_cast<char>(byte);
      break;
    case Action::csi:
      end_sequence('[', byte);
      break;
    case Action::ss3:
      end_sequence('O', byte);
      break;
    case Action::again:
      if (before == State::escape) emit(Key::escape);
      return take(byte);
  }
  after_return_ = false;
}

void KeyParser::emit(Key key) {
  if (!pasting_) keys_.push_back({key, ""});
}

void KeyParser::emit_text(std::string_view text) {
  if (keys_.empty() || keys_.back().key != Key::text) keys_.push_back({Key::text, ""});
  keys_.back().text += text;
}

void KeyParser::control(std::uint8_t byte) {
  const bool same_enter = byte == '\n' && after_return_;
  after_return_ = byte == '\r';
  if (!same_enter) emit(find(kControlKeys, byte));
}

void KeyParser::pasted_control(std::uint8_t byte) {
  const bool same_enter = byte == '\n' && after_return_;
  after_return_ = byte == '\r';
  if (byte == '\t') emit_text(" ");
  if ((byte == '\n' || byte == '\r') && !same_enter) keys_.push_back({Key::enter, ""});
}

void KeyParser::begin_character(std::uint8_t byte) {
  character_.assign(1, static_cast<char>(byte));
  missing_ = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
}

void KeyParser::continue_character(std::uint8_t byte) {
  character_ += static_cast<char>(byte);
  if (--missing_ > 0) return;
  state_ = State::ground;
  const auto decoded = decode_utf8(character_);
  if (decoded.valid && !is_control(decoded.code_point)) emit_text(character_);
}

void KeyParser::end_sequence(char introducer, std::uint8_t final) {
  if (introducer == '[' && final == '~' && (parameters_ == kPasteBegins || parameters_ == kPasteEnds)) {
    pasting_ = parameters_ == kPasteBegins;
    return;
  }
  emit(find_sequence(parameters_, static_cast<char>(final)));
}

}  // namespace tlscam

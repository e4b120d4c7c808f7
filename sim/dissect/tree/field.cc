#include "sim/dissect/tree/field.h"

#include "sim/base/hex.h"

namespace tlscam {

static_assert(sizeof(Field) <= 64, "a field is a cache line");

std::string_view to_text(FieldLayer layer) {
  constexpr std::string_view kNames[] = {"ethernet",  "ip",        "transport",   "record",
                                         "handshake", "extension", "certificate", "application"};
  return kNames[static_cast<std::size_t>(layer)];
}

void Field::append_value(std::string& out) const {
  switch (form_) {
    case Form::none:
      return;
    case Form::number:
      out += text_.number(first_);
      return;
    case Form::pair:
      out += text_.pair(first_, second_);
      return;
    case Form::text:
      out.append(text_.chars, static_cast<std::size_t>(first_));
      return;
    case Form::hex:
      out += to_hex(as_bytes({text_.chars, static_cast<std::size_t>(first_)}));
      return;
  }
}

std::string Field::value() const {
  std::string text;
  append_value(text);
  return text;
}

const Field& FieldRange::back() const {
  const Field* last = begin_;
  while (last + 1 + last->descendants_ != end_) last += 1 + last->descendants_;
  return *last;
}

}  // namespace tlscam

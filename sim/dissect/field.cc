#include "sim/dissect/field.h"

#include "sim/base/hex.h"

namespace tlscam {

std::string_view to_text(FieldLayer layer) {
  constexpr std::string_view kNames[] = {"ethernet",  "ip",        "transport",   "record",
                                         "handshake", "extension", "certificate", "application"};
  return kNames[static_cast<std::size_t>(layer)];
}

std::string Field::value() const {
  switch (form_) {
    case Form::none:
      return {};
    case Form::number:
      return text_.number(first_);
    case Form::pair:
      return text_.pair(first_, second_);
    case Form::text:
      return {text_.chars, static_cast<std::size_t>(first_)};
    case Form::hex:
      return to_hex(as_bytes({text_.chars, static_cast<std::size_t>(first_)}));
  }
  return {};
}

const Field& FieldRange::back() const {
  const Field* last = begin_;
  while (last + 1 + last->descendants_ != end_) last += 1 + last->descendants_;
  return *last;
}

}  // namespace tlscam

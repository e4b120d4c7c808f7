#include "sim/lab/protocol/json_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tlscam {
namespace {

bool is_plain(char c) {
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

}  // namespace

bool is_plain_json(std::string_view text) {
  return std::ranges::all_of(text, is_plain);
}

void put_json_text(std::string& out, std::string_view text) {
  if (is_plain_json(text)) {
    out += '"';
    out += text;
    out += '"';
    return;
  }
  out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void JsonObject::begin(std::string_view name) {
  if (!empty_) out_ += ',';
  empty_ = false;
  out_ += '"';
  out_ += name;
  out_ += "\":";
}

void JsonObject::text(std::string_view name, std::string_view value) {
  begin(name);
  put_json_text(out_, value);
}

void JsonObject::plain(std::string_view name, std::string_view value) {
  begin(name);
  out_ += '"';
  out_ += value;
  out_ += '"';
}

void JsonObject::number(std::string_view name, std::uint64_t value) {
  begin(name);
  const fmt::format_int digits(value);
  out_.append(digits.data(), digits.size());
}

void JsonObject::flag(std::string_view name, bool value) {
  begin(name);
  out_ += value ? "true" : "false";
}

}  // namespace tlscam

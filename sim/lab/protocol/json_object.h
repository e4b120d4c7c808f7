#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace tlscam {

/// Whether a text can stand between quotes as it is.
bool is_plain_json(std::string_view text);
/// Appends a text in quotes, escaped; bytes that are no UTF-8 are replaced.
void put_json_text(std::string& out, std::string_view text);

/// Appends an object of JSON to a text, member by member: open while it lives. For what there are millions
/// of, since a library that first makes a value of each takes several times as long; names are ASCII and need
/// no escape.
class JsonObject {
 public:
  explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }
  ~JsonObject() { out_ += '}'; }
  JsonObject(const JsonObject&) = delete;
  JsonObject& operator=(const JsonObject&) = delete;

  /// Begins a member; the caller appends its value.
  void begin(std::string_view name);
  void text(std::string_view name, std::string_view value);  ///< as put_json_text() does
  /// A text of which it is known that nothing in it needs an escape.
  void plain(std::string_view name, std::string_view value);
  void number(std::string_view name, std::uint64_t value);
  void flag(std::string_view name, bool value);

 private:
  std::string& out_;
  bool empty_ = true;
};

}  // namespace tlscam

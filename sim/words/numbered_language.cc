#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "sim/words/language.h"
#include "sim/words/plural.h"

namespace tlscam {
namespace {

using json = nlohmann::json;
using FormTexts = std::array<std::string, 6>;

constexpr std::size_t kMaxBytes = 1 << 20;
constexpr auto kOther = static_cast<std::size_t>(PluralForm::other);

std::optional<std::size_t> read_number(const std::string& text) {
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, number);
  if (problem != std::errc() || rest != end) return std::nullopt;
  return number;
}

std::optional<FormTexts> read_forms(const json& value) {
  FormTexts texts;
  if (value.is_string()) {
    texts[kOther] = value.get<std::string>();
  } else if (value.is_object()) {
    for (const auto& [name, form] : value.items()) {
      const auto known = std::ranges::find(kPluralForms, name);
      if (known == kPluralForms.end() || !form.is_string()) return std::nullopt;
      texts[static_cast<std::size_t>(known - kPluralForms.begin())] = form.get<std::string>();
    }
  }
  if (texts[kOther].empty()) return std::nullopt;
  return texts;
}

}  // namespace

Result<Language> parse_numbered_language(std::string_view text) {
  if (text.size() > kMaxBytes) return fail("a language has at most {} bytes", kMaxBytes);
  const json file = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!file.is_object() || !file.contains("language") || !file["language"].is_string() ||
      !file.contains("words") || !file["words"].is_object())
    return fail("a numbered language has the keys \"language\" and \"words\"");
  Language language{file["language"].get<std::string>(), "", {}};
  for (const auto& [key, value] : file["words"].items()) {
    const auto number = read_number(key);
    auto texts = read_forms(value);
    if (!number || !texts) return fail("the word {} is not a number with texts", key);
    language.texts.emplace(*number, *std::move(texts));
  }
  return language;
}

}  // namespace tlscam

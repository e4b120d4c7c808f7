#include "sim/words/language.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "sim/words/plural.h"
#include "sim/words/translation.h"

namespace tlscam {
namespace {

using json = nlohmann::json;

struct KnownWord {
  std::size_t index;
  std::string_view id;
  std::string_view placeholders;  // separated by spaces
  bool plural;
};
constexpr KnownWord kWords[] = {
#include "sim/words/all_words.inc"
};

constexpr std::size_t kMaxLanguageBytes = 1 << 20;
constexpr std::string_view kCount = "count";
constexpr auto kOther = static_cast<std::size_t>(PluralForm::other);

using Names = std::set<std::string, std::less<>>;

Names split(std::string_view words) {
  Names names;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    names.emplace(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return names;
}

// The placeholders of a text; none when a brace stands alone.
Result<Names> placeholders(std::string_view text) {
  Names names;
  while (true) {
    const std::size_t brace = text.find_first_of("{}");
    if (brace == std::string_view::npos) return names;
    const std::size_t close = text.find_first_of("{}", brace + 1);
    if (text[brace] == '}' || close == std::string_view::npos || text[close] == '{')
      return fail("braces stand only around the name of a placeholder");
    names.emplace(text.substr(brace + 1, close - brace - 1));
    text.remove_prefix(close + 1);
  }
}

std::string in_braces(const Names& names) {
  std::string text;
  for (const auto& name : names) text += fmt::format("{}{{{}}}", text.empty() ? "" : ", ", name);
  return text.empty() ? "none" : text;
}

Result<std::string> read_text(const json& value, const KnownWord& word) {
  if (!value.is_string() || value.get_ref<const std::string&>().empty())
    return fail("{}: a text is missing", word.id);
  const auto& text = value.get_ref<const std::string&>();
  auto found = placeholders(text);
  if (!found) return fail("{}: {}", word.id, found.error().text);
  Names wanted = split(word.placeholders);
  // A form of a plural may say the number in words.
  if (word.plural && !found->contains(kCount)) wanted.erase(std::string(kCount));
  if (*found != wanted)
    return fail("{}: the placeholders are {}, in English {}", word.id, in_braces(*found), in_braces(wanted));
  return text;
}

Result<std::array<std::string, 6>> read_word(const json& value, const KnownWord& word) {
  std::array<std::string, 6> texts;
  if (!word.plural) {
    auto text = read_text(value, word);
    if (!text) return tl::unexpected(text.error());
    texts[kOther] = *std::move(text);
    return texts;
  }
  if (!value.is_object() || !value.contains(kPluralForms[kOther]))
    return fail("{}: it needs forms by number, at least \"other\"", word.id);
  for (const auto& [name, form] : value.items()) {
    const auto known = std::ranges::find(kPluralForms, name);
    if (known == kPluralForms.end()) return fail("{}: there is no form \"{}\"", word.id, name);
    auto text = read_text(form, word);
    if (!text) return tl::unexpected(text.error());
    texts[static_cast<std::size_t>(known - kPluralForms.begin())] = *std::move(text);
  }
  return texts;
}

Result<void> check_ids(const json& groups) {
  Names known;
  for (const KnownWord& word : kWords) known.emplace(word.id);
  for (const auto& [group, words] : groups.items()) {
    if (!words.is_object()) return fail("{}: a group is an object with words", group);
    for (const auto& item : words.items())
      if (const std::string id = group + "." + item.key(); !known.contains(id))
        return fail("{}: en.json has no such word", id);
  }
  return {};
}

const json* find_word(const json& groups, std::string_view id) {
  const std::size_t dot = id.find('.');
  const auto group = groups.find(std::string(id.substr(0, dot)));
  if (group == groups.end()) return nullptr;
  const auto word = group->find(std::string(id.substr(dot + 1)));
  return word == group->end() ? nullptr : &*word;
}

Language& language_in_use() {
  static Language language;
  return language;
}

std::string_view translate(std::size_t index, std::size_t count) {
  const Language& language = language_in_use();
  const auto found = language.texts.find(index);
  if (found == language.texts.end()) return {};
  const std::string& text = found->second[static_cast<std::size_t>(plural_form(language.code, count))];
  return text.empty() ? found->second[kOther] : text;
}

}  // namespace

Result<Language> parse_language(std::string_view text) {
  if (text.size() > kMaxLanguageBytes) return fail("a language has at most {} bytes", kMaxLanguageBytes);
  const json file = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (file.is_discarded()) return fail("this is not JSON");
  if (!file.is_object() || !file.contains("language") || !file["language"].is_string() ||
      !file.contains("name") || !file["name"].is_string() || !file.contains("words") ||
      !file["words"].is_object())
    return fail("a language has the keys \"language\", \"name\" and \"words\"");
  Language language{file["language"].get<std::string>(), file["name"].get<std::string>(), {}};
  if (auto checked = check_ids(file["words"]); !checked) return tl::unexpected(checked.error());
  for (const KnownWord& word : kWords) {
    const json* value = find_word(file["words"], word.id);
    if (value == nullptr) return fail("{}: it is missing", word.id);
    auto texts = read_word(*value, word);
    if (!texts) return tl::unexpected(texts.error());
    language.texts.emplace(word.index, *std::move(texts));
  }
  return language;
}

void use_language(Language language) {
  language_in_use() = std::move(language);
  use_translation(translate);
}

void use_english() {
  use_translation(nullptr);
}

}  // namespace tlscam

#include "sim/lab/view/glossary.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

namespace tlscam {
namespace {

bool is_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool same_letter(char one, char other) {
  return std::tolower(static_cast<unsigned char>(one)) == std::tolower(static_cast<unsigned char>(other));
}

bool begins_at(std::string_view run, std::size_t at, std::string_view word, bool exact) {
  if (run.size() - at < word.size()) return false;
  const std::string_view there = run.substr(at, word.size());
  return exact ? there == word
               : std::equal(there.begin(), there.end(), word.begin(), word.end(), same_letter);
}

// The size of this form of the entry's word at this place of the run, as a whole word; 0: another one stands
// there.
std::size_t size_of_form(std::string_view run, std::size_t at, std::string_view form,
                         const Glossary::Entry& entry) {
  if (!begins_at(run, at, form, entry.exact) || (at > 0 && is_letter(run[at - 1]))) return 0;
  std::size_t size = form.size();
  const auto ends = [&] { return at + size == run.size() || !is_letter(run[at + size]); };
  if (!ends() && entry.plural && run[at + size] == 's') ++size;
  return ends() ? size : 0;
}

std::size_t size_at(std::string_view run, std::size_t at, const Glossary::Entry& entry) {
  std::size_t size = size_of_form(run, at, entry.word, entry);
  for (const std::string& form : entry.forms) size = std::max(size, size_of_form(run, at, form, entry));
  return size;
}

bool is_list_of_words(const nlohmann::json& json) {
  return json.is_array() && std::ranges::all_of(json, [](const nlohmann::json& word) {
           return word.is_string() && !word.get_ref<const std::string&>().empty();
         });
}

Result<Glossary::Entry> read_entry(const nlohmann::json& json, std::size_t number) {
  if (!json.is_object()) return fail("glossary: entry {} is not an object", number);
  Glossary::Entry entry;
  for (const auto& [key, value] : json.items()) {
    if (key == "word" && value.is_string())
      entry.word = value.get<std::string>();
    else if (key == "text" && value.is_string())
      entry.text = value.get<std::string>();
    else if (key == "plural" && value.is_boolean())
      entry.plural = value.get<bool>();
    else if (key == "exact" && value.is_boolean())
      entry.exact = value.get<bool>();
    else if (key == "forms" && is_list_of_words(value))
      entry.forms = value.get<std::vector<std::string>>();
    else
      return fail("glossary: entry {} has \"{}\", which is not known or has the wrong type", number, key);
  }
  if (entry.word.empty() || entry.text.empty()) return fail("glossary: entry {} needs word and text", number);
  return entry;
}

}  // namespace

Result<Glossary> Glossary::read(std::string_view text) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_array()) return fail("glossary: an array of entries is wanted");
  std::vector<Entry> entries;
  for (const auto& item : json) {
    auto entry = read_entry(item, entries.size() + 1);
    if (!entry) return tl::unexpected(entry.error());
    entries.push_back(std::move(*entry));
  }
  return Glossary(std::move(entries));
}

std::vector<Glossary::Explained> Glossary::explain(std::string_view run, std::set<std::string>& done) const {
  std::vector<Explained> found;
  for (const Entry& entry : entries_) {
    if (done.contains(entry.word)) continue;
    for (std::size_t at = 0; at < run.size(); ++at) {
      const std::size_t size = size_at(run, at, entry);
      if (size == 0) continue;
      found.push_back({at, size, entry.text});
      done.insert(entry.word);
      break;
    }
  }
  std::ranges::sort(found, {}, &Explained::begin);
  return found;
}

}  // namespace tlscam

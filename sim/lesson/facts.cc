#include "sim/lesson/facts.h"

#include <algorithm>

#include "sim/scene/scene_json_value.h"
#include "sim/time/instant.h"

namespace tlscam {
namespace {

constexpr std::string_view kBegin = "{fact:";

struct FactKey {
  const char* name;
  std::string Fact::*text;
  bool is_date = false;
};
constexpr FactKey kKeys[] = {{"value", &Fact::value},
                             {"says", &Fact::says},
                             {"since", &Fact::since, true},
                             {"source", &Fact::source},
                             {"checked", &Fact::checked, true}};

Result<void> read_key(Fact& fact, const FactKey& key, const nlohmann::json& json) {
  const auto found = json.find(key.name);
  if (found == json.end()) return fail("the key \"{}\" is missing", key.name);
  if (!found->is_string() || found->get_ref<const std::string&>().empty())
    return fail("\"{}\" is a text", key.name);
  fact.*key.text = found->get<std::string>();
  if (!key.is_date) return {};
  if (auto date = parse_instant(fact.*key.text); !date)
    return fail("\"{}\": {}", key.name, date.error().text);
  return {};
}

Result<Fact> read_fact(const nlohmann::json& json) {
  if (!json.is_object()) return fail("a fact is an object with value, says, since, source and checked");
  std::vector<std::string> known;
  for (const FactKey& key : kKeys) known.emplace_back(key.name);
  for (const auto& item : json.items())
    if (std::ranges::find(known, item.key()) == known.end())
      return fail("no such key \"{}\"{}", item.key(), did_you_mean(item.key(), known));
  Fact fact;
  for (const FactKey& key : kKeys)
    if (auto read = read_key(fact, key, json); !read) return tl::unexpected(read.error());
  // A lesson's lines keep their numbers, and a value does not refer to a fact itself.
  if (fact.value.find_first_of("\n{}") != std::string::npos)
    return fail("\"value\" is one line without braces");
  return fact;
}

std::string ids_near(std::string_view id, const std::map<std::string, Fact>& facts) {
  std::vector<std::string> known;
  known.reserve(facts.size());
  for (const auto& fact : facts) known.push_back(fact.first);
  return did_you_mean(id, known);
}

Result<std::string> filled(std::string_view text, const std::map<std::string, Fact>& facts,
                           const std::string& name) {
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = 0; (at = text.find(kBegin, from)) != std::string_view::npos;) {
    const std::size_t begin = at + kBegin.size();
    const std::size_t end = text.find_first_of("}\n", begin);
    const auto line = std::ranges::count(text.substr(0, at), '\n') + 1;
    if (end == std::string_view::npos || text[end] != '}')
      return fail("{}:{}: {} ends with a brace in the same line", name, line, kBegin);
    const std::string id(text.substr(begin, end - begin));
    const auto fact = facts.find(id);
    if (fact == facts.end())
      return fail("{}:{}: there is no fact \"{}\"{}; facts stand in lessons/{}", name, line, id,
                  ids_near(id, facts), kFactsFile);
    result.append(text.substr(from, at - from)).append(fact->second.value);
    from = end + 1;
  }
  return result.append(text.substr(from));
}

}  // namespace

Result<std::map<std::string, Fact>> parse_facts(std::string_view text, const std::string& name) {
  const auto json = parse_strictly(text, name);
  if (!json) return tl::unexpected(json.error());
  if (!json->is_object()) return fail("{}: facts are an object, by their ids", name);
  std::map<std::string, Fact> facts;
  for (const auto& item : json->items()) {
    auto fact = read_fact(item.value());
    if (!fact) return fail("{}: {}: {}", name, item.key(), fact.error().text);
    facts.emplace(item.key(), std::move(*fact));
  }
  return facts;
}

Result<void> fill_facts(FileMap& files, const std::map<std::string, Fact>& facts, const std::string& folder) {
  for (auto& [path, bytes] : files) {
    if (!path.ends_with(".md")) continue;
    const auto text = filled(as_text(bytes), facts, fmt::format("{}/{}", folder, path));
    if (!text) return tl::unexpected(text.error());
    bytes.assign(text->begin(), text->end());
  }
  return {};
}

}  // namespace tlscam

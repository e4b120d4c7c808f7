#include "sim/mystery/mystery_run.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

#include "sim/words/mystery.h"

namespace tlscam {
namespace {

using json = nlohmann::json;

// The prices, of a hundred points.
constexpr int kAllPoints = 100;
constexpr int kLook = 2;
constexpr int kHint = 10;
constexpr int kOtherCause = 15;
constexpr int kWhy = 25;
constexpr int kUnseen = 30;
constexpr int kShown = 40;
constexpr int kWrong = 50;

constexpr std::size_t kMostSaved = 64u << 10;
constexpr std::size_t kMostUses = 500;
constexpr std::size_t kLongestLine = 200;

struct ClueWord {
  MysteryClue clue;
  std::string word;
};

std::vector<ClueWord> clue_words(const MysterySetup& setup) {
  const std::string &server = setup.server.base, &client = setup.client.base;
  return {{MysteryClue::server_code, setup.server.script.file},
          {MysteryClue::client_code, setup.client.script.file},
          {MysteryClue::key, server + "-key."},
          {MysteryClue::key, client + "-key."},
          {MysteryClue::certificate, server + ".der"},
          {MysteryClue::certificate, server + ".pem"},
          {MysteryClue::certificate, client + ".der"},
          {MysteryClue::certificate, client + ".pem"},
          {MysteryClue::certificate, "s_client"},
          {MysteryClue::anchor, setup.anchor + ".der"},
          {MysteryClue::anchor, setup.anchor + ".pem"},
          {MysteryClue::clock, "time"},
          {MysteryClue::clock, "rtc"},
          {MysteryClue::clock, "RTC"},
          {MysteryClue::look_up, "getaddrinfo"}};
}

std::string text_of(const json& saved, const char* key) {
  const auto found = saved.find(key);
  return found != saved.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

void MysteryRun::keep_keys(MysteryKeys keys) {
  if (keys_.authority.empty()) keys_ = std::move(keys);
}

void MysteryRun::use(std::string text, int cost) {
  const bool known = std::ranges::find(used_, text, &MysteryUse::text) != used_.end();
  if (!known && used_.size() < kMostUses) used_.push_back({std::move(text), cost});
}

void MysteryRun::see(std::string_view text) {
  const MysterySetup& setup = mystery_->broken;
  const auto speaks_of = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  for (const auto& [clue, word] : clue_words(setup))
    if (speaks_of(word)) seen_.insert(clue);
  if (!speaks_of("main.py")) return;
  if (speaks_of(setup.server.camera)) seen_.insert(MysteryClue::server_code);
  if (speaks_of(setup.client.camera)) seen_.insert(MysteryClue::client_code);
}

bool MysteryRun::saw_any(const std::vector<MysteryClue>& clues) const {
  return clues.empty() || why_asked_ ||
         std::ranges::any_of(clues, [&](MysteryClue clue) { return seen_.contains(clue); });
}

void MysteryRun::look_at(const std::string& place, const std::string& path) {
  if (path == "brief.txt") return;
  see(place + " " + path);
  if (!named_.empty()) return;
  use(place.empty() ? words<"mystery.used_file">({.file = path})
                    : words<"mystery.used_file_on">({.file = path, .camera = place}),
      kLook);
}

void MysteryRun::look_at_dates() {
  seen_.insert(MysteryClue::certificate);
  seen_.insert(MysteryClue::anchor);
  if (named_.empty()) use(words<"mystery.used_dates">(), kLook);
}

void MysteryRun::command(const std::string& line) {
  if (line.find_first_not_of(' ') == std::string::npos) return;
  if (line.find("brief.txt") != std::string::npos || line == "ls") return;
  see(line);
  if (named_.empty()) use(words<"mystery.used_command">({.line = line.substr(0, kLongestLine)}), kLook);
}

void MysteryRun::typed(const std::string& camera, std::string_view keys) {
  std::string& line = lines_[camera];
  for (const char key : keys) {
    if (key != '\r' && key != '\n') {
      if (static_cast<unsigned char>(key) >= ' ' && line.size() < kLongestLine) line += key;
      continue;
    }
    if (!line.empty()) {
      see(line);
      if (named_.empty()) use(words<"mystery.used_prompt">({.camera = camera, .line = line}), kLook);
    }
    line.clear();
  }
}

void MysteryRun::ask_why() {
  why_asked_ = true;
  use(words<"mystery.used_why">(), kWhy);
}

void MysteryRun::hint() {
  used_.push_back({words<"mystery.used_hint">(), kHint});
}

void MysteryRun::show_me() {
  use(words<"mystery.used_shown">(), kShown);
}

Result<void> MysteryRun::name(std::string_view kind, bool repaired) {
  const MysteryKind* const found = find_mystery_kind(kind);
  if (!found) return fail("there is no cause named {}", kind);
  if (found->id == named_) return {};
  if (over_) return fail("it is repaired: the cause that you have named stays");
  if (repaired) use(words<"mystery.used_afterwards">(), kUnseen);
  if (!named_.empty())
    used_.push_back({words<"mystery.used_other_cause">(), kOtherCause});
  else if (!saw_any(found->clues))
    use(words<"mystery.used_nothing">(), kUnseen);
  named_ = found->id;
  return {};
}

MysterySnapshot MysteryRun::snapshot() const {
  MysterySnapshot shown{mystery_->seed, named_, why_asked_, used_, 0, {}, false};
  if (over_) {
    shown.truth = mystery_->kind->title();
    shown.right = named_ == mystery_->kind->id;
    if (!shown.right) shown.used.push_back({words<"mystery.used_wrong">(), kWrong});
  }
  const int spent = std::accumulate(shown.used.begin(), shown.used.end(), 0,
                                    [](int sum, const MysteryUse& one) { return sum + one.cost; });
  shown.points = std::max(0, kAllPoints - spent);
  return shown;
}

std::string MysteryRun::to_json() const {
  json used = json::array();
  for (const MysteryUse& one : used_) used.push_back({one.text, one.cost});
  json seen = json::array();
  for (const MysteryClue clue : seen_) seen.push_back(static_cast<int>(clue));
  return json{{"seed", mystery_->seed},
              {"named", named_},
              {"why", why_asked_},
              {"over", over_},
              {"used", std::move(used)},
              {"seen", std::move(seen)},
              {"authority", keys_.authority},
              {"server", keys_.server},
              {"client", keys_.client}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<void> MysteryRun::restore(std::string_view text) {
  if (text.size() > kMostSaved) return fail("what was saved of the mystery is too long");
  const json saved = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!saved.is_object() || saved.value("seed", json()) != mystery_->seed)
    return fail("this was not saved of mystery {}", mystery_->seed);
  MysteryRun fresh(*mystery_);
  fresh.keys_ = {text_of(saved, "authority"), text_of(saved, "server"), text_of(saved, "client")};
  const std::string named = text_of(saved, "named");
  if (find_mystery_kind(named)) fresh.named_ = named;
  fresh.over_ = saved.value("over", json()) == true && !fresh.named_.empty();
  fresh.why_asked_ = saved.value("why", json()) == true;
  for (const json& one : saved.value("used", json::array()))
    if (one.is_array() && one.size() == 2 && one[0].is_string() && one[1].is_number_integer())
      fresh.used_.push_back({one[0].get<std::string>(), std::clamp(one[1].get<int>(), 0, kAllPoints)});
  constexpr int kLastClue = static_cast<int>(MysteryClue::look_up);
  for (const json& one : saved.value("seen", json::array()))
    if (one.is_number_integer() && one.get<int>() >= 0 && one.get<int>() <= kLastClue)
      fresh.seen_.insert(static_cast<MysteryClue>(one.get<int>()));
  if (fresh.keys_.authority.empty()) fresh.keys_ = keys_;
  *this = std::move(fresh);
  return {};
}

}  // namespace tlscam

#include "sim/desktop/driver/driver.h"

#include <SDL.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>

namespace tlscam {
namespace {

constexpr int kMostScrolls = 60;
constexpr std::array<std::string_view, 9> kRoles = {"text", "button", "tab",      "link", "field",
                                                    "row",  "check",  "terminal", "bytes"};

struct NamedKey {
  std::string_view name;
  ImGuiKey key;
};
constexpr std::array kKeys = {
    NamedKey{"enter", ImGuiKey_Enter},
    NamedKey{"escape", ImGuiKey_Escape},
    NamedKey{"tab", ImGuiKey_Tab},
    NamedKey{"up", ImGuiKey_UpArrow},
    NamedKey{"down", ImGuiKey_DownArrow},
    NamedKey{"left", ImGuiKey_LeftArrow},
    NamedKey{"right", ImGuiKey_RightArrow},
    NamedKey{"home", ImGuiKey_Home},
    NamedKey{"end", ImGuiKey_End},
    NamedKey{"space", ImGuiKey_Space},
    NamedKey{"f5", ImGuiKey_F5},
    NamedKey{"delete", ImGuiKey_Delete},
    NamedKey{".", ImGuiKey_Period},
    NamedKey{",", ImGuiKey_Comma},
    NamedKey{"[", ImGuiKey_LeftBracket},
    NamedKey{"]", ImGuiKey_RightBracket},
    NamedKey{"backspace", ImGuiKey_Backspace},
    NamedKey{"+", ImGuiKey_Equal},
    NamedKey{"-", ImGuiKey_Minus},
    NamedKey{"?", ImGuiKey_Slash},
};

std::optional<ImGuiKey> key_named(std::string_view name) {
  if (name.size() == 1 && name[0] >= 'a' && name[0] <= 'z')
    return static_cast<ImGuiKey>(ImGuiKey_A + (name[0] - 'a'));
  if (name.size() == 1 && name[0] >= '0' && name[0] <= '9')
    return static_cast<ImGuiKey>(ImGuiKey_0 + (name[0] - '0'));
  for (const NamedKey& one : kKeys)
    if (one.name == name) return one.key;
  return std::nullopt;
}

struct Target {
  std::string area;
  std::string words;
};

// "[lesson] Show me" names the panel, too.
Target target_of(const std::string& text) {
  if (!text.starts_with('[')) return {"", text};
  const std::size_t end = text.find("] ");
  if (end == text.npos) return {text.substr(1, text.size() - 2), ""};
  return {text.substr(1, end - 1), text.substr(end + 2)};
}

// Things that can be pressed come before words that only stand there; whole words before parts of them.
const SeenItem* find(const Seen& seen, const Target& target) {
  const SeenItem* best = nullptr;
  int best_fit = 0;
  for (const SeenItem& item : seen.items()) {
    if (!target.area.empty() && item.area != target.area) continue;
    const bool whole = item.words == target.words;
    if (!whole && item.words.find(target.words) == std::string::npos) continue;
    const int fit = (whole ? 4 : 0) +
                    (item.role != SeenRole::text && item.role != SeenRole::terminal ? 2 : 0) +
                    (item.enabled ? 1 : 0);
    if (!best || fit > best_fit) {
      best = &item;
      best_fit = fit;
    }
  }
  return best;
}

nlohmann::json json_of(const SeenItem& item) {
  return {{"role", kRoles[static_cast<std::size_t>(item.role)]},
          {"words", item.words},
          {"area", item.area},
          {"at", {item.min.x, item.min.y, item.max.x, item.max.y}},
          {"enabled", item.enabled},
          {"selected", item.selected}};
}

void put_mouse(ImVec2 at) {
  // The back end asks the system where the mouse is.
  SDL_WarpMouseInWindow(nullptr, static_cast<int>(at.x), static_cast<int>(at.y));
  ImGui::GetIO().AddMousePosEvent(at.x, at.y);
}

}  // namespace

Driver::Driver(std::function<void()> wake) : wake_(std::move(wake)), reader_([this] { read_lines(); }) {}

Driver::~Driver() {
  // The thread may wait for a line: it is ended with the program.
  reader_.detach();
}

void Driver::read_lines() {
  std::string rest;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t size = read(STDIN_FILENO, buffer.data(), buffer.size());
    if (size <= 0)
      rest += "quit\n";
    else
      rest.append(buffer.data(), static_cast<std::size_t>(size));
    for (std::size_t end = 0; (end = rest.find('\n')) != rest.npos; rest.erase(0, end + 1)) {
      const std::string line = rest.substr(0, end);
      const std::size_t space = std::min(line.find(' '), line.size());
      const std::lock_guard lock(mutex_);
      lines_.push_back({line.substr(0, space), line.substr(std::min(space + 1, line.size()))});
    }
    wake_();
    if (size <= 0) return;
  }
}

void Driver::answer_ok(const std::string& more) {
  std::printf("{\"ok\":true%s%s}\n", more.empty() ? "" : ",", more.c_str());
  std::fflush(stdout);
  present_.reset();
}

void Driver::answer_problem(const std::string& problem) {
  std::printf("%s\n", nlohmann::json{{"ok", false}, {"problem", problem}}.dump().c_str());
  std::fflush(stdout);
  present_.reset();
}

void Driver::click(const Seen& seen, const std::string& words, bool twice) {
  const SeenItem* const item = find(seen, target_of(words));
  if (!item) return answer_problem("nothing has the words \"" + words + "\"");
  if (!item->enabled) return answer_problem("\"" + words + "\" cannot be pressed now");
  ImVec2 at = item->center();
  // A long thing is pressed where it begins.
  if (item->max.x - item->min.x > 400) at.x = item->min.x + 60;
  if (at.y < item->clip_min.y + 2 || at.y > item->clip_max.y - 2) {
    if (++scrolls_ > kMostScrolls) return answer_problem("\"" + words + "\" cannot be scrolled into view");
    const ImVec2 middle = {(item->clip_min.x + item->clip_max.x) / 2,
                           (item->clip_min.y + item->clip_max.y) / 2};
    const float direction = at.y < item->clip_min.y + 2 ? 1.0f : -1.0f;
    frames_.emplace_back([middle] { put_mouse(middle); });
    frames_.emplace_back([direction] { ImGui::GetIO().AddMouseWheelEvent(0, direction); });
    frames_.emplace_back([] {});
    return;  // and looks again
  }
  frames_.emplace_back([at] { put_mouse(at); });
  frames_.emplace_back([at] { put_mouse(at); });
  for (int press = 0; press < (twice ? 2 : 1); ++press) {
    frames_.emplace_back([] { ImGui::GetIO().AddMouseButtonEvent(0, true); });
    frames_.emplace_back([] { ImGui::GetIO().AddMouseButtonEvent(0, false); });
  }
  for (int i = 0; i < 2; ++i) frames_.emplace_back([] {});
  frames_.emplace_back([this] { answer_ok(); });
}

void Driver::type(const std::string& text) {
  for (std::size_t i = 0; i < text.size();) {
    if (text.compare(i, 2, "\\n") == 0) {
      frames_.emplace_back([] { ImGui::GetIO().AddKeyEvent(ImGuiKey_Enter, true); });
      frames_.emplace_back([] { ImGui::GetIO().AddKeyEvent(ImGuiKey_Enter, false); });
      i += 2;
      continue;
    }
    std::size_t size = 1;
    while (i + size < text.size() && (text[i + size] & 0xc0) == 0x80) ++size;
    frames_.emplace_back(
        [letter = text.substr(i, size)] { ImGui::GetIO().AddInputCharactersUTF8(letter.c_str()); });
    i += size;
  }
  for (int i = 0; i < 2; ++i) frames_.emplace_back([] {});
  frames_.emplace_back([this] { answer_ok(); });
}

void Driver::key(const std::string& chord) {
  std::vector<ImGuiKey> keys;
  std::istringstream parts(chord);
  for (std::string part; std::getline(parts, part, '+');) {
    if (part == "ctrl")
      keys.insert(keys.end(), {ImGuiKey_LeftCtrl, ImGuiMod_Ctrl});
    else if (part == "shift")
      keys.insert(keys.end(), {ImGuiKey_LeftShift, ImGuiMod_Shift});
    else if (part == "alt")
      keys.insert(keys.end(), {ImGuiKey_LeftAlt, ImGuiMod_Alt});
    else if (const auto key = key_named(part.empty() ? "+" : part))
      keys.push_back(*key);
    else
      return answer_problem("there is no key \"" + part + "\"");
  }
  frames_.emplace_back([keys] {
    for (const ImGuiKey key : keys) ImGui::GetIO().AddKeyEvent(key, true);
  });
  frames_.emplace_back([keys] {
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) ImGui::GetIO().AddKeyEvent(*key, false);
  });
  for (int i = 0; i < 2; ++i) frames_.emplace_back([] {});
  frames_.emplace_back([this] { answer_ok(); });
}

void Driver::begin(const Seen& seen, const DriverHands& hands) {
  const std::string& verb = present_->verb;
  const std::string rest = present_->rest;
  if (verb == "click" || verb == "double") return click(seen, rest, verb == "double");
  if (verb == "type") return type(rest);
  if (verb == "key") return key(rest);
  if (verb == "wait" || verb == "gone") {
    const std::size_t space = rest.find(' ');
    const double seconds = std::strtod(rest.c_str(), nullptr);
    const std::string words = space == rest.npos ? "" : rest.substr(space + 1);
    if (until_ == 0) until_ = ImGui::GetTime() + seconds;
    if ((find(seen, target_of(words)) != nullptr) == (verb == "wait")) return answer_ok();
    if (ImGui::GetTime() > until_)
      return answer_problem("after " + std::to_string(static_cast<int>(seconds)) + " s \"" + words +
                            (verb == "wait" ? "\" was not shown" : "\" was still shown"));
    return;
  }
  if (verb == "words") {
    nlohmann::json all = nlohmann::json::array();
    const Target target = target_of(rest);
    for (const SeenItem& item : seen.items())
      if (target.area.empty() || item.area == target.area) all.push_back(json_of(item));
    return answer_ok("\"items\":" + all.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
  if (verb == "picture") {
    const std::string problem = hands.take_picture(rest);
    return problem.empty() ? answer_ok() : answer_problem(problem);
  }
  if (verb == "frames") {
    for (int i = std::atoi(rest.c_str()); i > 0; --i) frames_.emplace_back([] {});
    frames_.emplace_back([this] { answer_ok(); });
    return;
  }
  if (verb == "size") {
    int width = 0;
    int height = 0;
    if (std::sscanf(rest.c_str(), "%d %d", &width, &height) != 2) return answer_problem("size WIDTH HEIGHT");
    hands.resize(width, height);
    for (int i = 0; i < 3; ++i) frames_.emplace_back([] {});
    frames_.emplace_back([this] { answer_ok(); });
    return;
  }
  if (verb == "scale") {
    hands.set_scale(static_cast<float>(std::atof(rest.c_str())));
    for (int i = 0; i < 3; ++i) frames_.emplace_back([] {});
    frames_.emplace_back([this] { answer_ok(); });
    return;
  }
  if (verb == "measure") {
    const int count = std::max(1, std::atoi(rest.c_str()));
    hands.watch(false);
    for (int i = 0; i < count; ++i) frames_.emplace_back([] {});
    // The last frame has been built when the next one begins.
    frames_.emplace_back([this, &hands, count] {
      const double each = hands.measured() / (count + 1);
      hands.watch(true);
      answer_ok("\"seconds\":" + std::to_string(each));
    });
    return;
  }
  if (verb == "drop") {
    SDL_Event event{};
    event.type = SDL_DROPFILE;
    event.drop.file = SDL_strdup(rest.c_str());  // the window frees it
    SDL_PushEvent(&event);
    for (int i = 0; i < 3; ++i) frames_.emplace_back([] {});
    frames_.emplace_back([this] { answer_ok(); });
    return;
  }
  if (verb == "state") return answer_ok("\"state\":" + hands.state());
  if (verb == "figures") return answer_ok("\"figures\":" + hands.figures());
  if (verb == "quit") {
    answer_ok();
    return hands.quit();
  }
  answer_problem("there is no \"" + verb + "\"");
}

bool Driver::before_frame(const Seen& seen, const DriverHands& hands) {
  if (!frames_.empty()) {
    const auto action = std::move(frames_.front());
    frames_.pop_front();
    action();
    return true;
  }
  if (!present_) {
    const std::lock_guard lock(mutex_);
    if (lines_.empty()) return false;
    present_ = std::move(lines_.front());
    lines_.pop_front();
    until_ = 0;
    scrolls_ = 0;
  }
  begin(seen, hands);
  return true;
}

}  // namespace tlscam

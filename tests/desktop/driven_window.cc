#include "tests/desktop/driven_window.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace tlscam {
namespace {

constexpr int kSilent = 120'000;  // milliseconds after which the window is taken for dead

}  // namespace

DrivenWindow::DrivenWindow(std::vector<std::string> arguments, std::vector<std::string> environment) {
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0) std::abort();
  ChildOptions options;
  options.program = TLSCAM_DESKTOP_PROGRAM;
  options.words = {"tlscam-desktop", "--driven", "--no-motion", "--settings",
                   (folder_.path() / "desktop.json").string()};
  options.words.insert(options.words.end(), arguments.begin(), arguments.end());
  // The first of two values counts.
  options.environment = std::move(environment);
  options.environment.insert(options.environment.end(),
                             {"SDL_VIDEODRIVER=offscreen", "LIBGL_ALWAYS_SOFTWARE=1"});
  for (char** variable = environ; *variable; ++variable) options.environment.emplace_back(*variable);
  options.descriptors = {{in[0], STDIN_FILENO}, {out[1], STDOUT_FILENO}};
  auto process = ChildProcess::start(options);
  if (!process)
    ADD_FAILURE() << process.error().text;
  else
    process_.emplace(std::move(*process));
  close(in[0]);
  close(out[1]);
  to_window_ = in[1];
  from_window_ = out[0];
}

DrivenWindow::~DrivenWindow() {
  tell("quit");
  close(to_window_);
  if (process_) {
    process_->wait();
    EXPECT_EQ(process_->status(), 0) << "the window ended with this status";
  }
  close(from_window_);
}

nlohmann::json DrivenWindow::tell(const std::string& line) {
  const std::string sent = line + "\n";
  if (write(to_window_, sent.data(), sent.size()) != static_cast<ssize_t>(sent.size()))
    return {{"ok", false}, {"problem", "the window has gone"}};
  for (;;) {
    const std::size_t end = received_.find('\n');
    if (end != received_.npos) {
      const auto answer = nlohmann::json::parse(received_.substr(0, end), nullptr, false);
      received_.erase(0, end + 1);
      return answer;
    }
    pollfd waits{from_window_, POLLIN, 0};
    std::array<char, 65536> buffer{};
    const ssize_t size =
        poll(&waits, 1, kSilent) == 1 ? read(from_window_, buffer.data(), buffer.size()) : -1;
    if (size <= 0) return {{"ok", false}, {"problem", "the window does not answer"}};
    received_.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

nlohmann::json DrivenWindow::done(const std::string& line) {
  auto answer = tell(line);
  const bool ok = answer.is_object() && answer.value("ok", false);
  EXPECT_TRUE(ok) << line << ": " << answer.dump() << "\nNotices: " << (ok ? "" : notices());
  return answer;
}

// The window tells people that, and it often is why something could not be done.
std::string DrivenWindow::notices() {
  std::string all;
  const auto answer = tell("words [notices]");
  for (const auto& item : answer.is_object() ? answer.value("items", nlohmann::json::array()) : answer)
    all += item.value("words", "") + "; ";
  return all;
}

void DrivenWindow::click(const std::string& words) {
  done("click " + words);
}
void DrivenWindow::type(const std::string& text) {
  done("type " + text);
}
void DrivenWindow::key(const std::string& chord) {
  done("key " + chord);
}
void DrivenWindow::frames(int count) {
  done("frames " + std::to_string(count));
}

void DrivenWindow::wait_for(const std::string& words, int seconds) {
  done("wait " + std::to_string(seconds) + " " + words);
}

void DrivenWindow::wait_until_gone(const std::string& words, int seconds) {
  done("gone " + std::to_string(seconds) + " " + words);
}

void DrivenWindow::drop(const std::string& path) {
  done("drop " + path);
}

void DrivenWindow::resize(int width, int height) {
  done("size " + std::to_string(width) + " " + std::to_string(height));
}

void DrivenWindow::scale(double factor) {
  done("scale " + std::to_string(factor));
}

std::vector<ShownThing> DrivenWindow::shown(const std::string& area) {
  std::vector<ShownThing> things;
  for (const auto& item :
       done(area.empty() ? "words" : "words [" + area + "]").value("items", nlohmann::json::array()))
    things.push_back({item.value("role", ""), item.value("words", ""), item.value("area", ""),
                      item.value("enabled", true), item.value("selected", false)});
  return things;
}

bool DrivenWindow::shows(const std::string& words, const std::string& area) {
  const auto things = shown(area);
  return std::any_of(things.begin(), things.end(),
                     [&](const ShownThing& thing) { return thing.words.find(words) != std::string::npos; });
}

ShownPlace DrivenWindow::place_of(const std::string& area) {
  std::optional<ShownPlace> place;
  for (const auto& item : done("words [" + area + "]").value("items", nlohmann::json::array())) {
    const auto at = item.value("at", std::vector<float>(4));
    if (!place) place = ShownPlace{at[0], at[1], at[2], at[3]};
    place = ShownPlace{std::min(place->left, at[0]), std::min(place->top, at[1]),
                       std::max(place->right, at[2]), std::max(place->bottom, at[3])};
  }
  return place.value_or(ShownPlace{});
}

void DrivenWindow::picture(const std::string& name) {
  std::filesystem::create_directories(TLSCAM_PICTURES);
  done("picture " TLSCAM_PICTURES "/" + name + ".png");
}

nlohmann::json DrivenWindow::figures() {
  return done("figures").value("figures", nlohmann::json::object());
}

}  // namespace tlscam

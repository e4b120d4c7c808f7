#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/native_child_process.h"
#include "tests/support/test_folder.h"

namespace tlscam {

/// A thing that the window shows.
struct ShownThing {
  std::string role;
  std::string words;
  std::string area;
  bool enabled = true;
  bool selected = false;
};

/// A rectangle of the screen.
struct ShownPlace {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;
};

/// `DrivenWindow` starts tlscam-desktop without a display and uses it as a person would: by the words that it
/// shows. Each function fails the test when it cannot be done.
class DrivenWindow {
 public:
  /// `environment` is added to this program's: "NAME=value".
  explicit DrivenWindow(std::vector<std::string> arguments = {}, std::vector<std::string> environment = {});
  /// Closes the window; the program must end without an error.
  ~DrivenWindow();
  DrivenWindow(const DrivenWindow&) = delete;
  DrivenWindow& operator=(const DrivenWindow&) = delete;

  void click(const std::string& words);
  void type(const std::string& text);
  void key(const std::string& chord);
  /// Waits until something with these words is shown. "[wire] Refused" names the panel, too.
  void wait_for(const std::string& words, int seconds = 60);
  void wait_until_gone(const std::string& words, int seconds = 60);
  /// Drops a file of this computer where the mouse is.
  void drop(const std::string& path);
  void resize(int width, int height);
  void scale(double factor);
  /// Waits until so many frames were built.
  void frames(int count);
  std::vector<ShownThing> shown(const std::string& area = "");
  bool shows(const std::string& words, const std::string& area = "");
  /// The smallest rectangle around everything that an area shows.
  ShownPlace place_of(const std::string& area);
  /// Keeps a picture as build/.../pictures/NAME.png.
  void picture(const std::string& name);
  nlohmann::json figures();

 private:
  nlohmann::json tell(const std::string& line);
  nlohmann::json done(const std::string& line);
  std::string notices();

  TestFolder folder_;
  std::optional<ChildProcess> process_;
  int to_window_ = -1;
  int from_window_ = -1;
  std::string received_;
};

}  // namespace tlscam

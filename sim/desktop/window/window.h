#pragma once
#include <SDL.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// The picture that a window shows: rows from the top, three bytes a pixel.
struct Picture {
  int width = 0;
  int height = 0;
  Bytes rgb;
};

/// `Window` is a window of this computer with OpenGL 3 and a Dear ImGui context in it. It draws when
/// something has happened, and otherwise sleeps. There is one at a time.
class Window {
 public:
  /// `open` fails, for people, without a display or without OpenGL 3.
  static Result<std::unique_ptr<Window>> open(const std::string& title, int width, int height);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// Wakes wait(); may be called on any thread.
  static void wake();
  /// `wait` handles what people do; it sleeps until something happens, or for `milliseconds`. Returns false
  /// when the window is to be closed.
  bool wait(int milliseconds);
  /// Whether something has happened since, after which the picture may be another for some frames.
  bool is_stirred() const { return stirred_ > 0; }
  void stir(int frames = 3) { stirred_ = std::max(stirred_, frames); }
  bool is_minimised() const;

  /// `draw` builds a frame by `build` and shows it, unless it equals the last one.
  void draw(const std::function<void()>& build);
  /// Shows the next frame even if it equals the last one, and keeps its picture.
  Picture take_picture(const std::function<void()>& build);

  /// How many screen pixels the system puts in place of one CSS pixel.
  float system_scale() const;
  /// Whether the desktop prefers dark windows.
  static bool prefers_dark();
  int width() const;
  int height() const;
  void resize(int width, int height);
  void set_background(std::uint32_t color) { background_ = color; }
  SDL_Window* handle() { return window_; }
  /// Files that were dropped onto the window since the last call.
  std::vector<std::string> take_dropped() { return std::exchange(dropped_, {}); }
  /// Frames that were shown.
  std::uint64_t frames_shown() const { return frames_shown_; }

 private:
  Window() = default;
  bool build(const std::function<void()>& build);
  void render();
  bool handle_event(const SDL_Event& event);

  SDL_Window* window_ = nullptr;
  SDL_GLContext context_ = nullptr;
  bool imgui_ = false;
  int stirred_ = 3;
  std::uint32_t background_ = 0;
  std::uint64_t last_picture_ = 0;
  std::uint64_t frames_shown_ = 0;
  std::vector<std::string> dropped_;
};

/// `write_png` writes a picture as PNG.
Result<void> write_png(const Picture& picture, const std::string& path);

}  // namespace tlscam

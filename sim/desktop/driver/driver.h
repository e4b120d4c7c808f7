#pragma once
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "sim/desktop/look/seen.h"

namespace tlscam {

/// `DriverHands` are what a driver can do to the window beside pressing and typing.
struct DriverHands {
  std::function<std::string(const std::string& path)>
      take_picture;  ///< returns why not; "" when it was taken
  std::function<void(int width, int height)> resize;
  std::function<void(float scale)> set_scale;
  std::function<std::string()> figures;  ///< JSON
  std::function<std::string()> state;    ///< the snapshot that is shown, with all conversations, as JSON
  /// Whether what is shown is noted, which costs time; frames are measured without.
  std::function<void(bool watches)> watch;
  std::function<double()> measured;  ///< seconds of the processor that frames took to build since watch()
  std::function<void()> quit;
};

/// `Driver` uses the window as a person would, told by lines on standard input, and answers each with a line
/// of JSON on standard output: {"ok":true,...} or {"ok":false,"problem":"..."}. It finds things by the words
/// that they show. It is for tests: `tlscam-desktop --driven`.
///
///     click Show me            presses what has these words; [lesson] before the words names the panel
///     double Wire              presses it twice
///     type print("hello")      types, \n is Enter
///     key ctrl+k               presses a key
///     wait 20 Step 3           waits until these words are shown, at most so many real seconds
///     gone 20 Showing          waits until they are not
///     drop /a/file             drops a file of this computer where the mouse is
///     words [lesson]           all that is shown, as {"role","words",...}
///     measure 200              builds so many frames unwatched, and says what one costs: processor seconds
///     state                    the snapshot that is shown, as JSON
///     picture FILE.png · size 1280 720 · scale 1.5 · figures · frames 10 · quit
class Driver {
 public:
  /// `wake` is called when a line has arrived.
  explicit Driver(std::function<void()> wake);
  ~Driver();
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

  /// Gives Dear ImGui what the present line asks for; to be called before each frame. Returns whether it is
  /// busy, so that another frame has to follow.
  bool before_frame(const Seen& seen, const DriverHands& hands);

 private:
  struct Line {
    std::string verb;
    std::string rest;
  };
  void read_lines();
  void begin(const Seen& seen, const DriverHands& hands);
  void click(const Seen& seen, const std::string& words, bool twice);
  void type(const std::string& text);
  void key(const std::string& chord);
  void answer_ok(const std::string& more = "");
  void answer_problem(const std::string& problem);

  std::function<void()> wake_;
  std::mutex mutex_;  // for lines_
  std::deque<Line> lines_;
  std::thread reader_;

  std::deque<std::function<void()>> frames_;  // the next frames begin with these
  std::optional<Line> present_;
  double until_ = 0;  // the end of waiting, in seconds since the window's start
  int scrolls_ = 0;   // how often it has scrolled to what is to be pressed
};

}  // namespace tlscam

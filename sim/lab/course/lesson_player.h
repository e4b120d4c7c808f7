#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/session/lesson_evidence.h"
#include "sim/lab/session/session.h"
#include "sim/lab/session/session_hands.h"
#include "sim/lesson/lesson_run.h"

namespace tlscam {

class OpenWorld;

/// Does what a lesson shows, without a person: types its commands, presses its buttons, lets time pass, and
/// looks at the checks. For the command line and for tests, in virtual time.
class LessonPlayer {
 public:
  struct Watcher {
    std::function<void(const std::string& action)> did;    ///< "$ openssl ...", "openmv >>> print(1)"
    std::function<void(std::string_view text)> printed;    ///< what the workstation's commands print
    std::function<void(const std::string& label)> ticked;  ///< a check became true
  };

  /// Whether the files are made as the lesson shows, or are those that the learner has made: then openssl is
  /// not called, no file is edited, and what the lesson quotes is not compared.
  enum class Files { made, kept };

  /// Both are borrowed. The session has just opened the lesson's scene.
  LessonPlayer(Session& session, const Lesson& lesson, Files files, Watcher watcher);

  const LessonRun& run() const { return run_; }

  /// Looks at the world as it is now.
  void look();
  /// Does the current step as shown. Fails, with what is not yet true, when that does not complete it, and
  /// when the lesson quotes something that was not printed.
  Result<void> play_step();
  /// All steps before the wrong end's as shown, then the wrong end. Fails when the learner is not told what
  /// the wrong end says, or when the step is complete all the same.
  Result<void> play_wrong_end(const LessonWrongEnd& wrong);

  /// What a person is told at the current step: the note, then why each check is not yet true.
  std::vector<std::string> messages() const;

 private:
  Result<void> play(const std::vector<LessonBlock>& blocks, const std::string& name);
  Result<void> check_predictions(std::size_t number, bool have_happened) const;
  Result<void> act(const LessonBlock& block);
  Result<void> compare(const LessonBlock& quoted, const std::string& name) const;
  void wait(Duration most, const std::function<bool()>& enough);
  void take_output();

  Session& session_;
  OpenWorld& opened_;
  SessionHands hands_;
  LessonEvidence evidence_;
  LessonRun run_;
  Files files_;
  Watcher watcher_;
  Session::Subscriber subscriber_;           // to what the terminal prints
  std::string shell_printed_;                // since the last action began
  std::map<std::string, std::size_t> said_;  // how much each camera had said before the last action
};

}  // namespace tlscam

#pragma once
#include <string>

#include "sim/lab/acts/block_hands.h"
#include "sim/lab/session/session.h"

namespace tlscam {

/// `SessionHands` does what a lesson shows by commands to the session, as a window would: they are refused
/// for the same reasons, and going back in time repeats them.
class SessionHands : public BlockHands {
 public:
  /// The session is borrowed, and has a world whenever anything is called.
  explicit SessionHands(Session& session) : session_(session) {}

  Instant now() const override;
  bool is_running(const std::string& camera) const override;
  std::string_view said(const std::string& camera) const override;
  bool runs_script(const std::string& camera) const override;
  bool runs_command() const override;

  Result<void> power(const std::string& camera, bool on) override;
  Result<void> reset(const std::string& camera) override;
  Result<void> stop(const std::string& camera) override;
  Result<void> type(const std::string& camera, std::string_view keys) override;
  Result<void> run_script(const std::string& camera, const std::string& file) override;
  void clear_line() override;
  Result<void> type_command(std::string_view keys) override;
  Result<void> press(const LessonPress& press) override;
  Result<void> write_file(const std::string& file, const std::string& text) override;

 private:
  Result<void> set_link(const LessonPress& press);
  Result<void> set_service(const LessonPress& press);

  Session& session_;
  std::string line_;  // typed so far, where the terminal has no prompt
};

}  // namespace tlscam

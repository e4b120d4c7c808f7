#pragma once
#include "sim/time/event_queue.h"
#include "sim/workstation/command_runner.h"

namespace tlscam {

/// Refuses an `openssl` command line that names a file outside of the folder or that wants a network when
/// there is none. It is the friendly message, a name being taken for a file where openssl takes it for one;
/// the wall is ProgramConfinement.
Result<void> check_openssl(const std::vector<std::string>& words, const Folder& folder, bool network = false);

/// The genuine `openssl`, in the folder and at the world's date.
class OpenSsl : public Program {
 public:
  /// All are borrowed.
  OpenSsl(CommandRunner& runner, const Folder& folder, EventQueue& events)
      : runner_(runner), folder_(folder), events_(events) {}

  Task<int> run(Invocation invocation) override;
  std::string summary() const override { return "the genuine OpenSSL"; }

 private:
  CommandRunner& runner_;
  const Folder& folder_;
  EventQueue& events_;
};

}  // namespace tlscam

#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/desktop/panels/stage.h"
#include "sim/lab/protocol/certificate_command.h"

namespace tlscam {

/// `CertificateTrial` shows what a camera with CERT_REQUIRED makes of a certificate that a server shows: with
/// a clock, a name and a trust anchor that can be chosen, decided by the camera's own mbedTLS; and for which
/// names it stands.
class CertificateTrial {
 public:
  /// `path` is on the workstation or, of a camera's drive, its name alone counts.
  void draw(Stage& stage, const std::string& path, const Bytes& bytes);

 private:
  struct State {
    Bytes file;  // all of this is of these bytes
    std::vector<std::string> anchors;
    std::vector<NameView> names;
    ChainView verdict;
    bool decided = false;
    std::string problem;
  };
  void look_at(Stage& stage, const Bytes& bytes);
  void decide(Stage& stage, const std::string& path);
  void draw_asked(Stage& stage, const std::string& path);
  void draw_verdict(Look& look);
  void draw_names(Look& look);
  Instant clock(const Stage& stage) const;

  std::shared_ptr<State> state_;
  std::string name_;    // asked for
  std::string camera_;  // whose clock; empty: the true time
  std::string anchor_;  // path of the file; empty: nothing is trusted
  std::string decided_of_;
};

}  // namespace tlscam

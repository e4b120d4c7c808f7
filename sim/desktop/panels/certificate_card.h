#pragma once
#include <string>

#include "sim/desktop/panels/certificate_trial.h"
#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `CertificateCard` says in words what a certificate, request or key is and what the camera does with it,
/// leads to its bytes in the wire, and lets a certificate be tried.
class CertificateCard {
 public:
  void draw(Stage& stage, const FileView& view, const std::string& path, const Bytes& bytes);

 private:
  void draw_validity(Stage& stage, const FileView& view);
  void draw_command(Stage& stage, const FileView& view);

  CertificateTrial trial_;
  bool tries_ = false;
};

}  // namespace tlscam

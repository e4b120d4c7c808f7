#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `AddCameraDialog` asks for the name and the model of another camera, and for what runs its firmware.
class AddCameraDialog {
 public:
  void open(Stage& stage);
  void draw(Stage& stage);

 private:
  struct State {
    std::vector<CameraModelShown> models;
    std::size_t chosen = 0;
    MachineKind machine = MachineKind::usual;
    std::string name;
    std::string problem;
    std::string added;  // the camera that is selected as soon as it is there
    bool open = false;
    bool fresh = true;
  };
  void add(Stage& stage);

  std::shared_ptr<State> state_ = std::make_shared<State>();
};

/// `RemoveCameraDialog` asks whether a camera is to go with everything on it.
class RemoveCameraDialog {
 public:
  void open(Stage& stage, const std::string& camera);
  void draw(Stage& stage);

 private:
  struct State {
    std::string camera;
    std::vector<FileEntry> files;
    bool open = false;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace tlscam

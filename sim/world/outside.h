#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/scene/scene.h"
#include "sim/workstation/program_network.h"

namespace tlscam {

/// `Outside` is the computer around a world: the bridges to its real programs, and the network that its
/// programs have in the world.
class Outside {
 public:
  virtual ~Outside() = default;

  /// Lets real programs' bytes come and go for at most so long; returns early when something happened, or
  /// when the descriptor (-1: none) can be read.
  virtual void wait(std::chrono::microseconds most, int descriptor) = 0;

  /// Whether real programs can reach the world at all, and whether a TCP connection of theirs is still open.
  virtual bool is_bridged() const = 0;
  virtual bool is_busy() const = 0;

  /// The ports that real programs reach at present, and the real servers that cameras reach.
  virtual const std::vector<SceneBridge>& bridges() const = 0;
  virtual const std::vector<SceneReach>& reaches() const = 0;
  /// Lets real programs reach a camera or a host; real port 0: any free one. Gives the bridge with its port.
  /// Fails when the port is in use, here or by another program, or nothing has the name.
  virtual Result<SceneBridge> expose(const SceneBridge& wanted) = 0;
  /// Takes a bridge away; its connections end.
  virtual Result<void> hide(const LoopbackEndpoint& real, SceneProtocol protocol) = 0;
  /// Lets cameras reach a real server by a name.
  virtual Result<void> reach(const SceneReach& wanted) = 0;
  /// Takes that away; connections end, and the name leads where it led before.
  virtual Result<void> leave(const std::string& name) = 0;
  /// What went wrong last with a connection through any of them; empty: nothing.
  virtual const std::string& last_problem() const = 0;

  /// The sockets of the workstation in the world, for its programs.
  virtual ProgramNetwork& network() = 0;
};

}  // namespace tlscam

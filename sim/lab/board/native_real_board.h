#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/deploy/board_connection.h"
#include "sim/deploy/board_facts.h"
#include "sim/deploy/board_path.h"
#include "sim/deploy/deployment.h"
#include "sim/deploy/native_serial_ports.h"
#include "sim/deploy/native_terminal_device.h"

namespace tlscam {

/// `RealBoard` is a board at a port of this computer, in real time: every function waits until it is done,
/// the board is lost, or `stop` is set. It is for one thread. The end of it leaves the board at its friendly
/// REPL, with what it ran interrupted, unless the board has just been started again.
class RealBoard {
 public:
  using OnOutput = std::function<void(ByteView)>;

  /// Opens the port. `stop` is borrowed; another thread or a signal sets it. Fails as TerminalDevice::open().
  static Result<std::unique_ptr<RealBoard>> open(const std::string& port, const std::atomic<bool>& stop);
  ~RealBoard();
  RealBoard(const RealBoard&) = delete;
  RealBoard& operator=(const RealBoard&) = delete;

  const std::string& port() const { return port_; }

  /// Gets to the board's prompt and asks it about itself; finishes deployments that were interrupted.
  Result<BoardFacts> greet();
  /// The files whose exchange greet() has finished, and where it kept what it found in their place.
  const std::vector<std::string>& recovered() const { return recovered_; }
  const std::vector<std::string>& kept() const { return deployment_->kept(); }

  /// Where files go: `to`, or the board's own file system when that is empty. See resolve_board_path().
  static Result<BoardPath> resolve(const BoardFacts& facts, const std::string& to);

  // Deployments; see Deployment. greet() was called before.
  Result<DeploymentPlan> plan(const BoardFacts& facts, std::vector<DeployFile> files);
  Result<void> carry_out(DeploymentPlan plan, Deployment::Progress progress);
  Result<std::vector<std::string>> undo(const std::string& place);

  /// Runs a script in the board's present interpreter and hands on what it prints, until it ends. When `stop`
  /// is set the script gets a KeyboardInterrupt. Gives the traceback with which it ended; empty when it ended
  /// well.
  Result<std::string> run(std::string script, OnOutput on_output);

  /// Starts the board again as its reset button does, and waits until its port is back, which may have
  /// another name then.
  Result<void> reset();

  /// Passes everything on in both directions until `typed` gives nothing (std::nullopt), `stop` is set, or
  /// the board is gone; an error says why it is. `typed` gives what was typed, does not wait, and is asked
  /// often.
  Result<void> talk(OnOutput on_output, std::function<std::optional<Bytes>()> typed);

  /// Any other conversation with the board, which greet() has brought to its raw REPL.
  template <class T>
  Result<T> converse(const std::function<Task<Result<T>>(BoardConnection&)>& conversation) {
    if (!connection_) return fail("{}: it was not greeted", port_);
    return finish(conversation(*connection_));
  }

 private:
  RealBoard(std::string port, std::unique_ptr<TerminalDevice> device, const std::atomic<bool>& stop);

  template <class T>
  Result<T> finish(Task<Result<T>> task) {
    task.start();
    while (!task.done()) {
      if (stop_) return fail("it was interrupted; the board is left as it is");
      wait_a_moment();
    }
    return task.take();
  }
  void wait_a_moment();
  void flush();
  Result<void> wait_for_return();
  bool reopen();

  std::string port_;
  std::optional<SerialPort> usb_;  // the device at the port, to find it again under another name
  const std::atomic<bool>& stop_;
  std::unique_ptr<TerminalDevice> device_;
  std::unique_ptr<BoardConnection> connection_;
  std::unique_ptr<Deployment> deployment_;
  std::vector<std::string> recovered_;
};

}  // namespace tlscam

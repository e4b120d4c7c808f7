#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/lab/acts/block_acts.h"
#include "sim/lab/acts/block_hands.h"

namespace tlscam {

/// `PerformOptions` says how things are done. All times are virtual.
struct PerformOptions {
  /// `key_pause` passes between two keys, so that a person can follow; zero: a line is typed at once.
  Duration key_pause{0};
  /// `script_time` is how long a script is waited for before the next act; zero: it goes on beside it.
  Duration script_time{0};
  /// `command_time` is the longest that a command may take; none: a person may have to end it.
  std::optional<Duration> command_time;
};

/// `BlockPerformer` does what blocks of a lesson show, act by act ("Type it", "Show me"), while the world
/// goes on. It never waits: advance() does what can be done now and returns.
class BlockPerformer {
 public:
  enum class State {
    ready,    ///< the next act has not begun; perhaps a command has to end first
    typing,   ///< keys of the act are still to come
    waiting,  ///< the act is done, its effect is not there yet
    done,
    failed,  ///< an act was refused, or a command took too long; see problem()
  };

  BlockPerformer(std::vector<BlockAct> acts, PerformOptions options);

  /// `advance` goes on as far as it can, but at most to the end of the present act, so that the caller can
  /// look at the world between two. To be called again when can_advance().
  State advance(BlockHands& hands);
  /// `can_advance` says whether advance() would do anything now. It only looks, so that it may be asked after
  /// each event.
  bool can_advance(const BlockHands& hands) const;
  /// `wakes_at` is when it can advance even if nothing happens; kNever: it cannot.
  Instant wakes_at() const;

  State state() const { return state_; }
  bool has_ended() const { return state_ == State::done || state_ == State::failed; }
  /// `only_waits` says whether everything is done and only the end of the last command is waited for. A
  /// server's may come when a person ends it.
  bool only_waits() const;
  /// `act` is what it is at; nullptr when it is done. Of a failure, the act that failed.
  const BlockAct* act() const { return at_ < acts_.size() ? &acts_[at_] : nullptr; }
  /// `place` is the camera at which it does something or did last; empty: the workstation; none: nowhere yet.
  std::optional<std::string> place() const;
  /// `written` lists the workstation's files that it has written so far, in order.
  std::vector<std::string> written() const;
  /// `problem` says for people why it failed.
  const std::string& problem() const { return problem_; }

 private:
  void begin(BlockHands& hands);
  void type_next_keys(BlockHands& hands);
  void end_waiting(const BlockHands& hands);
  bool has_effect(const BlockHands& hands) const;
  Result<void> carry_out(BlockHands& hands);
  void fail_with(std::string problem);
  void wait_for_effect(const BlockHands& hands);
  void next_act();

  std::vector<BlockAct> acts_;
  PerformOptions options_;
  State state_ = State::ready;
  std::size_t at_ = 0;
  std::string problem_;
  std::size_t typed_ = 0;        // keys of the act
  Instant next_key_;             // when the next one comes
  Instant deadline_;             // until which the effect is waited for
  std::size_t said_before_ = 0;  // what the act's camera had said when its last key came
};

}  // namespace tlscam

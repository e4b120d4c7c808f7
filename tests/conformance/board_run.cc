#include "tests/conformance/board_run.h"

namespace tlscam {

void BoardRun::prepare(std::string code, OnEnd on_end) {
  preparing_.emplace(prepare_task(std::move(code), std::move(on_end)));
  preparing_->start();
}

void BoardRun::run(std::string script, std::function<void(ByteView)> on_output, OnEnd on_end) {
  running_.emplace(run_task(std::move(script), std::move(on_output), std::move(on_end)));
  running_->start();
}

Task<void> BoardRun::prepare_task(std::string code, OnEnd on_end) {
  use_ = camera_.serial().use();
  if (!use_) co_return on_end(fail("the serial line of {} is in use", camera_.name()));
  repl_.emplace(*use_);
  if (auto entered = co_await repl_->enter(true); !entered) co_return on_end(tl::unexpected(entered.error()));
  auto result = co_await repl_->exec(std::move(code), {});
  if (!result) co_return on_end(tl::unexpected(result.error()));
  on_end(End{std::move(result->output), std::string(as_text(result->error))});
}

Task<void> BoardRun::run_task(std::string script, std::function<void(ByteView)> on_output, OnEnd on_end) {
  FollowOptions options;
  options.silence = kForever;
  options.on_output = std::move(on_output);
  auto result = co_await repl_->exec(std::move(script), std::move(options));
  if (!result) co_return on_end(tl::unexpected(result.error()));
  on_end(End{std::move(result->output), std::string(as_text(result->error))});
}

}  // namespace tlscam

#include "sim/cli/edited_input.h"

#include <cstdio>

#include "sim/cli/interrupt.h"

namespace tlscam {
namespace {

void draw(std::string_view drawn) {
  std::fwrite(drawn.data(), 1, drawn.size(), stdout);
  std::fflush(stdout);
}

LineEditor::Options options() {
  LineEditor::Options options;
  options.prompt = "~ $ ";
  options.columns = terminal_columns();
  return options;
}

}  // namespace

EditedInput::EditedInput(Host host)
    : host_(std::move(host)),
      editor_(options(), {.draw = draw,
                          .accept = [this](const std::string& command) { command_ = command; },
                          .complete = host_.complete,
                          .is_unfinished = host_.is_unfinished,
                          .end_of_input = [this] { ended_ = true; },
                          .suspend = [this] { raw_->suspend(); }}) {}

std::optional<std::string> EditedInput::next() {
  raw_.emplace();
  command_.reset();
  std::size_t columns = terminal_columns();
  editor_.resize(columns, true);
  editor_.begin();
  while (!command_ && !ended_ && !raw_->closed() && !interrupt_requested) {
    if (const std::size_t now = terminal_columns(); now != columns) {
      columns = now;
      editor_.resize(columns, true);
    }
    const Bytes typed = raw_->read();
    if (typed.empty()) {
      host_.idle();
      editor_.settle();
    } else {
      editor_.type(typed);
    }
  }
  editor_.end();
  raw_.reset();
  return command_;
}

void EditedInput::interject(const std::function<void()>& print) {
  editor_.hide();
  print();
  editor_.show();
}

}  // namespace tlscam

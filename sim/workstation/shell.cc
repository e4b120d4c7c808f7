#include "sim/workstation/shell.h"

#include <algorithm>
#include <utility>

#include "sim/workstation/builtins.h"

namespace tlscam {

namespace {

constexpr std::string_view kNowhere = "/dev/null";

}  // namespace

Task<int> Shell::run(std::string line, const Output& output, Bytes input) {
  const Result<CommandLine> parsed = parse_command_line(line);
  if (!parsed) {
    output.complain(fmt::format("shell: {}\n", parsed.error().text));
    co_return 2;
  }
  if (parsed->words.empty()) co_return 0;

  Invocation invocation{parsed->words, std::move(input), output};
  if (parsed->input) {
    invocation.output.input = nullptr;
    Result<Bytes> file = *parsed->input == kNowhere ? Bytes{} : folder_.read(*parsed->input);
    if (!file) {
      output.complain(fmt::format("shell: {}: {}\n", *parsed->input, file.error().text));
      co_return 1;
    }
    invocation.input = std::move(*file);
  }

  // As in a real shell the file is there, and empty, before the command begins.
  std::string trouble;
  if (parsed->output) {
    const std::string target = *parsed->output;
    const bool nowhere = target == kNowhere;
    Result<void> made;
    if (!nowhere) made = parsed->append ? folder_.append(target, {}) : folder_.write(target, {});
    if (!made) {
      output.complain(fmt::format("shell: {}: {}\n", target, made.error().text));
      co_return 1;
    }
    invocation.output.terminal = false;
    invocation.output.out = [this, target, nowhere, &trouble](ByteView bytes) {
      if (nowhere) return;
      const Result<void> written = folder_.append(target, bytes);
      if (!written) trouble = fmt::format("shell: {}: {}\n", target, written.error().text);
    };
  }

  const int code = co_await start(std::move(invocation));
  if (trouble.empty()) co_return code;
  output.complain(trouble);
  co_return 1;
}

Task<int> Shell::start(Invocation invocation) {
  const std::string& name = invocation.words[0];
  if (name == "help") co_return help(invocation);
  const auto all = builtins();
  const auto builtin = std::find_if(all.begin(), all.end(), [&](const Builtin& b) { return b.name == name; });
  if (builtin != all.end()) co_return builtin->run(invocation, {folder_, events_.true_time()});
  const auto program = programs_.find(name);
  if (program == programs_.end()) {
    invocation.output.complain(fmt::format("{}: command not found; 'help' lists the commands\n", name));
    co_return 127;
  }
  const int code = co_await program->second->run(std::move(invocation));
  co_return code;
}

std::vector<std::string> Shell::commands() const {
  std::vector<std::string> names = {"help"};
  for (const Builtin& builtin : builtins()) names.emplace_back(builtin.name);
  for (const auto& entry : programs_) names.push_back(entry.first);
  std::ranges::sort(names);
  return names;
}

int Shell::help(const Invocation& invocation) const {
  std::string text = "Your folder is ~. Commands:\n";
  for (const Builtin& builtin : builtins()) text += fmt::format("  {}\n", builtin.usage);
  for (const auto& [name, program] : programs_)
    text += fmt::format("  {:<28}{}\n", name + " ...", program->summary());
  text +=
      "  help                        this list\nQuotes, \\ at the end of a line, < FILE, > FILE and >> FILE "
      "work.\n";
  invocation.output.print(text);
  return 0;
}

}  // namespace tlscam

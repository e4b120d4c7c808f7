#include "sim/cli/explain_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "sim/base/result.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/output.h"
#include "sim/lab/protocol/explanation.h"
#include "sim/lab/protocol/json_codec.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostInput = 1u << 20;

// The beginning is enough to refuse what is no text; the end is what counts of a long one.
std::string read_standard_input() {
  std::string text;
  char block[4096];
  while (const std::size_t size = std::fread(block, 1, sizeof block, stdin)) {
    text.append(block, size);
    if (text.size() > 2 * kMostInput) text.erase(0, text.size() - kMostInput);
  }
  return text;
}

// CLI11 takes "-30592" for an option.
bool is_negative_number(const std::string& word) {
  return word.size() > 1 && word[0] == '-' && word[1] >= '0' && word[1] <= '9';
}

Result<std::string> text_of(const ExplainRequest& request) {
  std::string text;
  for (const std::string& word : request.command->remaining()) {
    if (word == "--") continue;
    if (!is_negative_number(word)) return fail("there is no option {} (see tlscam explain --help)", word);
    text += (text.empty() ? "" : " ") + word;
  }
  for (const std::string& word : request.text) text += (text.empty() ? "" : " ") + word;
  if (text.empty() && isatty(STDIN_FILENO) != 0)
    return fail("say what to explain: tlscam explain \"OSError: -30592\", or paste it into tlscam explain -");
  if (text.empty() || text == "-") text = read_standard_input();
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    return fail("there is nothing to explain: the text is empty");
  return text;
}

}  // namespace

void add_explain_options(CLI::App& command, ExplainRequest& request) {
  request.command = &command;
  command.allow_extras();
  command.add_option(
      "text", request.text,
      "A traceback, an error number or name, an alert, what openssl or curl said; -: standard input");
  command.add_flag("--json", request.json, "Print one JSON object");
}

int run_explain(const ExplainRequest& request) {
  const auto text = text_of(request);
  if (!text) {
    complain(text.error().text);
    return kExitUsage;
  }
  const Explanation explanation = explain(*text);
  print(request.json ? to_json(explanation) + "\n" : to_text(explanation));
  return explanation.known ? kExitSuccess : kExitScriptFailed;
}

}  // namespace tlscam

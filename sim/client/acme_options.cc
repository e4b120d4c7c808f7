#include <algorithm>

#include "sim/client/acme.h"

namespace tlscam {
namespace {

using Command = AcmeOptions::Command;

struct CommandForm {
  std::string_view word;
  Command command;
  std::string AcmeOptions::*needed;  // an option that the command cannot do without; nullptr: there is none
  std::string_view option;
};

constexpr CommandForm kCommands[] = {
    {"register", Command::enroll, nullptr, ""},
    {"order", Command::order, &AcmeOptions::request, "--csr FILE"},
    {"revoke", Command::revoke, &AcmeOptions::certificate, "--cert FILE"},
};

struct OptionForm {
  std::string_view word;
  std::string AcmeOptions::*value;
};

constexpr OptionForm kOptions[] = {
    {"--server", &AcmeOptions::server},    {"--account", &AcmeOptions::account},
    {"--mail", &AcmeOptions::mail},        {"--csr", &AcmeOptions::request},
    {"--cert", &AcmeOptions::certificate}, {"--profile", &AcmeOptions::profile},
    {"--cacert", &AcmeOptions::roots},     {"--dns", &AcmeOptions::dns_account},
};

}  // namespace

Result<AcmeOptions> parse_acme_options(const std::vector<std::string>& words) {
  AcmeOptions options;
  const auto asks_for_help = [](const std::string& word) { return word == "--help" || word == "-h"; };
  if (words.empty() || words[0] == "help" || std::ranges::any_of(words, asks_for_help)) return options;
  const auto command = std::ranges::find(kCommands, words[0], &CommandForm::word);
  if (command == std::end(kCommands))
    return fail("there is no command {}; there are register, order and revoke", words[0]);
  options.command = command->command;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "--agree") {
      options.agrees = true;
      continue;
    }
    const auto option = std::ranges::find(kOptions, words[i], &OptionForm::word);
    if (option == std::end(kOptions)) return fail("there is no option {}", words[i]);
    if (i + 1 == words.size()) return fail("a value is missing behind {}", words[i]);
    options.*(option->value) = words[++i];
  }
  if (options.server.empty()) return fail("say which CA, by --server URL");
  if (command->needed != nullptr && (options.*(command->needed)).empty())
    return fail("{} needs {}", command->word, command->option);
  return options;
}

}  // namespace tlscam

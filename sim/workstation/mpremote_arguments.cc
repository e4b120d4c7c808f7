#include "sim/workstation/mpremote_arguments.h"

#include <algorithm>
#include <string_view>

#include "sim/deploy/remote_files.h"

namespace tlscam::mpremote {

namespace {

struct Option {
  std::string_view name;
  char letter;
  bool has_value = false;
};

constexpr std::size_t kMany = static_cast<std::size_t>(-1);

struct Syntax {
  std::string_view name;
  std::string_view help;
  std::vector<Option> options;
  std::size_t least;  // positional arguments
  std::size_t most;
};

const std::vector<Syntax>& commands() {
  static const std::vector<Syntax> all = {
      {"connect", "connect to given device: list, auto or a name", {}, 1, 1},
      {"disconnect", "disconnect current device", {}, 0, 0},
      {"eval", "evaluate and print the string", {}, 1, 1},
      {"exec", "execute the string", {{"follow", 'f'}}, 1, 1},
      {"fs",
       "execute filesystem commands on the device",
       {{"recursive", 'r'}, {"force", 'f'}, {"verbose", 'v'}, {"size", 's'}, {"human", 'h'}},
       1,
       kMany},
      {"help", "print help and exit", {}, 0, 0},
      {"repl", "enter the REPL of the device", {}, 0, 0},
      {"resume", "resume a previous mpremote session (will not auto soft-reset)", {}, 0, 0},
      {"romfs",
       "manage ROM partitions: query, build DIR, deploy DIR|IMAGE",
       {{"mpy", 'm'}, {"partition", 'p', true}, {"output", 'o', true}},
       1,
       2},
      {"rtc", "get (default) or set the device RTC", {{"set", 's'}}, 0, 0},
      {"run", "run the given local script", {{"follow", 'f'}}, 1, 1},
      {"sleep", "sleep before executing next command", {}, 1, 1},
      {"soft-reset", "perform a soft-reset of the device", {}, 0, 0},
      {"version", "print version and exit", {}, 0, 0},
  };
  return all;
}

struct Shortcut {
  std::string_view name;
  Words words;
};

const std::vector<Shortcut>& shortcuts() {
  static const std::vector<Shortcut> all = {
      {"--help", {"help"}},
      {"--version", {"version"}},
      {"cat", {"fs", "cat"}},
      {"cp", {"fs", "cp"}},
      {"devs", {"connect", "list"}},
      {"df", {"exec", std::string(disk_free_code())}},
      {"ls", {"fs", "ls"}},
      {"mkdir", {"fs", "mkdir"}},
      {"reset", {"exec", "--no-follow", "import time, machine; time.sleep_ms(100); machine.reset()"}},
      {"rm", {"fs", "rm"}},
      {"rmdir", {"fs", "rmdir"}},
      {"sha256sum", {"fs", "sha256sum"}},
      {"touch", {"fs", "touch"}},
      {"tree", {"fs", "tree"}},
  };
  return all;
}

/// Parts of the real tool that make no sense on a camera of the world.
constexpr std::string_view kAbsent[] = {"edit", "mount", "umount", "mip", "bootloader"};

template <class Named>
const Named* find(const std::vector<Named>& all, std::string_view name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

tl::unexpected<Stop> usage(const Syntax& syntax, std::string_view problem) {
  return tl::unexpected(Stop{2, fmt::format("{}: error: {} ({})", syntax.name, problem, syntax.help)});
}

/// Takes one option, with its value, off the front.
Outcome take_option(const Syntax& syntax, Words& words, Command& command) {
  std::string word = words.front();
  words.erase(words.begin());
  if (!word.starts_with("--")) {  // letters, of which only the last may have a value
    for (std::size_t i = 1; i < word.size(); ++i) {
      const auto option = std::find_if(syntax.options.begin(), syntax.options.end(),
                                       [&](const Option& o) { return o.letter == word[i]; });
      if (option == syntax.options.end()) return usage(syntax, "unrecognized arguments: " + word);
      std::string value = "yes";
      if (option->has_value) {
        value = word.substr(i + 1);
        if (value.empty() && words.empty())
          return usage(syntax, fmt::format("argument {}: expected one argument", word));
        if (value.empty()) {
          value = words.front();
          words.erase(words.begin());
        }
        i = word.size();
      }
      command.options[std::string(option->name)] = value;
    }
    return {};
  }
  const bool no = word.starts_with("--no-");
  const std::size_t equals = std::min(word.find('='), word.size());
  const std::string_view name = std::string_view(word).substr(no ? 5 : 2, equals - (no ? 5 : 2));
  const auto option = std::find_if(syntax.options.begin(), syntax.options.end(),
                                   [&](const Option& o) { return o.name == name && !(no && o.has_value); });
  if (option == syntax.options.end()) return usage(syntax, "unrecognized arguments: " + word);
  std::string value = no ? "no" : "yes";
  if (option->has_value && equals < word.size()) {
    value = word.substr(equals + 1);
  } else if (option->has_value) {
    if (words.empty()) return usage(syntax, fmt::format("argument {}: expected one argument", word));
    value = words.front();
    words.erase(words.begin());
  }
  command.options[std::string(option->name)] = value;
  return {};
}

}  // namespace

bool Command::has(const std::string& flag) const {
  return option(flag, "no") == "yes";
}

std::string Command::option(const std::string& wanted, const std::string& otherwise) const {
  const auto found = options.find(wanted);
  return found == options.end() ? otherwise : found->second;
}

tl::expected<Command, Stop> take_command(Words& words) {
  if (const Shortcut* shortcut = find(shortcuts(), words.front())) {
    words.erase(words.begin());
    words.insert(words.begin(), shortcut->words.begin(), shortcut->words.end());
  }
  Command command;
  command.name = words.front();
  const Syntax* syntax = find(commands(), command.name);
  if (!syntax && std::find(std::begin(kAbsent), std::end(kAbsent), command.name) != std::end(kAbsent))
    return stop("'{}' is not available on this workstation", command.name);
  if (!syntax) return stop("'{}' is not a command", command.name);
  words.erase(words.begin());

  while (!words.empty() && words.front() != "+") {
    const std::string& word = words.front();
    if (word.size() > 1 && word[0] == '-') {
      const Outcome taken = take_option(*syntax, words, command);
      if (!taken) return tl::unexpected(taken.error());
      continue;
    }
    if (command.positionals.size() >= syntax->most) break;  // the next command begins
    command.positionals.push_back(word);
    words.erase(words.begin());
  }
  if (command.positionals.size() < syntax->least) return usage(*syntax, "an argument is missing");
  return command;
}

std::string help_text() {
  std::string text = "mpremote -- MicroPython remote control\n\nList of commands:\n";
  for (const Syntax& syntax : commands()) text += fmt::format("  {:<12}{}\n", syntax.name, syntax.help);
  text += "\nList of shortcuts:\n";
  for (const Shortcut& shortcut : shortcuts()) {
    const bool code = shortcut.words[0] == "exec";
    text += fmt::format("  {:<12}{}\n", shortcut.name,
                        code ? "" : fmt::format("{}", fmt::join(shortcut.words, " ")));
  }
  return text + "\nSeveral commands may follow each other, separated by + where it is not clear.\n";
}

}  // namespace tlscam::mpremote

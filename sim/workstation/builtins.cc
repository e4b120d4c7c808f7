#include "sim/workstation/builtins.h"

#include <algorithm>
#include <ctime>
#include <optional>
#include <set>

#include "sim/base/hex.h"

namespace tlscam {

namespace {

using Words = std::vector<std::string>;

/// The arguments of one command: single-letter options and the rest.
struct Arguments {
  std::set<char> options;
  Words operands;
  bool has(char option) const { return options.contains(option); }
};

template <class... Args>
void complain(const Invocation& invocation, fmt::format_string<Args...> text, Args&&... args) {
  const std::string message = fmt::format(text, std::forward<Args>(args)...);
  invocation.output.complain(fmt::format("{}: {}\n", invocation.words[0], message));
}

/// Nothing after a complaint about an option that is not in `known`.
std::optional<Arguments> parse(const Invocation& invocation, std::string_view known) {
  Arguments arguments;
  bool options = true;
  for (const std::string& word : std::span(invocation.words).subspan(1)) {
    if (!options || word.size() < 2 || word[0] != '-') {
      arguments.operands.push_back(word);
      continue;
    }
    if (word == "--") {
      options = false;
      continue;
    }
    for (const char option : std::string_view(word).substr(1)) {
      if (known.find(option) == known.npos) {
        complain(invocation, "invalid option -- '{}'", option);
        return std::nullopt;
      }
      arguments.options.insert(option);
    }
  }
  return arguments;
}

int list_files(const Invocation& invocation, const BuiltinContext& context) {
  auto arguments = parse(invocation, "la1h");
  if (!arguments) return 2;
  if (arguments->operands.empty()) arguments->operands.push_back(".");
  int code = 0;
  for (const std::string& path : arguments->operands) {
    const auto found = context.folder.entry(path);
    auto entries = found && found->is_folder ? context.folder.list(path)
                   : found ? Result<std::vector<Folder::Entry>>({{path, false, found->size}})
                           : tl::unexpected(found.error());
    if (!entries) {
      complain(invocation, "cannot access '{}': {}", path, entries.error().text);
      code = 2;
      continue;
    }
    if (arguments->operands.size() > 1 && found->is_folder) invocation.output.print(path + ":\n");
    std::string text;
    const bool lines = arguments->has('l') || arguments->has('1') || !invocation.output.terminal;
    for (const Folder::Entry& entry : *entries) {
      if (entry.name.starts_with('.') && !arguments->has('a') && found->is_folder) continue;
      if (arguments->has('l'))
        text += fmt::format("{} {:>9} ", entry.is_folder ? "drwxr-xr-x" : "-rw-r--r--", entry.size);
      else if (!lines && !text.empty())
        text += "  ";
      text += entry.name;
      if (lines) text += '\n';
    }
    if (!lines && !text.empty()) text += '\n';
    invocation.output.print(text);
  }
  return code;
}

/// Calls `use` with the contents of each file named, or with standard input.
template <class Use>
int for_each_input(const Invocation& invocation, const BuiltinContext& context, Words files, Use use) {
  if (files.empty()) files.push_back("-");
  int code = 0;
  for (const std::string& path : files) {
    const Result<Bytes> bytes = path == "-" ? Result<Bytes>(invocation.input) : context.folder.read(path);
    if (bytes) {
      use(*bytes);
    } else {
      complain(invocation, "{}: {}", path, bytes.error().text);
      code = 1;
    }
  }
  return code;
}

int concatenate(const Invocation& invocation, const BuiltinContext& context) {
  const auto arguments = parse(invocation, "u");
  if (!arguments) return 1;
  return for_each_input(invocation, context, arguments->operands,
                        [&](ByteView bytes) { invocation.output.out(bytes); });
}

int dump(const Invocation& invocation, const BuiltinContext& context) {
  const auto arguments = parse(invocation, "C");
  if (!arguments) return 1;
  if (!arguments->has('C')) {
    complain(invocation, "only the canonical form is supported: hexdump -C FILE");
    return 1;
  }
  return for_each_input(invocation, context, arguments->operands, [&](ByteView bytes) {
    if (bytes.empty()) return;
    invocation.output.print(fmt::format("{}{:08x}\n", hexdump(bytes), bytes.size()));
  });
}

Result<void> copy(const Folder& folder, const std::string& from, const std::string& to) {
  const auto source = folder.entry(from);
  if (!source) return tl::unexpected(source.error());
  if (!source->is_folder) {
    const auto bytes = folder.read(from);
    return bytes ? folder.write(to, *bytes) : tl::unexpected(bytes.error());
  }
  const auto entries = folder.list(from);  // before the destination is made, which may lie inside
  if (!entries) return tl::unexpected(entries.error());
  if (!folder.is_folder(to)) {
    const auto made = folder.make_folder(to);
    if (!made) return made;
  }
  for (const Folder::Entry& entry : *entries) {
    const auto copied = copy(folder, join_path(from, entry.name), join_path(to, entry.name));
    if (!copied) return copied;
  }
  return {};
}

bool holds(const std::filesystem::path& folder, const std::filesystem::path& path) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

/// `transfer` is what cp and mv have in common: sources, a destination, and the name of each source inside
/// it.
template <class Transfer>
int transfer(const Invocation& invocation, const BuiltinContext& context, Words operands, Transfer one) {
  if (operands.empty()) {
    complain(invocation, "missing file operand");
    return 1;
  }
  if (operands.size() == 1) {
    complain(invocation, "missing destination file operand after '{}'", operands[0]);
    return 1;
  }
  const std::string destination = operands.back();
  operands.pop_back();
  const bool into = context.folder.is_folder(destination);
  if (operands.size() > 1 && !into) {
    complain(invocation, "target '{}' is not a directory", destination);
    return 1;
  }
  int code = 0;
  for (const std::string& source : operands) {
    const auto found = context.folder.entry(source);
    const std::string target = into ? join_path(destination, base_name(source)) : destination;
    if (!found) {
      complain(invocation, "cannot stat '{}': {}", source, found.error().text);
      code = 1;
      continue;
    }
    const auto from = context.folder.resolve(source);
    const auto to = context.folder.resolve(target);
    if (from && to && *from == *to) {
      complain(invocation, "'{}' and '{}' are the same file", source, target);
      code = 1;
    } else if (from && to && found->is_folder && holds(*from, *to)) {
      complain(invocation, "cannot put the directory '{}' into itself, '{}'", source, target);
      code = 1;
    } else if (!one(source, target, *found)) {
      code = 1;
    }
  }
  return code;
}

int copy_files(const Invocation& invocation, const BuiltinContext& context) {
  const auto arguments = parse(invocation, "rRfpa");
  if (!arguments) return 1;
  const bool recursive = arguments->has('r') || arguments->has('R') || arguments->has('a');
  return transfer(invocation, context, arguments->operands,
                  [&](const std::string& from, const std::string& to, const Folder::Entry& source) {
                    if (source.is_folder && !recursive) {
                      complain(invocation, "-r not specified; omitting directory '{}'", from);
                      return false;
                    }
                    const auto copied = copy(context.folder, from, to);
                    if (!copied) complain(invocation, "cannot create '{}': {}", to, copied.error().text);
                    return copied.has_value();
                  });
}

int move_files(const Invocation& invocation, const BuiltinContext& context) {
  const auto arguments = parse(invocation, "f");
  if (!arguments) return 1;
  return transfer(invocation, context, arguments->operands,
                  [&](const std::string& from, const std::string& to, const Folder::Entry&) {
                    const auto moved = context.folder.rename(from, to);
                    if (!moved)
                      complain(invocation, "cannot move '{}' to '{}': {}", from, to, moved.error().text);
                    return moved.has_value();
                  });
}

Result<void> remove_all(const Folder& folder, const std::string& path) {
  if (folder.is_folder(path)) {
    const auto entries = folder.list(path);
    if (!entries) return tl::unexpected(entries.error());
    for (const Folder::Entry& entry : *entries) {
      const auto removed = remove_all(folder, join_path(path, entry.name));
      if (!removed) return removed;
    }
  }
  return folder.remove(path);
}

int remove_files(const Invocation& invocation, const BuiltinContext& context) {
  const auto arguments = parse(invocation, "rRf");
  if (!arguments) return 1;
  if (arguments->operands.empty() && !arguments->has('f')) {
    complain(invocation, "missing operand");
    return 1;
  }
  const bool recursive = arguments->has('r') || arguments->has('R');
  int code = 0;
  for (const std::string& path : arguments->operands) {
    const auto resolved = context.folder.resolve(path);
    if (resolved && !context.folder.exists(path) && arguments->has('f')) continue;
    Result<void> removed;
    if (resolved && *resolved == context.folder.root())
      removed = fail("refusing to remove your whole folder");
    else if (context.folder.is_folder(path) && !recursive)
      removed = fail("Is a directory");
    else
      removed = remove_all(context.folder, path);
    if (removed) continue;
    complain(invocation, "cannot remove '{}': {}", path, removed.error().text);
    code = 1;
  }
  return code;
}

Result<void> make_path(const Folder& folder, std::string_view path) {
  for (std::size_t at = path.find('/', 1);; at = path.find('/', at + 1)) {
    const std::string_view part = path.substr(0, at);
    if (!folder.is_folder(part)) {
      const auto made = folder.make_folder(part);
      if (!made) return made;
    }
    if (at == path.npos) return {};
  }
}

int make_folders(const Invocation& invocation, const BuiltinContext& context) {
  const auto arguments = parse(invocation, "p");
  if (!arguments) return 1;
  if (arguments->operands.empty()) {
    complain(invocation, "missing operand");
    return 1;
  }
  int code = 0;
  for (const std::string& path : arguments->operands) {
    const auto made =
        arguments->has('p') ? make_path(context.folder, path) : context.folder.make_folder(path);
    if (made) continue;
    complain(invocation, "cannot create directory '{}': {}", path, made.error().text);
    code = 1;
  }
  return code;
}

int show_date(const Invocation& invocation, const BuiltinContext& context) {
  std::string format = "%a %b %e %H:%M:%S UTC %Y";
  for (const std::string& word : std::span(invocation.words).subspan(1)) {
    if (word == "-u" || word == "--utc") continue;
    if (!word.starts_with('+')) {
      complain(invocation, "invalid date '{}'; the world's date can be shown but not set here", word);
      return 1;
    }
    format = word.substr(1);
  }
  const std::time_t seconds =
      std::chrono::floor<std::chrono::seconds>(context.now).time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[256];
  const std::size_t size = std::strftime(text, sizeof text, format.c_str(), &parts);
  invocation.output.print(std::string(text, size) + "\n");
  return 0;
}

int echo(const Invocation& invocation, const BuiltinContext&) {
  const bool no_newline = invocation.words.size() > 1 && invocation.words[1] == "-n";
  const auto words = std::span(invocation.words).subspan(no_newline ? 2 : 1);
  invocation.output.print(fmt::format("{}{}", fmt::join(words, " "), no_newline ? "" : "\n"));
  return 0;
}

int print_folder(const Invocation& invocation, const BuiltinContext&) {
  invocation.output.print("~\n");
  return 0;
}

int change_folder(const Invocation& invocation, const BuiltinContext&) {
  const bool stays = invocation.words.size() == 1 || invocation.words[1] == "~" || invocation.words[1] == ".";
  if (stays) return 0;
  invocation.output.complain(
      "cd: you are always in your folder, ~; name what lies deeper by its path, such as certs/server.pem\n");
  return 1;
}

int clear_screen(const Invocation& invocation, const BuiltinContext&) {
  invocation.output.print("\x1b[H\x1b[2J\x1b[3J");
  return 0;
}

constexpr Builtin kBuiltins[] = {
    {"ls", "ls [-la] [FILE...]          list files", list_files},
    {"cat", "cat FILE...                 show files", concatenate},
    {"hexdump", "hexdump -C FILE...          show the bytes of files", dump},
    {"cp", "cp [-r] SOURCE... TARGET    copy files", copy_files},
    {"mv", "mv SOURCE... TARGET         move or rename files", move_files},
    {"rm", "rm [-rf] FILE...            remove files", remove_files},
    {"mkdir", "mkdir [-p] FOLDER...        make folders", make_folders},
    {"date", "date [+FORMAT]              the true date (UTC)", show_date},
    {"echo", "echo [-n] TEXT...           print a text", echo},
    {"pwd", "pwd                         where you are: always your folder, ~", print_folder},
    {"cd", "cd                          stay there: paths begin in your folder", change_folder},
    {"clear", "clear                       clear the screen", clear_screen},
};

}  // namespace

std::span<const Builtin> builtins() {
  return kBuiltins;
}

}  // namespace tlscam

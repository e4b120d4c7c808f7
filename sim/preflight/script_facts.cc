#include "sim/preflight/script_facts.h"

#include <algorithm>
#include <map>
#include <span>

#include "sim/preflight/python_tokens.h"

namespace tlscam {
namespace {

using Tokens = std::span<const PythonToken>;

bool opens(const PythonToken& token) {
  return token.is_sign("(") || token.is_sign("[") || token.is_sign("{");
}

bool closes(const PythonToken& token) {
  return token.is_sign(")") || token.is_sign("]") || token.is_sign("}");
}

bool names(Tokens tokens, std::string_view name) {
  return std::ranges::any_of(tokens, [&](const PythonToken& token) { return token.is_name(name); });
}

/// `Reader` goes through a script line by line, and remembers which names stand for which strings.
class Reader {
 public:
  explicit Reader(ScriptFacts& facts) : facts_(facts) {}

  void read(const std::vector<PythonLine>& lines) {
    for (const PythonLine& line : lines) {
      number_ = line.number;
      read_import(line.tokens);
      read_calls(line.tokens);
      read_assignment(line.tokens);
      read_words(line.tokens);
    }
    for (std::size_t at = 0; at < lines.size(); ++at) read_loop(lines, at);
  }

 private:
  void read_import(Tokens tokens) {
    if (tokens.size() < 2 || tokens[1].kind != PythonTokenKind::name) return;
    if (tokens[0].is_name("from")) facts_.imports.push_back({tokens[1].text, number_});
    if (!tokens[0].is_name("import")) return;
    bool expected = true;  // a module's name: not the rest of a dotted one, nor the one behind "as"
    for (const PythonToken& token : tokens.subspan(1)) {
      if (expected && token.kind == PythonTokenKind::name) facts_.imports.push_back({token.text, number_});
      expected = token.is_sign(",");
    }
  }

  void read_assignment(Tokens tokens) {
    // with open("server.der", "rb") as file:
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
      if (tokens[at].is_name("as") && !tokens[0].is_name("import") && !tokens[0].is_name("from"))
        if (const auto found = strings_in(tokens.first(at)); !found.empty())
          known_[tokens[at + 1].text] = found[0];
    }
    if (tokens.size() < 3 || tokens[0].kind != PythonTokenKind::name || !tokens[1].is_sign("=")) return;
    const Tokens value = tokens.subspan(2);
    if (value[0].is_sign("=")) return;
    const bool is_text =
        value.size() == 1 || names(value, "open") || std::ranges::all_of(value, [](const PythonToken& token) {
          return token.kind == PythonTokenKind::string;
        });
    const bool is_read = value.size() >= 3 && value[1].is_sign(".") && value[2].is_name("read");
    if (!is_text && !is_read) return;
    if (const auto found = strings_in(value); !found.empty()) known_[tokens[0].text] = found[0];
  }

  std::vector<std::string> strings_in(Tokens tokens) const {
    std::vector<std::string> found;
    bool behind_string = false;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      const PythonToken& token = tokens[at];
      const bool is_string = token.kind == PythonTokenKind::string;
      if (is_string && behind_string) {
        found.back() += token.text;  // "a" "b" is one string
      } else if (is_string) {
        found.push_back(token.text);
      } else if (token.kind == PythonTokenKind::name && (at == 0 || !tokens[at - 1].is_sign("."))) {
        if (const auto known = known_.find(token.text); known != known_.end()) found.push_back(known->second);
      }
      behind_string = is_string;
    }
    return found;
  }

  void read_calls(Tokens tokens) {
    for (std::size_t at = 1; at < tokens.size(); ++at) {
      if (!tokens[at].is_sign("(") || tokens[at - 1].kind != PythonTokenKind::name) continue;
      std::size_t begin = at - 1;
      while (begin >= 2 && tokens[begin - 1].is_sign(".") && tokens[begin - 2].kind == PythonTokenKind::name)
        begin -= 2;
      if (begin > 0 && (tokens[begin - 1].is_name("def") || tokens[begin - 1].is_name("class"))) continue;
      ScriptCall call;
      call.line = number_;
      if (begin > 0 && tokens[begin - 1].is_sign(".")) call.callee = ".";
      for (const PythonToken& token : tokens.subspan(begin, at - begin)) call.callee += token.text;
      read_arguments(call, tokens.subspan(at + 1));
      use(call);
      facts_.calls.push_back(std::move(call));
    }
  }

  void read_arguments(ScriptCall& call, Tokens tokens) const {
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t at = 0; at < tokens.size() && depth >= 0; ++at) {
      if (opens(tokens[at])) ++depth;
      if (closes(tokens[at])) --depth;
      const bool ends = depth < 0 || (depth == 0 && tokens[at].is_sign(","));
      if (!ends) continue;
      if (at > begin) call.arguments.push_back(argument_of(tokens.subspan(begin, at - begin)));
      begin = at + 1;
    }
  }

  ScriptArgument argument_of(Tokens tokens) const {
    ScriptArgument argument;
    if (tokens.size() > 2 && tokens[0].kind == PythonTokenKind::name && tokens[1].is_sign("=") &&
        !tokens[2].is_sign("=")) {
      argument.keyword = tokens[0].text;
      tokens = tokens.subspan(2);
    }
    for (const PythonToken& token : tokens) argument.code += token.text;
    argument.strings = strings_in(tokens);
    return argument;
  }

  void use_file(const ScriptArgument* argument, ScriptFileUse::As as) {
    if (!argument || argument->strings.empty()) return;
    const std::string& path = argument->strings.front();
    // The call of open() in the argument is met as well; this use of the same file says more.
    facts_.files.push_back({as, path, number_});
  }

  void use(const ScriptCall& call) {
    using As = ScriptFileUse::As;
    if (call.name() == "load_cert_chain" || call.callee == "ssl.wrap_socket") {
      const bool whole = call.name() == "load_cert_chain";
      const ScriptArgument* certificate = whole ? call.argument("certfile", 0) : call.argument("cert", 99);
      const ScriptArgument* key = whole ? call.argument("keyfile", 1) : call.argument("key", 99);
      use_file(certificate, As::certificate);
      use_file(key, As::key);
      if (certificate && key && !certificate->strings.empty() && !key->strings.empty())
        facts_.pairs.push_back({certificate->strings.front(), key->strings.front(), number_});
      if (!whole) use_file(call.argument("cadata", 99), As::anchor);
    } else if (call.name() == "load_verify_locations") {
      const ScriptArgument* file = call.argument("cafile", 0);
      use_file(file ? file : call.argument("cadata", 1), As::anchor);
    } else if (call.callee == "open") {
      const ScriptArgument* mode = call.argument("mode", 1);
      const bool writes =
          mode && !mode->strings.empty() && mode->strings[0].find_first_of("wax+") != std::string::npos;
      if (!writes) use_file(call.argument("file", 0), As::data);
    }
    use_tls(call);
  }

  void use_tls(const ScriptCall& call) {
    const auto given = [&](std::string_view keyword) { return call.argument(keyword, 99) != nullptr; };
    if (call.name() == "wrap_socket") {
      const ScriptArgument* server = call.argument("server_side", 1);
      (server && server->code == "True" ? facts_.serves : facts_.connects) = true;
      if (given("client_id")) facts_.client_id = number_;
      if (call.callee == "ssl.wrap_socket" && !given("cert_reqs")) note(facts_.verifies_nobody);
    }
    if (call.name() == "start_server" && given("ssl")) facts_.serves = true;
    if (call.name() == "open_connection" && given("ssl")) facts_.connects = true;
    if (call.callee == "ssl.SSLContext") note(facts_.makes_ssl_context);
    // Libraries that make a context of their own, which verifies nobody.
    const bool of_requests = call.callee.starts_with("requests.") || call.callee.starts_with("urequests.");
    const ScriptArgument* url =
        of_requests ? call.argument("url", call.name() == "request" ? 1 : 0) : nullptr;
    if (url && url->code.starts_with("https:")) note(facts_.verifies_nobody);
    if (url && !url->strings.empty() && url->strings[0].starts_with("https:")) note(facts_.verifies_nobody);
    const ScriptArgument* ssl = call.argument("ssl", 99);
    if (ssl && ssl->code == "True") note(facts_.verifies_nobody);
    if (call.callee == "ntptime.settime" || call.callee == "settime") facts_.sets_clock = true;
    if (call.name() == "datetime" && !call.arguments.empty()) facts_.sets_clock = true;
  }

  void note(std::optional<std::size_t>& line) const {
    if (!line) line = number_;
  }

  void read_words(Tokens tokens) {
    if (names(tokens, "CERT_REQUIRED")) facts_.verifies = true;
    if (names(tokens, "PROTOCOL_TLS_SERVER")) facts_.serves = true;
    if (names(tokens, "PROTOCOL_DTLS_SERVER")) facts_.serves = true;
    const bool imports = !tokens.empty() && (tokens[0].is_name("from") || tokens[0].is_name("import"));
    if (!imports && (names(tokens, "CERT_NONE") || names(tokens, "CERT_OPTIONAL")))
      note(facts_.verifies_nobody);
    if (names(tokens, "PROTOCOL_DTLS_SERVER") || names(tokens, "PROTOCOL_DTLS_CLIENT")) note(facts_.dtls);
  }

  static bool is_endless_head(const PythonLine& line) {
    return line.tokens.size() >= 3 && line.tokens[0].is_name("while") &&
           (line.tokens[1].is_name("True") || line.tokens[1].is(PythonTokenKind::number, "1")) &&
           line.tokens[2].is_sign(":");
  }

  static bool leaves(Tokens tokens) {
    return names(tokens, "break") || names(tokens, "return") || names(tokens, "raise");
  }

  // The lines of a block that is opened by the line before `first`.
  static std::size_t end_of_block(const std::vector<PythonLine>& lines, std::size_t first,
                                  std::size_t indentation) {
    std::size_t end = first;
    while (end < lines.size() && lines[end].indentation > indentation) ++end;
    return end;
  }

  void read_loop(const std::vector<PythonLine>& lines, std::size_t at) {
    for (const auto& call : {"serve_forever", "run_forever"})
      if (names(lines[at].tokens, call) && !facts_.endless) facts_.endless = lines[at].number;
    if (!is_endless_head(lines[at])) return;
    const std::size_t end = end_of_block(lines, at + 1, lines[at].indentation);
    for (std::size_t inner = at; inner < end; ++inner) {
      const Tokens tokens = lines[inner].tokens;
      if (names(tokens, "break") || names(tokens, "return")) return;
    }
    if (!facts_.endless) facts_.endless = lines[at].number;
    for (std::size_t inner = at + 1; inner < end; ++inner) {
      const Tokens tokens = lines[inner].tokens;
      if (!tokens[0].is_name("except")) continue;
      const bool bare = tokens.size() >= 2 && tokens[1].is_sign(":");
      if (!bare && !names(tokens, "BaseException") && !names(tokens, "KeyboardInterrupt")) continue;
      bool goes_on = !leaves(tokens);
      const std::size_t handler_end = end_of_block(lines, inner + 1, lines[inner].indentation);
      for (std::size_t line = inner + 1; line < handler_end; ++line)
        goes_on = goes_on && !leaves(lines[line].tokens);
      if (goes_on && !facts_.swallows_interrupt) facts_.swallows_interrupt = lines[inner].number;
    }
  }

  ScriptFacts& facts_;
  std::map<std::string, std::string> known_;  // names, and the string or the file's name behind each
  std::size_t number_ = 0;
};

// A file that open() reads in the argument of load_cert_chain() is one use.
void drop_repeated(std::vector<ScriptFileUse>& files) {
  std::stable_sort(files.begin(), files.end(), [](const ScriptFileUse& one, const ScriptFileUse& other) {
    return std::pair(one.path, one.as) < std::pair(other.path, other.as);
  });
  std::vector<ScriptFileUse> kept;
  for (ScriptFileUse& use : files) {
    const bool same = !kept.empty() && kept.back().path == use.path &&
                      (use.as == ScriptFileUse::As::data || use.as == kept.back().as);
    if (!same) kept.push_back(std::move(use));
  }
  files = std::move(kept);
}

}  // namespace

std::string_view ScriptCall::name() const {
  const std::string_view whole = callee;
  const std::size_t dot = whole.rfind('.');
  return dot == whole.npos ? whole : whole.substr(dot + 1);
}

const ScriptArgument* ScriptCall::argument(std::string_view keyword, std::size_t position) const {
  std::size_t at = 0;
  for (const ScriptArgument& one : arguments) {
    if (one.keyword == keyword) return &one;
    if (one.keyword.empty() && at++ == position) return &one;
  }
  return nullptr;
}

bool ScriptFacts::imports_module(std::string_view module) const {
  return std::ranges::find(imports, module, &ScriptImport::module) != imports.end();
}

ScriptFacts read_script(std::string_view text, std::string_view path) {
  ScriptFacts facts;
  facts.path = path;
  Reader(facts).read(tokenize_python(text));
  drop_repeated(facts.files);
  return facts;
}

}  // namespace tlscam

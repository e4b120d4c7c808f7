#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

struct ScriptArgument {
  std::string keyword;               ///< "cafile"; empty: given by position
  std::string code;                  ///< its tokens without spaces: "ssl.CERT_NONE"
  std::vector<std::string> strings;  ///< those in it, also those behind names that the script has set
};

struct ScriptCall {
  std::string callee;  ///< "context.load_cert_chain"; ".connect" when it is called on a result
  std::size_t line = 0;
  std::vector<ScriptArgument> arguments;

  /// `name` returns the part of the callee behind the last dot.
  std::string_view name() const;
  /// `argument` finds one by its keyword, or by its position among those without.
  const ScriptArgument* argument(std::string_view keyword, std::size_t position) const;
};

struct ScriptImport {
  std::string module;  ///< "ssl"; of "a.b" the first part
  std::size_t line = 0;
};

/// `ScriptFileUse` is a file that a script wants to read.
struct ScriptFileUse {
  enum class As { certificate, key, anchor, data };
  As as = As::data;
  std::string path;
  std::size_t line = 0;
};

/// `ScriptPair` is a certificate and the key that a script loads with it.
struct ScriptPair {
  std::string certificate, key;
  std::size_t line = 0;
};

/// `ScriptFacts` is what a MicroPython script shows without being run.
struct ScriptFacts {
  std::string path;
  std::vector<ScriptImport> imports;
  std::vector<ScriptCall> calls;
  std::vector<ScriptFileUse> files;
  std::vector<ScriptPair> pairs;

  bool serves = false;                            ///< it accepts connections with TLS
  bool connects = false;                          ///< it opens connections with TLS
  bool verifies = false;                          ///< CERT_REQUIRED stands in it
  std::optional<std::size_t> verifies_nobody;     ///< line that asks for CERT_NONE or CERT_OPTIONAL
  std::optional<std::size_t> makes_ssl_context;   ///< line of ssl.SSLContext(), which begins with CERT_NONE
  std::optional<std::size_t> dtls;                ///< line that names PROTOCOL_DTLS_...
  std::optional<std::size_t> client_id;           ///< line that passes client_id
  bool sets_clock = false;                        ///< ntptime.settime(), or RTC().datetime(...)
  std::optional<std::size_t> endless;             ///< line of a loop that nothing ends
  std::optional<std::size_t> swallows_interrupt;  ///< line in it that catches Ctrl-C and goes on

  bool imports_module(std::string_view module) const;
};

/// `read_script` takes the facts from a script's text. `path` is only kept.
ScriptFacts read_script(std::string_view text, std::string_view path);

}  // namespace tlscam

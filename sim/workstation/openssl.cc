#include "sim/workstation/openssl.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace tlscam {

namespace {

/// These options have a text as their value. Every other value that looks like a path is checked for where it
/// leads.
constexpr std::string_view kTextOptions[] = {"addext",
                                             "addreject",
                                             "addtrust",
                                             "aes-128-cbc",
                                             "algorithm",
                                             "attime",
                                             "certopt",
                                             "checkend",
                                             "checkhost",
                                             "checkip",
                                             "checkemail",
                                             "curves",
                                             "days",
                                             "dateopt",
                                             "enddate",
                                             "extensions",
                                             "hmac",
                                             "inform",
                                             "iv",
                                             "K",
                                             "k",
                                             "keyform",
                                             "macopt",
                                             "md",
                                             "name",
                                             "nameopt",
                                             "newkey",
                                             "not_after",
                                             "not_before",
                                             "outform",
                                             "pass",
                                             "passin",
                                             "passout",
                                             "password",
                                             "pkeyopt",
                                             "policy",
                                             "purpose",
                                             "reqexts",
                                             "reqopt",
                                             "section",
                                             "set_serial",
                                             "setalias",
                                             "sigopt",
                                             "startdate",
                                             "strparse",
                                             "subj",
                                             "verify_depth",
                                             "verify_email",
                                             "verify_hostname",
                                             "verify_ip",
                                             "verify_name",
                                             "vfyopt",
                                             "genstr",
                                             "crldays",
                                             "www",
                                             "propquery",
                                             "provider",
                                             "keyopt",
                                             "caname",
                                             "S"};

/// Options whose text value may still name a file, as file:NAME.
constexpr std::string_view kPasswordOptions[] = {"pass", "passin", "passout", "password"};

constexpr std::string_view kNetworkCommands[] = {"s_client", "s_server", "s_time"};
constexpr std::string_view kForeignOptions[] = {"engine", "provider-path", "url",  "server",
                                                "proxy",  "unix",          "multi"};
constexpr std::string_view kForeignCommands[] = {"engine"};
constexpr std::string_view kNetworkOptions[] = {"host", "port"};

template <std::size_t n>
bool among(const std::string_view (&list)[n], std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

Result<void> check_path(std::string_view path, const Folder& folder) {
  if (path.empty() || path == "-" || path == "/dev/null" || path == "/dev/stdin" || path == "/dev/stdout")
    return {};
  // openssl takes file:NAME and file:///NAME for the file (RFC 8089), in upper case too.
  constexpr std::string_view kFile = "file:";
  const auto same = [](char wanted, char given) {
    return std::tolower(static_cast<unsigned char>(given)) == wanted;
  };
  if (path.size() >= kFile.size() && std::equal(kFile.begin(), kFile.end(), path.begin(), same)) {
    path.remove_prefix(kFile.size());
    if (path.starts_with("//")) path.remove_prefix(std::min(path.find('/', 2), path.size()));
  }
  const auto resolved = folder.resolve(path);
  if (!resolved) return fail("{} {}", path, resolved.error().text);
  return {};
}

Result<void> check_value(std::string_view option, std::string_view value, const Folder& folder) {
  if (among(kPasswordOptions, option)) {
    constexpr std::string_view kFile = "file:";
    return value.starts_with(kFile) ? check_path(value.substr(kFile.size()), folder) : Result<void>();
  }
  // A provider is a name, and those that the system has are without danger.
  if (option == "provider" && value.find('/') != value.npos)
    return fail("the provider {} is not loaded here; openssl has default, legacy and base", value);
  return among(kTextOptions, option) ? Result<void>() : check_path(value, folder);
}

}  // namespace

Result<void> check_openssl(const std::vector<std::string>& words, const Folder& folder, bool network) {
  if (!network && words.size() > 1 && among(kNetworkCommands, words[1]))
    return fail("{} needs a network, which this computer's openssl does not have here", words[1]);
  if (words.size() > 1 && among(kForeignCommands, words[1]))
    return fail("the command {} is not supported here", words[1]);
  std::string option;  // the one before, without dashes, when a value may follow
  for (std::size_t i = 2; i < words.size(); ++i) {
    std::string_view word = words[i];
    std::string value(word);
    if (word.size() > 1 && word.starts_with('-')) {
      word.remove_prefix(word.starts_with("--") ? 2 : 1);
      const std::size_t equals = word.find('=');
      option = word.substr(0, equals);
      if (among(kForeignOptions, option) || (!network && among(kNetworkOptions, option)))
        return fail("the option {} is not supported here", words[i]);
      if (equals == word.npos) continue;
      value = word.substr(equals + 1);
    }
    const Result<void> checked = check_value(option, value, folder);
    if (!checked) return checked;
    option.clear();
  }
  return {};
}

Task<int> OpenSsl::run(Invocation invocation) {
  const Output output = invocation.output;
  const Result<void> checked = check_openssl(invocation.words, folder_, runner_.has_network());
  if (!checked) {
    output.complain(fmt::format("openssl: {}\n", checked.error().text));
    co_return 1;
  }
  if (invocation.words.size() == 1) {
    output.complain("openssl: give a command, for example: openssl version\n");
    co_return 1;
  }
  const Result<int> code = co_await runner_.run(std::move(invocation), folder_, events_.true_time());
  if (code) co_return *code;
  output.complain(fmt::format("openssl: {}\n", code.error().text));
  co_return 1;
}

}  // namespace tlscam

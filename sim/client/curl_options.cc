#include "sim/client/curl_options.h"

#include <fmt/format.h>

#include <algorithm>

namespace tlscam {
namespace {

using Take = bool (*)(CurlOptions& options, const std::string& value);

struct Option {
  char letter;  // 0: it has none
  std::string_view name;
  std::string_view value;  // the usage calls it so; empty: it takes none
  std::string_view about;
  Take take;  // false: the value is wrong
};

template <bool CurlOptions::*member>
bool set(CurlOptions& options, const std::string&) {
  options.*member = true;
  return true;
}

template <std::string CurlOptions::*member>
bool keep(CurlOptions& options, const std::string& value) {
  options.*member = value;
  return true;
}

bool add_data(CurlOptions& options, const std::string& value) {
  options.data.push_back(value);
  return true;
}

bool add_header(CurlOptions& options, const std::string& value) {
  const std::size_t colon = value.find(':');
  if (colon == std::string::npos || colon == 0) return false;
  const std::size_t first = value.find_first_not_of(' ', colon + 1);
  options.headers.push_back({value.substr(0, colon), first == std::string::npos ? "" : value.substr(first)});
  return true;
}

bool only_12(CurlOptions& options, const std::string& value) {
  if (value == "1.3") return true;
  options.tls13 = false;
  return value == "1.2";
}

bool at_least_13(CurlOptions& options, const std::string&) {
  options.tls12 = false;
  return true;
}

bool nothing(CurlOptions&, const std::string&) {
  return true;
}

bool set_timeout(CurlOptions& options, const std::string& value) {
  const auto duration = parse_duration(value);
  if (!duration || *duration <= Duration::zero()) return false;
  options.timeout = *duration;
  return true;
}

constexpr Option kOptions[] = {
    {'v', "verbose", "", "show what is sent and received, and how the server was verified",
     set<&CurlOptions::verbose>},
    {'k', "insecure", "", "verify nobody", set<&CurlOptions::insecure>},
    {0, "cacert", "FILE", "trust these certificates (PEM) and no others", keep<&CurlOptions::roots>},
    {'E', "cert", "FILE", "show this certificate of your own (PEM)", keep<&CurlOptions::certificate>},
    {0, "key", "FILE", "its private key (PEM)", keep<&CurlOptions::key>},
    {'o', "output", "FILE", "write what comes into a file", keep<&CurlOptions::output>},
    {'O', "remote-name", "", "write it into a file of the same name as there",
     set<&CurlOptions::remote_name>},
    {'d', "data", "DATA", "post this; @FILE posts a file", add_data},
    {0, "data-binary", "DATA", "the same", add_data},
    {'X', "request", "METHOD", "send this request in place of GET or POST", keep<&CurlOptions::method>},
    {'H', "header", "LINE", "send this line too, such as \"Accept: text/plain\"", add_header},
    {'i', "include", "", "show the head of the answer too", set<&CurlOptions::show_head>},
    {'I', "head", "", "ask for the head alone", set<&CurlOptions::only_head>},
    {'f', "fail", "", "take an answer from 400 on for a failure", set<&CurlOptions::fail_on_error>},
    {'s', "silent", "", "print no errors", set<&CurlOptions::quiet>},
    {'S', "show-error", "", "but print them all the same", set<&CurlOptions::show_errors>},
    {'m', "max-time", "SECONDS", "give up after so long", set_timeout},
    {0, "tls-max", "VERSION", "speak TLS up to 1.2 or 1.3", only_12},
    {0, "tlsv1.2", "", "speak TLS from 1.2 on", nothing},
    {0, "tlsv1.3", "", "speak TLS from 1.3 on", at_least_13},
    {'h', "help", "", "show this", set<&CurlOptions::help>},
    {'V', "version", "", "say what this is", set<&CurlOptions::version>},
};

const Option* find_name(std::string_view name) {
  const auto* const found = std::ranges::find(kOptions, name, &Option::name);
  return found == std::end(kOptions) ? nullptr : found;
}

const Option* find_letter(char letter) {
  const auto* const found = std::ranges::find(kOptions, letter, &Option::letter);
  return found == std::end(kOptions) ? nullptr : found;
}

class Reader {
 public:
  explicit Reader(const std::vector<std::string>& words) : words_(words) {}

  tl::expected<CurlOptions, CurlOptionError> read() {
    for (at_ = 1; at_ < words_.size(); ++at_) {
      const std::string& word = words_[at_];
      if (word.size() < 2 || word[0] != '-') {
        if (!options_.url.empty()) wrong("one URL at a time, and this is another: " + word);
        options_.url = word;
      } else if (word.starts_with("--")) {
        take_name(word);
      } else {
        take_letters(word);
      }
      if (error_) return tl::unexpected(*error_);
    }
    if (options_.url.empty() && !options_.help && !options_.version) wrong("no URL specified!");
    if (error_) return tl::unexpected(*error_);
    return options_;
  }

 private:
  void wrong(std::string text) { error_ = CurlOptionError{std::move(text)}; }

  void take_name(const std::string& word) {
    const Option* const option = find_name(std::string_view(word).substr(2));
    if (option == nullptr) return wrong(fmt::format("option {}: is unknown", word));
    take(*option, word, "");
  }

  // "-sS", "-ofile"
  void take_letters(const std::string& word) {
    for (std::size_t i = 1; i < word.size() && !error_; ++i) {
      const Option* const option = find_letter(word[i]);
      if (option == nullptr) return wrong(fmt::format("option {}: is unknown", word));
      const std::string rest = word.substr(i + 1);
      take(*option, word, rest);
      if (!option->value.empty()) return;
    }
  }

  void take(const Option& option, const std::string& word, const std::string& rest) {
    std::string value = rest;
    if (!option.value.empty() && rest.empty()) {
      if (at_ + 1 >= words_.size()) return wrong(fmt::format("option {}: requires parameter", word));
      value = words_[++at_];
    }
    if (!option.take(options_, value))
      wrong(fmt::format("option {}: expected a proper parameter, not \"{}\"", word, value));
  }

  const std::vector<std::string>& words_;
  std::size_t at_ = 1;
  CurlOptions options_;
  std::optional<CurlOptionError> error_;
};

}  // namespace

tl::expected<CurlOptions, CurlOptionError> parse_curl_options(const std::vector<std::string>& words) {
  return Reader(words).read();
}

std::string curl_usage() {
  std::string text = "Usage: curl [options...] URL\n";
  for (const Option& option : kOptions) {
    const std::string letter = option.letter == 0 ? "   " : fmt::format("-{},", option.letter);
    text += fmt::format(" {} --{:<22} {}\n", letter, fmt::format("{} {}", option.name, option.value),
                        option.about);
  }
  return text;
}

}  // namespace tlscam

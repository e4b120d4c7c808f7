#include "sim/client/curl.h"

#include <algorithm>

#include "sim/base/random.h"
#include "sim/client/curl_options.h"

namespace tlscam {
namespace {

// Exit codes of curl (curl(1)).
enum Code {
  kOk = 0,
  kUnsupportedProtocol = 1,
  kBadUrl = 3,
  kNoHost = 6,
  kNoConnection = 7,
  kHttpError = 22,
  kCannotWrite = 23,
  kCannotRead = 26,
  kTimeout = 28,
  kTlsFailed = 35,
  kEmptyReply = 52,
  kReceiveFailed = 56,
  kBadOwnCertificate = 58,
  kNotVerified = 60,
  kBadRoots = 77,
};

constexpr int kInvalidRecord = -0x7200;  // MBEDTLS_ERR_SSL_INVALID_RECORD
constexpr int kFatalAlert = -0x7780;     // MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE

constexpr const char* kNotVerifiedAdvice =
    "\nMore details here: https://curl.se/docs/sslcerts.html\n\n"
    "curl failed to verify the legitimacy of the server and therefore could not\n"
    "establish a secure connection to it. To learn more about this situation and\n"
    "how to fix it, please visit the web page mentioned above.";

std::string to_date(Instant instant) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  const std::size_t size = std::strftime(text, sizeof text, "%b %e %H:%M:%S %Y GMT", &parts);
  return {text, size};
}

// One run of the command.
class Run {
 public:
  Run(const Folder& folder, const CurlOptions& options, const Output& output)
      : folder_(folder), options_(options), output_(output) {}

  Task<int> go(const ClientNetwork& network) {
    auto url = parse_url(options_.url);
    if (!url) {
      const bool protocol = url.error().text.starts_with("protocol");
      co_return complain(protocol ? kUnsupportedProtocol : kBadUrl,
                         protocol ? "P" + url.error().text.substr(1) : "URL rejected: " + url.error().text);
    }
    WebRequest request;
    request.url = *url;
    if (const int code = prepare(request); code != kOk) co_return code;
    std::string sent = fmt::format("{} {} HTTP/1.1\n", request.http.method, request.url.target);
    for (const HttpHeader& header : request.http.headers)
      sent += fmt::format("{}: {}\n", header.name, header.value);
    const WebAnswer answer = co_await fetch(network, std::move(request));
    tell_connection(answer, *url);
    if (answer.failure == WebFailure::none) tell_lines("> ", sent);
    if (answer.failure != WebFailure::none) co_return tell_failure(answer, *url);
    co_return take(answer.response, *url);
  }

 private:
  int complain(int code, const std::string& text) {
    if (!options_.quiet || options_.show_errors) output_.complain(fmt::format("curl: ({}) {}\n", code, text));
    return code;
  }

  void tell(const std::string& line) {
    if (options_.verbose) output_.complain(line + "\n");
  }

  int prepare(WebRequest& request) {
    HttpRequest& http = request.http;
    request.timeout = options_.timeout;
    Bytes content;
    for (const std::string& data : options_.data) {
      if (!content.empty()) content.push_back('&');
      const bool is_file = data.starts_with('@');
      auto bytes = is_file ? folder_.read(data.substr(1)) : Bytes(data.begin(), data.end());
      if (!bytes) return complain(kCannotRead, fmt::format("Failed to open {}", data.substr(1)));
      content.insert(content.end(), bytes->begin(), bytes->end());
    }
    http.method = options_.only_head ? "HEAD" : options_.data.empty() ? "GET" : "POST";
    if (!options_.method.empty()) http.method = options_.method;
    http.content = std::move(content);
    const Url& url = request.url;
    const bool usual = url.port == (url.tls ? 443 : 80);
    add_header(http, "Host", usual ? url.host : fmt::format("{}:{}", url.host, url.port));
    add_header(http, "User-Agent", "curl/7.88.1");
    add_header(http, "Accept", "*/*");
    if (!options_.data.empty()) add_header(http, "Content-Type", "application/x-www-form-urlencoded");
    for (const HttpHeader& header : options_.headers) http.headers.push_back(header);
    return request.url.tls ? prepare_tls(request.tls) : kOk;
  }

  // A line of the learner's own replaces ours.
  void add_header(HttpRequest& http, const std::string& name, const std::string& value) {
    if (!find_header(options_.headers, name)) http.headers.push_back({name, value});
  }

  int prepare_tls(TlsSettings& tls) {
    tls.tls12 = options_.tls12;
    tls.tls13 = options_.tls13;
    if (!options_.certificate.empty()) {
      auto certificate = folder_.read(options_.certificate);
      auto key = folder_.read(options_.key.empty() ? options_.certificate : options_.key);
      if (!certificate || !key)
        return complain(kBadOwnCertificate,
                        "could not load PEM client certificate, OpenSSL error error:80000002:"
                        "system library::No such file or directory");
      auto identity = TlsIdentity::read({*certificate}, *key);
      if (!identity)
        return complain(kBadOwnCertificate,
                        "could not load PEM client certificate: " + identity.error().text);
      tls.identity = std::move(*identity);
    }
    if (options_.insecure) return kOk;
    const std::string roots = options_.roots.empty() ? kTrustedRoots : options_.roots;
    auto anchors = folder_.read(roots);
    // Without the list that comes with it a computer trusts nobody, which is found out in the handshake.
    if (!anchors && options_.roots.empty())
      return complain(kBadRoots, "error setting certificate file: " + roots);
    if (!anchors || !TlsIdentity::valid_from(*anchors))
      return complain(kBadRoots, "error setting certificate file: " + roots);
    tls.anchors = {*std::move(anchors)};
    return kOk;
  }

  void tell_connection(const WebAnswer& answer, const Url& url) {
    if (answer.failure == WebFailure::name) return tell("* Could not resolve host: " + url.host);
    const std::string address = to_text(*answer.address);
    tell(fmt::format("*   Trying {}:{}...", address, url.port));
    if (!answer.connected) return;
    tell(fmt::format("* Connected to {} ({}) port {} (#0)", url.host, address, url.port));
    if (!url.tls) return;
    if (!options_.insecure)
      tell(fmt::format("*  CAfile: {}", options_.roots.empty() ? kTrustedRoots : options_.roots));
    if (answer.tls_version.empty()) return;
    tell(fmt::format("* SSL connection using {} / {}", answer.tls_version, answer.tls_cipher));
    if (answer.chain.empty()) return tell("*  The server was not verified, continuing anyway.");
    const TlsLink& own = answer.chain.back();
    tell("* Server certificate:");
    tell("*  subject: " + own.subject);
    tell("*  start date: " + to_date(own.from));
    tell("*  expire date: " + to_date(own.to));
    tell("*  issuer: " + own.issuer);
    tell("*  SSL certificate verify ok.");
  }

  int tell_failure(const WebAnswer& answer, const Url& url) {
    switch (answer.failure) {
      case WebFailure::name:
        return complain(kNoHost, "Could not resolve host: " + url.host);
      case WebFailure::connection:
        return complain(kNoConnection, fmt::format("Failed to connect to {} port {}: {}", url.host, url.port,
                                                   answer.problem == "no answer" ? "Connection timed out"
                                                                                 : "Connection refused"));
      case WebFailure::timeout:
        return complain(kTimeout, "Operation timed out");
      case WebFailure::certificate: {
        const std::string why = openssl_verdict(answer.chain, url.host);
        const bool name = why.starts_with("no alternative");
        return complain(kNotVerified,
                        (name ? "SSL: " : "SSL certificate problem: ") + why + kNotVerifiedAdvice);
      }
      case WebFailure::handshake:
        return complain(kTlsFailed, handshake_problem(answer));
      case WebFailure::none:
      case WebFailure::transfer:
        break;
    }
    const bool empty = answer.problem.find("ends inside its head") != std::string::npos;
    return empty ? complain(kEmptyReply, "Empty reply from server")
                 : complain(kReceiveFailed, "Recv failure: " + answer.problem);
  }

  static std::string handshake_problem(const WebAnswer& answer) {
    if (answer.tls_error == kInvalidRecord) return "error:0A00010B:SSL routines::wrong version number";
    if (answer.tls_error == kFatalAlert) return "error:0A000410:SSL routines::sslv3 alert handshake failure";
    return "SSL_connect: " + answer.problem;
  }

  int take(const HttpResponse& response, const Url& url) {
    std::string head = fmt::format("HTTP/1.1 {} {}\n", response.status, response.reason);
    for (const HttpHeader& header : response.headers)
      head += fmt::format("{}: {}\n", header.name, header.value);
    tell_lines("< ", head);
    constexpr int kFirstError = 400;
    if (options_.fail_on_error && response.status >= kFirstError)
      return complain(kHttpError, fmt::format("The requested URL returned error: {}", response.status));
    std::string text = options_.show_head || options_.only_head ? head + "\n" : "";
    text += as_text(response.content);
    const std::string file = file_name(url);
    if (file.empty()) {
      output_.print(text);
      return kOk;
    }
    if (auto written = folder_.write(file, as_bytes(text)); !written)
      return complain(kCannotWrite,
                      fmt::format("Failure writing output to {}: {}", file, written.error().text));
    return kOk;
  }

  void tell_lines(const std::string& mark, const std::string& head) {
    std::string line;
    for (const char letter : head) {
      if (letter == '\n')
        tell(mark + std::exchange(line, {}));
      else
        line += letter;
    }
    tell(mark);
  }

  std::string file_name(const Url& url) const {
    if (!options_.remote_name) return options_.output;
    const std::string path = url.target.substr(0, url.target.find('?'));
    return path.substr(path.rfind('/') + 1);
  }

  const Folder& folder_;
  const CurlOptions& options_;
  const Output& output_;
};

}  // namespace

Task<int> Curl::run(Invocation invocation) {
  const Output output = invocation.output;
  const auto options = parse_curl_options(invocation.words);
  if (!options) {
    output.complain(
        fmt::format("curl: {}\ncurl: try 'curl --help' for more information\n", options.error().text));
    co_return options.error().exit_code;
  }
  if (options->help) {
    output.print(curl_usage());
    co_return kOk;
  }
  if (options->version) {
    output.print("A program of tlscam in the manner of curl 7.88.1: http, https; TLS by mbedTLS\n");
    co_return kOk;
  }
  ClientNetwork network = network_;
  network.seed = Random::derive(network_.seed, fmt::format("curl {}", runs_++));
  Run run(folder_, *options, output);
  const int code = co_await run.go(network);
  co_return code;
}

}  // namespace tlscam

#pragma once
#include <map>
#include <memory>
#include <string>

#include "sim/base/result.h"
#include "sim/client/web_client.h"
#include "sim/stack/http_listener.h"

namespace tlscam {

/// `ProofPages` is a small web server at port 80, which shows the pages that prove control of a name (RFC
/// 8555 section 8.3), and nothing else.
class ProofPages {
 public:
  /// Begins to listen. Fails when the port is in use, or without a network.
  static Result<std::unique_ptr<ProofPages>> open(const ClientNetwork& network);

  void show(const std::string& path, std::string content) { pages_[path] = std::move(content); }

 private:
  HttpResponse answer(const HttpRequest& request) const;

  std::map<std::string, std::string> pages_;
  std::unique_ptr<HttpListener> listener_;
};

}  // namespace tlscam

#pragma once
#include <string>
#include <vector>

#include "sim/client/web_client.h"
#include "sim/workstation/folder.h"
#include "sim/workstation/program.h"

namespace tlscam {

/// The intermediates that the browser has met, in its folder.
inline constexpr const char* kBrowserIntermediates = "browser-intermediates.pem";

/// `browser` shows a page as browsers do: it trusts the computer's roots, and remembers the intermediate
/// certificates of chains that it has verified (Firefox does so; `curl` does not). Its errors have the names
/// that Firefox shows.
class Browser : public Program {
 public:
  /// The folder is borrowed.
  Browser(const Folder& folder, ClientNetwork network) : folder_(folder), network_(std::move(network)) {}

  Task<int> run(Invocation invocation) override;
  std::string summary() const override {
    return "shows a page, and remembers intermediate certificates as browsers do";
  }

 private:
  const Folder& folder_;
  ClientNetwork network_;
  std::uint64_t runs_ = 0;  // each has random numbers of its own
};

}  // namespace tlscam

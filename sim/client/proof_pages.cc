#include "sim/client/proof_pages.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kHttpPort = 80;

}  // namespace

Result<std::unique_ptr<ProofPages>> ProofPages::open(const ClientNetwork& network) {
  auto stack = network.stack();
  if (!stack) return tl::unexpected(stack.error());
  auto pages = std::make_unique<ProofPages>();
  ProofPages& self = *pages;
  auto listening = HttpListener::listen(
      **stack, {.address = network.address, .port = kHttpPort, .answer = [&self](const HttpRequest& request) {
                  return self.answer(request);
                }});
  if (!listening) return fail("port {} of this computer is in use", kHttpPort);
  self.listener_ = std::move(*listening);
  return pages;
}

HttpResponse ProofPages::answer(const HttpRequest& request) const {
  const auto page = pages_.find(request.target);
  if (page == pages_.end()) return {.status = 404, .reason = "Not Found", .headers = {}, .content = {}};
  return {.headers = {{"Content-Type", "text/plain"}},
          .content = Bytes(page->second.begin(), page->second.end())};
}

}  // namespace tlscam

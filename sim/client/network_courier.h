#pragma once
#include <string>
#include <vector>

#include "sim/acme/client.h"
#include "sim/client/web_client.h"

namespace tlscam {

/// `NetworkCourier` carries requests by HTTP and HTTPS over the world's network, and verifies each server.
class NetworkCourier : public AcmeCourier {
 public:
  NetworkCourier(ClientNetwork network, std::vector<Bytes> anchors)
      : network_(std::move(network)), anchors_(std::move(anchors)) {}

  Task<Result<HttpResponse>> carry(std::string url, HttpRequest http) override;

 private:
  ClientNetwork network_;
  const std::vector<Bytes> anchors_;
};

}  // namespace tlscam

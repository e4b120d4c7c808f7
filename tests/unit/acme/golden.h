#pragma once
#include <gtest/gtest.h>

#include <string>

#include "sim/acme/issuer.h"
#include "sim/acme/signing_request.h"
#include "sim/base/file.h"

namespace tlscam {

/// A file of tests/golden/requests.
inline Bytes golden(const std::string& name) {
  const auto bytes = read_file(std::string(TLSCAM_SOURCE_DIR) + "/tests/golden/requests/" + name);
  EXPECT_TRUE(bytes) << name;
  return bytes.value_or(Bytes{});
}

inline Issuer golden_issuer(const std::string& crl_url = "http://crl.example/1.crl") {
  auto issuer = Issuer::read({golden("authority.der")}, golden("authority-key.der"), crl_url);
  EXPECT_TRUE(issuer) << issuer.error().text;
  return *issuer;
}

}  // namespace tlscam

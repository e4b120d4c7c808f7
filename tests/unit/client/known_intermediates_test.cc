#include "sim/client/known_intermediates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/file.h"

namespace tlscam {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Bytes file(const std::string& name) {
  const auto bytes = read_file(TLSCAM_SOURCE_DIR "/assets/internet/public/" + name);
  EXPECT_TRUE(bytes) << name;
  return bytes.value_or(Bytes{});
}

// As a verified chain has it; depth 0 is the server's own.
TlsLink link(int depth, const std::string& name, std::uint32_t flags = 0) {
  return {.depth = depth,
          .subject = "CN=" + name,
          .issuer = "CN=the next",
          .from = {},
          .to = {},
          .flags = flags,
          .der = file(name)};
}

const Instant kNow = *parse_instant("2026-11-23 10:00:00");

TEST(KnownIntermediates, are_kept_without_leaf_and_root) {
  TlsLink root = link(3, "roots/x2.der");
  root.issuer = root.subject;
  KnownIntermediates known;
  EXPECT_EQ(known.add({root, link(2, "authorities/ye-by-x2.der"), link(1, "authorities/ye1.der"),
                       link(0, "sites/valid.der")}),
            2u);
  EXPECT_EQ(known.add({link(1, "authorities/ye1.der")}), 0u) << "it is known already";
  EXPECT_EQ(known.add({link(1, "authorities/ye2.der", 8)}), 0u) << "something was wrong with it";
  const auto read = KnownIntermediates::read(as_bytes(known.to_pem()));
  EXPECT_EQ(read.to_pem(), known.to_pem());
  EXPECT_THAT(read.leading_to(file("trusted-roots.pem"), kNow),
              ElementsAre(file("authorities/ye-by-x2.der"), file("authorities/ye1.der")));
}

TEST(KnownIntermediates, lead_nowhere_without_what_lies_between) {
  KnownIntermediates known;
  known.add({link(1, "authorities/ye1.der")});  // its issuer, Root YE, is in no list yet
  EXPECT_THAT(known.leading_to(file("trusted-roots.pem"), kNow), IsEmpty());
  EXPECT_THAT(known.leading_to(file("roots/ye.pem"), kNow), ElementsAre(file("authorities/ye1.der")));
}

TEST(KnownIntermediates, end_with_their_dates) {
  KnownIntermediates known;
  known.add({link(1, "authorities/yr1.der"), link(2, "authorities/yr-by-x1.der")});
  const Bytes roots = file("trusted-roots.pem");
  EXPECT_EQ(known.leading_to(roots, kNow).size(), 2u);
  EXPECT_EQ(known.leading_to(roots, *parse_instant("2028-09-03 00:00:00")).size(), 1u) << "YR1 has ended";
  EXPECT_THAT(known.leading_to(roots, *parse_instant("2032-09-03 00:00:00")), IsEmpty());
}

TEST(KnownIntermediates, do_not_count_when_they_are_not_certificates) {
  const std::string block = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
  EXPECT_EQ(KnownIntermediates::read(as_bytes(block + "nonsense")).to_pem(), "");
}

}  // namespace
}  // namespace tlscam

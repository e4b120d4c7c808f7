#include <gtest/gtest.h>

#include "sim/client/acme.h"

namespace tlscam {
namespace {

using Command = AcmeOptions::Command;

Result<AcmeOptions> parse(std::vector<std::string> words) {
  return parse_acme_options(words);
}

TEST(AcmeOptions, are_read) {
  const auto order =
      parse({"order", "--server", "https://ca.example/directory", "--csr", "a.csr", "--profile", "shortlived",
             "--account", "key.pem", "--cacert", "roots.pem", "--dns", "dns-account.ini"});
  ASSERT_TRUE(order) << order.error().text;
  EXPECT_EQ(order->command, Command::order);
  EXPECT_EQ(order->request, "a.csr");
  EXPECT_EQ(order->profile, "shortlived");
  EXPECT_EQ(order->account, "key.pem");
  EXPECT_EQ(order->roots, "roots.pem");
  EXPECT_EQ(order->dns_account, "dns-account.ini");
  EXPECT_FALSE(order->agrees);
  const auto enroll = parse({"register", "--agree", "--server", "x", "--mail", "you@example.net"});
  ASSERT_TRUE(enroll);
  EXPECT_TRUE(enroll->agrees);
  EXPECT_EQ(enroll->account, "account-key.pem");
}

TEST(AcmeOptions, help_is_no_mistake) {
  for (const auto& words : {std::vector<std::string>{}, {"help"}, {"order", "--help"}, {"-h"}}) {
    const auto help = parse(words);
    ASSERT_TRUE(help);
    EXPECT_EQ(help->command, Command::help);
  }
}

TEST(AcmeOptions, mistakes_are_named) {
  const auto error = [](std::vector<std::string> words) { return parse(std::move(words)).error().text; };
  EXPECT_EQ(error({"renew"}), "there is no command renew; there are register, order and revoke");
  EXPECT_EQ(error({"order", "--csr"}), "a value is missing behind --csr");
  EXPECT_EQ(error({"order", "--csr", "a.csr"}), "say which CA, by --server URL");
  EXPECT_EQ(error({"order", "--server", "x"}), "order needs --csr FILE");
  EXPECT_EQ(error({"revoke", "--server", "x"}), "revoke needs --cert FILE");
  EXPECT_EQ(error({"order", "--force"}), "there is no option --force");
}

}  // namespace
}  // namespace tlscam

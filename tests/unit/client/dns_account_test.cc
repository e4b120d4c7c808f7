#include "sim/client/dns_account.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tlscam {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kFile =
    "# The provider\ndns_pdns_endpoint = https://dns.example.org/\ndns_pdns_api_key=secret\r\n";

// Keeps what is asked, and answers as PowerDNS does.
class Provider : public AcmeCourier {
 public:
  Task<Result<HttpResponse>> carry(std::string url, HttpRequest request) override {
    asked.push_back(request.method + " " + url + " " +
                    std::string(find_header(request.headers, "X-API-Key").value_or("")));
    contents.emplace_back(as_text(request.content));
    HttpResponse response{.status = status, .reason = "OK", .headers = {}, .content = {}};
    const std::string text = request.method == "GET" ? zones : "";
    response.content.assign(text.begin(), text.end());
    co_return response;
  }

  int status = 200;
  std::string zones = R"([{"name": "net."}, {"name": "example.net."}, {"name": "ample.net."}])";
  std::vector<std::string> asked, contents;
};

template <class T>
T finish(Task<T> task) {
  task.start();
  EXPECT_TRUE(task.done());
  return task.take();
}

TEST(DnsAccount, sets_texts_together_and_removes_them) {
  Provider provider;
  auto account = DnsAccount::read(kFile, provider);
  ASSERT_TRUE(account) << account.error().text;
  EXPECT_EQ(account->endpoint(), "https://dns.example.org");
  ASSERT_TRUE(finish(account->add_text("_acme-challenge.example.net", "one")));
  ASSERT_TRUE(finish(account->add_text("_acme-challenge.example.net", "two")));
  ASSERT_TRUE(finish(account->remove_all()));
  const std::string zones = "https://dns.example.org/api/v1/servers/localhost/zones";
  const std::string list = "GET " + zones + " secret";
  const std::string change = "PATCH " + zones + "/example.net. secret";
  EXPECT_THAT(provider.asked, ElementsAre(list, change, list, change, list, change));
  EXPECT_THAT(provider.contents[1], HasSubstr(R"("name":"_acme-challenge.example.net.")"));
  EXPECT_THAT(provider.contents[3], HasSubstr(R"("content":"\"one\"")"));
  EXPECT_THAT(provider.contents[3], HasSubstr(R"("content":"\"two\"")"));
  EXPECT_THAT(provider.contents[5], HasSubstr(R"("changetype":"DELETE")"));
  ASSERT_TRUE(finish(account->remove_all()));  // nothing is left to be removed
  EXPECT_EQ(provider.asked.size(), 6u);
}

TEST(DnsAccount, says_why_a_record_was_not_set) {
  Provider provider;
  auto account = DnsAccount::read(kFile, provider);
  ASSERT_TRUE(account);
  EXPECT_EQ(finish(account->add_text("cam.example.com", "x")).error().text,
            "the account at https://dns.example.org has no zone for cam.example.com");
  provider.zones = R"({"error": "Unauthorized"})";
  provider.status = 401;
  EXPECT_EQ(finish(account->add_text("cam.example.net", "x")).error().text,
            "https://dns.example.org answers 401 OK: Unauthorized");
  provider.zones = "nonsense";
  provider.status = 200;
  EXPECT_EQ(finish(account->add_text("cam.example.net", "x")).error().text,
            "https://dns.example.org does not answer with a list of zones");
}

TEST(DnsAccount, is_not_read_without_address_or_key) {
  Provider provider;
  EXPECT_EQ(DnsAccount::read("dns_pdns_api_key = x\n", provider).error().text,
            "there is no line dns_pdns_endpoint = URL");
  EXPECT_EQ(DnsAccount::read("dns_pdns_endpoint = https://dns.example.org", provider).error().text,
            "there is no line dns_pdns_api_key = KEY");
}

}  // namespace
}  // namespace tlscam

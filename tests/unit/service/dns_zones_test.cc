#include "sim/service/dns_zones.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tlscam {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kZone = "/api/v1/servers/localhost/zones/example.net.";

struct DnsZonesTest : testing::Test {
  DnsServer names;
  DnsZones zones{names, {"example.net"}, {"secret"}};

  HttpResponse ask(const std::string& method, const std::string& target, const std::string& content = "",
                   const std::string& key = "secret") {
    return zones.answer({.method = method,
                         .target = target,
                         .headers = {{"X-API-Key", key}},
                         .content = Bytes(content.begin(), content.end())});
  }
  static std::string text_in(const HttpResponse& response) { return std::string(as_text(response.content)); }
  static std::string replace(const std::string& name, const std::string& content) {
    return R"({"rrsets": [{"name": ")" + name +
           R"(", "type": "TXT", "ttl": 60, "changetype": "REPLACE", "records": [{"content": ")" + content +
           R"(", "disabled": false}]}]})";
  }
};

TEST_F(DnsZonesTest, a_text_is_set_replaced_and_removed) {
  EXPECT_EQ(ask("PATCH", kZone, replace("_acme-challenge.Example.net.", R"(\"one\")")).status, 204);
  EXPECT_THAT(names.texts("_acme-challenge.example.net"), ElementsAre("one"));
  EXPECT_EQ(ask("PATCH", kZone, replace("_acme-challenge.example.net.", R"(\"two\")")).status, 204);
  EXPECT_THAT(names.texts("_acme-challenge.example.net"), ElementsAre("two"));
  const std::string removal =
      R"({"rrsets": [{"name": "_acme-challenge.example.net.", "type": "TXT", "changetype": "DELETE"}]})";
  EXPECT_EQ(ask("PATCH", kZone, removal).status, 204);
  EXPECT_THAT(names.texts("_acme-challenge.example.net"), IsEmpty());
  EXPECT_EQ(zones.changes(), 3u);
}

TEST_F(DnsZonesTest, quotation_marks_come_back_as_they_were) {
  EXPECT_EQ(ask("PATCH", kZone, replace("a.example.net.", R"(\"say \\\"hi\\\"\")")).status, 204);
  EXPECT_THAT(names.texts("a.example.net"), ElementsAre("say \"hi\""));
  EXPECT_THAT(text_in(ask("GET", kZone)), HasSubstr(R"("content": "\"say \\\"hi\\\"\"")"));
}

TEST_F(DnsZonesTest, a_zone_shows_its_own_texts) {
  names.add_text("a.example.net", "inside");
  names.add_text("badexample.net", "outside");
  const std::string shown = text_in(ask("GET", kZone));
  EXPECT_THAT(shown, HasSubstr("inside"));
  EXPECT_THAT(shown, testing::Not(HasSubstr("outside")));
  EXPECT_THAT(text_in(ask("GET", "/api/v1/servers/localhost/zones")), HasSubstr(R"("name": "example.net.")"));
}

TEST_F(DnsZonesTest, without_the_key_nothing_is_told_or_changed) {
  EXPECT_EQ(ask("GET", kZone, "", "guess").status, 401);
  EXPECT_EQ(ask("PATCH", kZone, replace("a.example.net.", R"(\"x\")"), "guess").status, 401);
  EXPECT_EQ(zones.answer({.method = "GET", .target = kZone, .headers = {}, .content = {}}).status, 401);
  EXPECT_THAT(names.texts("a.example.net"), IsEmpty());
}

TEST_F(DnsZonesTest, what_is_wrong_is_named) {
  const auto error = [this](const std::string& content) {
    const HttpResponse response = ask("PATCH", kZone, content);
    EXPECT_EQ(response.status, 422);
    return text_in(response);
  };
  EXPECT_THAT(error("no JSON"), HasSubstr("rrsets is a list"));
  EXPECT_THAT(error(replace("a.example.net", R"(\"x\")")), HasSubstr("Name is not canonical"));
  EXPECT_THAT(error(replace("badexample.net.", R"(\"x\")")), HasSubstr("Name is out of zone"));
  EXPECT_THAT(error(replace("a.example.net.", "x")), HasSubstr("between quotation marks"));
  EXPECT_THAT(error(replace("a.example.net.", R"(\"x\"y\")")), HasSubstr("has \\\\ before it"));
  EXPECT_THAT(error(replace("a.example.net.", "\\\"" + std::string(256, 'x') + "\\\"")),
              HasSubstr("at most 255 characters"));
  EXPECT_THAT(error(R"({"rrsets": [{"name": "example.net.", "type": "A", "changetype": "DELETE"}]})"),
              HasSubstr("only TXT records"));
  EXPECT_EQ(ask("GET", "/api/v1/servers/localhost/zones/example.com.").status, 404);
  EXPECT_EQ(ask("DELETE", kZone).status, 405);
}

TEST_F(DnsZonesTest, a_request_is_done_whole_or_not_at_all) {
  std::string half = replace("a.example.net.", R"(\"x\")");
  half.replace(half.rfind("]}"), 2,
               R"(, {"name": "b.example.org.", "type": "TXT", "changetype": "DELETE"}]})");
  EXPECT_EQ(ask("PATCH", kZone, half).status, 422);
  EXPECT_THAT(names.texts("a.example.net"), IsEmpty());
  EXPECT_EQ(zones.changes(), 0u);
}

}  // namespace
}  // namespace tlscam

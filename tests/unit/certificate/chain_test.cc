// These tests compare the decisions of a camera about chains with the table of cases, and with `openssl
// verify`, which may differ only where sim/certificate/README.md says so.
#include "sim/certificate/chain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "sim/base/file.h"
#include "sim/certificate/name_match.h"
#include "tests/unit/certificate/golden.h"

namespace tlscam {
namespace {

const std::string kFolder = TLSCAM_SOURCE_DIR "/tests/golden/chains/";

Bytes chain_file(const std::string& name) {
  return read_file(kFolder + name).value_or(Bytes());
}

/// `table` reads the lines of a table as words, without its remarks.
std::vector<std::vector<std::string>> table(const std::string& name) {
  const Bytes bytes = chain_file(name);
  std::istringstream text{std::string(as_text(bytes))};
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(text, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    rows.emplace_back(std::istream_iterator<std::string>(words), std::istream_iterator<std::string>());
  }
  return rows;
}

std::vector<Bytes> certificates(const std::string& names) {
  std::vector<Bytes> list;
  std::istringstream text(names);
  for (std::string name; std::getline(text, name, ',');) {
    if (name != "-") list.push_back(chain_file(name + ".der"));
  }
  return list;
}

struct Case {
  std::string name;
  ChainQuestion question;
  std::string expected;  ///< "ok", or the checks that fail
};

std::vector<Case> cases() {
  std::vector<Case> list;
  for (const auto& row : table("cases.txt")) {
    Case one{row.at(0), {}, row.at(6)};
    one.question.presented = certificates(row[1]);
    one.question.anchors = certificates(row[2]);
    one.question.clock = parse_instant(row[3]).value();
    if (row[4] != "-") one.question.name = row[4];
    one.question.from_server = row[5] == "server";
    list.push_back(std::move(one));
  }
  return list;
}

const Case& find_case(const std::vector<Case>& list, const std::string& name) {
  return *std::ranges::find(list, name, &Case::name);
}

std::string failed_checks(const ChainVerdict& verdict) {
  std::vector<std::string> failed;
  for (const ChainStep& step : verdict.steps) {
    for (const ChainCheck& check : step.checks) {
      const std::string name(to_text(check.kind));
      if (!check.passed && std::ranges::find(failed, name) == failed.end()) failed.push_back(name);
    }
  }
  std::string text;
  for (const std::string& name : failed) text += (text.empty() ? "" : ",") + name;
  return text.empty() ? "ok" : text;
}

TEST(Chain, fails_the_checks_that_the_table_says) {
  for (const Case& one : cases()) {
    const auto verdict = verify_chain(one.question);
    ASSERT_TRUE(verdict) << one.name << ": " << verdict.error().text;
    EXPECT_EQ(failed_checks(*verdict), one.expected) << one.name;
    EXPECT_EQ(verdict->accepted, one.expected == "ok") << one.name;
    EXPECT_EQ(verdict->accepted, verdict->alert.empty()) << one.name;
    for (const ChainStep& step : verdict->steps) {
      for (const ChainCheck& check : step.checks) EXPECT_TRUE(check.reason.ends_with('.')) << check.reason;
    }
  }
}

// The reasons are found independently of mbedTLS: where it sets a flag, a check must have failed, and vice
// versa.
TEST(Chain, has_a_reason_for_each_flag) {
  for (const Case& one : cases()) {
    const auto verdict = verify_chain(one.question);
    ASSERT_TRUE(verdict) << one.name;
    if (one.expected == "readable") continue;  // mbedTLS does not get that far
    const bool failed = !std::ranges::all_of(verdict->steps, &ChainStep::passed);
    EXPECT_EQ(failed, verdict->flags != 0) << one.name;
  }
}

// sim/certificate/README.md lists these differences.
const std::set<std::string> kOtherThanOpenssl{"part-anchor", "wrong-order",    "koblitz",  "brainpool",
                                              "edwards",     "edwards-signed", "unsigning"};

TEST(Chain, is_judged_as_openssl_does_but_for_the_differences) {
  std::map<std::string, bool> openssl;
  for (const auto& row : table("openssl.txt")) openssl[row.at(0)] = row.at(1) == "ok";
  std::set<std::string> differences;
  for (const Case& one : cases()) {
    ASSERT_TRUE(openssl.contains(one.name)) << one.name << ": run tests/golden/chains/make";
    if (openssl[one.name] != (one.expected == "ok")) differences.insert(one.name);
  }
  EXPECT_EQ(differences, kOtherThanOpenssl);
}

TEST(Chain, says_what_the_script_sees_and_which_alert_is_sent) {
  const auto list = cases();
  const auto verdict = [&](const std::string& name) {
    return verify_chain(find_case(list, name).question).value();
  };
  const ChainVerdict unset = verdict("clock-unset");
  EXPECT_EQ(unset.exception, "ValueError: \nThe certificate validity starts in the future\n");
  EXPECT_EQ(unset.alert, "certificate_unknown (46)");
  EXPECT_EQ(verdict("expired").alert, "certificate_expired (45)");
  EXPECT_EQ(verdict("wrong-name").exception,
            "ValueError: \nThe certificate Common Name (CN) does not match with the expected CN\n");
  EXPECT_EQ(verdict("wrong-name").alert, "bad_certificate (42)");
  EXPECT_EQ(verdict("missing").exception,
            "ValueError: \nThe certificate is not correctly signed by the trusted CA\n");
  EXPECT_EQ(verdict("missing").alert, "unknown_ca (48)");
  EXPECT_EQ(verdict("no-anchor").exception, "OSError: (-30336, 'MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED')");
  EXPECT_EQ(verdict("for-clients").exception, "OSError: (-31232, 'MBEDTLS_ERR_SSL_BAD_CERTIFICATE')");
  EXPECT_EQ(verdict("for-clients").alert, "unsupported_certificate (43)");
  EXPECT_EQ(verdict("sha1").alert, "certificate_unknown (46)");
  EXPECT_EQ(verdict("direct").exception, "");
}

const ChainCheck* find_check(const ChainVerdict& verdict, ChainCheckKind kind) {
  for (const ChainStep& step : verdict.steps) {
    for (const ChainCheck& check : step.checks) {
      if (check.kind == kind && !check.passed) return &check;
    }
  }
  return nullptr;
}

TEST(Chain, gives_reasons_with_the_values_of_this_chain) {
  const auto list = cases();
  const auto reason = [&](const std::string& name, ChainCheckKind kind) {
    const auto verdict = verify_chain(find_case(list, name).question).value();
    const ChainCheck* check = find_check(verdict, kind);
    return check == nullptr ? "none" : check->reason;
  };
  EXPECT_EQ(reason("clock-unset", ChainCheckKind::time),
            "It is valid from 2026-11-01 00:00:01, and the camera's clock says 2013-10-14 19:53:11.");
  EXPECT_EQ(reason("missing", ChainCheckKind::issuer),
            "Its issuer CN=Intermediate is no trust anchor of the camera, and was not sent.");
  EXPECT_EQ(reason("not-trusted", ChainCheckKind::issuer),
            "CN=openmv signed itself, and is no trust anchor of the camera.");
  EXPECT_EQ(reason("wrong-order", ChainCheckKind::issuer),
            "Its issuer CN=Upper was sent in front of it; the camera looks only behind.");
  EXPECT_EQ(reason("plain-root", ChainCheckKind::authority),
            "CN=Plain Root is no certificate authority: its basicConstraints do not say CA:TRUE.");
  EXPECT_EQ(reason("too-many-labels", ChainCheckKind::name),
            "*.example.org stands for just one label, and a.b.example.org has more in its place.");
  EXPECT_EQ(reason("edwards", ChainCheckKind::readable), "The camera cannot read it: its key is Ed25519.");
  EXPECT_EQ(reason("weak-between", ChainCheckKind::key),
            "Its key is P-192; the camera accepts P-256, P-384, P-521 and RSA from 2048 bits.");
}

TEST(Chain, has_a_step_for_each_certificate_on_the_way) {
  const auto list = cases();
  const auto verdict = verify_chain(find_case(list, "two-between").question).value();
  ASSERT_EQ(verdict.steps.size(), 4u);
  EXPECT_EQ(verdict.steps[0].role, ChainRole::leaf);
  EXPECT_EQ(verdict.steps[0].presented, 0u);
  EXPECT_EQ(verdict.steps[1].subject, "CN=Lower");
  EXPECT_EQ(verdict.steps[2].presented, 2u);
  EXPECT_EQ(verdict.steps[3].role, ChainRole::anchor);
  EXPECT_FALSE(verdict.steps[3].presented);
  EXPECT_EQ(verify_chain(find_case(list, "self-anchor").question).value().steps.size(), 1u);
}

TEST(Chain, needs_a_certificate) {
  EXPECT_FALSE(verify_chain({}));
  ChainQuestion question;
  question.presented.push_back(Bytes{1, 2, 3});
  EXPECT_FALSE(verify_chain(question));
}

TEST(Names, are_accepted_as_the_table_says) {
  for (const auto& row : table("names.txt")) {
    const auto matches = who_may_connect(chain_file(row.at(0) + ".der"), {row.at(1)});
    ASSERT_TRUE(matches) << row[0];
    EXPECT_EQ(matches->at(0).accepted ? "yes" : "no", row.at(2)) << row[0] << " " << row[1];
    EXPECT_NE(matches->at(0).reason, "The certificate is for it.") << row[1] << ": no reason was found";
  }
}

TEST(Names, are_accepted_as_openssl_does_but_for_the_differences) {
  std::map<std::string, std::string> openssl;
  for (const auto& row : table("openssl-names.txt")) openssl[row.at(0) + " " + row.at(1)] = row.at(2);
  std::set<std::string> differences;
  for (const auto& row : table("names.txt")) {
    const std::string question = row.at(0) + " " + row.at(1);
    ASSERT_TRUE(openssl.contains(question)) << question << ": run tests/golden/chains/make";
    if (openssl[question] != row.at(2)) differences.insert(question);
  }
  EXPECT_EQ(differences, (std::set<std::string>{"odd-names 10.0.0.1", "odd-names example.org",
                                                "odd-names cam1.example.net"}));
}

TEST(Names, to_try_show_what_a_certificate_covers_and_what_not) {
  const auto matches = who_may_connect(chain_file("direct.der"), {});
  ASSERT_TRUE(matches);
  std::map<std::string, bool> accepted;
  for (const NameMatch& match : *matches) accepted[match.name] = match.accepted;
  EXPECT_EQ(accepted, (std::map<std::string, bool>{{"openmv", true},
                                                   {"camera.example.org", true},
                                                   {"a.camera.example.org", false},
                                                   {"example.org", false},
                                                   {"192.168.1.50", true}}));
}

}  // namespace
}  // namespace tlscam

// Trees of certificates, requests and keys: openssl's asn1parse must see an element wherever we have a field.
#include "sim/dissect/x509/x509_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "sim/base/file.h"
#include "sim/base/hex.h"
#include "tests/unit/dissect/field_tools.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kFolder = TLSCAM_SOURCE_DIR "/tests/golden/certificates/";

Bytes golden(const std::string& name) {
  return read_file(kFolder + name).value_or(Bytes());
}

auto tree_of(ByteView der) {
  FieldReader in(der, FieldLayer::certificate);
  dissect_der_file(in);
  return in.finish();
}

using Range = std::pair<std::size_t, std::size_t>;  ///< offset and size

void collect(FieldRange fields, std::set<Range>& ranges) {
  for (const Field& field : fields) {
    ranges.emplace(field.offset, field.size);
    collect(field.fields(), ranges);
  }
}

struct Element {
  std::size_t offset;
  std::size_t header;
  std::size_t length;
  std::string type;  ///< "cons: SEQUENCE"
};

/// `asn1parse` lists what openssl sees; with `inside`, in the bytes that the element there packs.
std::vector<Element> asn1parse(const std::string& name, std::size_t inside = 0) {
  std::string command = "openssl asn1parse -inform DER -in " + kFolder + name;
  if (inside > 0) command += " -strparse " + std::to_string(inside);
  std::vector<Element> elements;
  FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  char line[1024];
  while (pipe != nullptr && fgets(line, sizeof(line), pipe) != nullptr) {
    Element element{};
    char type[64] = "";
    if (std::sscanf(line, "%zu:d=%*u hl=%zu l=%zu %63[^\n]", &element.offset, &element.header,
                    &element.length, type) == 4) {
      element.type = type;
      elements.push_back(element);
    }
  }
  if (pipe != nullptr) pclose(pipe);
  return elements;
}

class Tree : public testing::TestWithParam<const char*> {};

TEST_P(Tree, HasAFieldForEachElementThatOpensslSees) {
  const std::string name = GetParam();
  const Bytes der = golden(name);
  const auto fields = tree_of(der);
  EXPECT_EQ(problem_of(fields, der.size()), "");
  EXPECT_EQ(covered(fields), der.size()) << field_text(fields);
  std::set<Range> ranges;
  collect(fields, ranges);
  const auto elements = asn1parse(name);
  ASSERT_GT(elements.size(), 3u);
  for (const Element& element : elements) {
    EXPECT_TRUE(ranges.contains({element.offset, element.header + element.length}))
        << name << " " << element.offset << " " << element.type;
    if (element.type.starts_with("cons:")) {
      EXPECT_TRUE(ranges.contains({element.offset, element.header})) << "its header, at " << element.offset;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Tree,
                         testing::Values("p256.der", "p384.der", "rsa.der", "leaf.der", "pss.der", "sha1.der",
                                         "ed25519.der", "explicit.der", "critical.der", "request.der",
                                         "public-key.der", "p256-key.der", "rsa-key.der", "pkcs8-key.der",
                                         "ed25519-key.der", "explicit-key.der", "encrypted-key.der"));

// An OCTET STRING or BIT STRING packs elements again: extensions, signatures, RSA's numbers.
TEST(X509Tree, HasAFieldForEachElementThatIsPacked) {
  for (const std::string name : {"p256.der", "rsa.der"}) {
    std::set<Range> ranges;
    collect(tree_of(golden(name)), ranges);
    std::size_t packed = 0;
    for (const Element& outer : asn1parse(name)) {
      const bool bits = outer.type.find("BIT STRING") != std::string::npos;
      if (!bits && outer.type.find("OCTET STRING") == std::string::npos) continue;
      const std::size_t content = outer.offset + outer.header + (bits ? 1 : 0);
      for (const Element& inner : asn1parse(name, outer.offset)) {
        if (bits && inner.type.find("SEQUENCE") == std::string::npos &&
            inner.type.find("INTEGER") == std::string::npos)
          break;  // a point or RSA's number, which only look like an element
        EXPECT_TRUE(ranges.contains({content + inner.offset, inner.header + inner.length}))
            << name << " " << content + inner.offset << " " << inner.type;
        ++packed;
      }
    }
    EXPECT_GT(packed, 5u) << name;
  }
}

std::string value_of(FieldRange fields, std::string_view about) {
  const Field* field = find_field(fields, about);
  return field == nullptr ? "none" : field->value();
}

TEST(X509Tree, SaysWhatOpensslSaysOfTheCertificate) {
  const auto fields = tree_of(golden("p256.der"));
  EXPECT_EQ(value_of(fields, "x509.certificate.subject"), "C=AU, O=My Org, CN=openmv");
  EXPECT_EQ(value_of(fields, "x509.validity"), "2026-11-23 10:00:00 to 2027-11-23 10:00:00");
  EXPECT_EQ(value_of(fields, "x509.public_key.curve"), "P-256 (1.2.840.10045.3.1.7)");
  EXPECT_EQ(value_of(fields, "x509.extension.subject_alt_name"),
            "DNS:openmv, DNS:*.example.org, IP:192.168.1.50, IP:fd00:0:0:0:0:0:0:1, email:a@example.org, "
            "URI:https://example.org/");
  EXPECT_EQ(value_of(fields, "x509.extension.basic_constraints"), "critical, a certificate authority");
  EXPECT_EQ(value_of(fields, "x509.algorithm"), "ecPublicKey, P-256");
  const Bytes said = golden("p256.txt");
  const std::string text(as_text(said));
  std::smatch serial;
  ASSERT_TRUE(std::regex_search(text, serial, std::regex("serial=([0-9A-F]+)")));
  std::string own = value_of(fields, "x509.certificate.serial").substr(2);
  std::ranges::transform(own, own.begin(), [](unsigned char c) { return std::toupper(c); });
  EXPECT_EQ(own, serial[1].str());
}

TEST(X509Tree, SaysWhatAKeyMayBeUsedFor) {
  const auto fields = tree_of(golden("p384.der"));
  EXPECT_EQ(value_of(fields, "x509.extension.key_usage"), "critical, digitalSignature, keyAgreement");
  EXPECT_EQ(value_of(fields, "x509.extension.extended_key_usage"), "serverAuth, clientAuth");
  const auto rsa = tree_of(golden("rsa.der"));
  EXPECT_EQ(value_of(rsa, "x509.public_key.modulus"), "2048 bits");
  EXPECT_EQ(value_of(rsa, "x509.public_key.exponent"), "65537");
  EXPECT_EQ(value_of(tree_of(golden("critical.der")), "x509.extension.unknown"), "critical, 1.2.3.4");
}

TEST(X509Tree, ShowsNothingOfASecret) {
  for (const std::string name :
       {"p256-key.der", "rsa-key.der", "pkcs8-key.der", "ed25519-key.der", "explicit-key.der"}) {
    const Bytes der = golden(name);
    const auto fields = tree_of(der);
    const Field* secret = find_field(fields, "x509.private_key.secret");
    ASSERT_NE(secret, nullptr) << name;
    EXPECT_TRUE(secret->value().ends_with("not shown")) << name << ": " << secret->value();
    const ByteView bytes = ByteView(der).subspan(secret->offset + secret->size - 8, 8);
    EXPECT_THAT(field_text(fields), Not(HasSubstr(to_hex(bytes)))) << name;
  }
}

TEST(X509Tree, OfWhatIsCutShowsTheRest) {
  for (const std::string name : {"p256.der", "rsa-key.der", "request.der"}) {
    const Bytes whole = golden(name);
    for (std::size_t size = 1; size < whole.size(); size += 7) {
      const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      const auto fields = tree_of(part);
      EXPECT_EQ(problem_of(fields, size), "") << name << " " << size;
      EXPECT_TRUE(has_broken(fields)) << name << " " << size;
    }
  }
}

TEST(X509Tree, OfSeveralCertificatesHasEach) {
  const auto fields = tree_of(golden("two.der"));
  std::size_t certificates = 0;
  for (const Field& field : fields) certificates += field.about() == "x509.certificate";
  EXPECT_EQ(certificates, 2u);
  EXPECT_TRUE(has_broken(tree_of(golden("newline.der"))));
}

// Each id has its explanation; no explanation is of an id that does not exist, but the overview of a file.
TEST(X509Explanations, AreOfTheFieldsThatThereAre) {
  std::set<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator(TLSCAM_SOURCE_DIR "/sim/dissect/x509")) {
    if (entry.path().extension() != ".cc") continue;
    const Bytes source = read_file(entry.path()).value_or(Bytes());
    const std::string text(as_text(source));
    const std::regex id("\"(x509\\.[a-z0-9_.]+)\"");
    for (std::sregex_iterator i(text.begin(), text.end(), id); i != std::sregex_iterator(); ++i)
      ids.insert((*i)[1]);
  }
  ASSERT_GT(ids.size(), 50u);
  std::set<std::string> explained;
  for (const auto& entry : std::filesystem::directory_iterator(TLSCAM_SOURCE_DIR "/assets/explanations/en")) {
    if (!entry.path().filename().string().starts_with("x509.")) continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      std::smatch heading;
      if (!std::regex_match(line, heading, std::regex("(#+) (x509\\.[a-z0-9_.]+): .+"))) continue;
      explained.insert(heading[2]);
      if (heading[1] != "#") EXPECT_TRUE(ids.contains(heading[2])) << heading[2];
    }
  }
  for (const std::string& id : ids) EXPECT_TRUE(explained.contains(id)) << id;
}

}  // namespace
}  // namespace tlscam

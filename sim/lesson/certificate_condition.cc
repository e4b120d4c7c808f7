#include <algorithm>

#include "sim/certificate/certificate_file.h"
#include "sim/lesson/condition_kinds.h"
#include "sim/words/check.h"

// {"certificate": PATH, ...} and {"key": PATH, ...} are about files that openssl wrote. A camera's firmware
// later judges the same facts on its own.

namespace tlscam {
namespace {

// `FileWish` holds the requirements that both kinds of file share.
struct FileWish {
  FilePlace place;
  std::string encoding, key_type;
  bool loads = false;  // on a camera
};

// `Inspected` caches what a file was found to hold: checking a signature takes a while, and a lesson looks at
// its files often.
class Inspected {
 public:
  const CertificateFile& look(Bytes bytes, const std::string& name) {
    if (!file_ || bytes != bytes_) {
      file_ = inspect(bytes, name);
      bytes_ = std::move(bytes);
    }
    return *file_;
  }

 private:
  Bytes bytes_;
  std::optional<CertificateFile> file_;
};

// `why_not` says why the file does not meet the requirements; empty if it does.
std::string why_not(const FileWish& wish, const CertificateFile& file, std::string_view key_type) {
  const std::string text = wish.place.text();
  if (!wish.encoding.empty() && to_text(file.encoding) != wish.encoding)
    return words<"check.file_encoded_otherwise">(
        {.file = text, .encoding = to_text(file.encoding), .wanted = wish.encoding});
  if (!wish.key_type.empty() && key_type.empty())
    return words<"check.key_type_unknown">({.file = text, .wanted = wish.key_type});
  if (!wish.key_type.empty() && key_type != wish.key_type)
    return words<"check.key_type_differs">({.file = text, .type = key_type, .wanted = wish.key_type});
  if (wish.loads && !file.camera.good())
    return words<"check.does_not_load">({.file = text, .reason = file.camera.reason});
  return {};
}

// `with_wishes` adds to a label what is wished of the file.
std::string with_wishes(const FileWish& wish, std::string label) {
  for (const std::string& detail : {wish.key_type, wish.encoding})
    if (!detail.empty()) label = words<"check.with_detail">({.check = label, .detail = detail});
  return wish.loads ? words<"check.and_loads">({.check = label}) : label;
}

Result<void> read_wish(const ConditionJson& json, const char* kind, FileWish& wish) {
  Result<void> read = json.read(kind, wish.place.path);
  if (read) read = json.read("on", wish.place.camera);
  if (read) read = json.read_word("encoding", wish.encoding, {"PEM", "DER"});
  if (read) read = json.read("key_type", wish.key_type);
  if (read) read = json.read("loads", wish.loads);
  return read;
}

class CertificateIs : public Condition {
 public:
  struct Wish : FileWish {
    std::string name;  // "DNS:openmv" or "IP:192.168.1.50"
    std::optional<bool> self_signed, valid_now, ca;
    std::string usage;      // "serverAuth" or "clientAuth"
    std::string signed_by;  // a certificate in the same place
  };
  explicit CertificateIs(Wish wish) : wish_(std::move(wish)) {}

  Verdict judge(const Evidence& evidence) const override {
    auto bytes = wish_.place.read(evidence);
    if (!bytes) return wish_.place.missing();
    const CertificateFile& file = file_.look(std::move(*bytes), wish_.place.path);
    if (file.certificates.empty()) return {false, not_a_certificate(file)};
    const CertificateFacts& facts = file.certificates.front();
    if (std::string why = why_not(wish_, file, facts.key_type); !why.empty()) return {false, std::move(why)};
    const std::string text = wish_.place.text();
    if (!wish_.name.empty() && !has_name(facts)) return {false, other_names(facts)};
    if (wish_.self_signed && facts.self_signed != *wish_.self_signed)
      return {false, facts.self_signed ? words<"check.self_signed">({.file = text})
                                       : words<"check.not_self_signed">({.file = text})};
    if (wish_.valid_now && is_valid(facts, evidence.now()) != *wish_.valid_now)
      return {false,
              words<"check.validity">(
                  {.file = text, .begin = to_text(facts.not_before), .end = to_text(facts.not_after)})};
    if (wish_.ca && facts.is_ca != *wish_.ca)
      return {false,
              facts.is_ca ? words<"check.is_ca">({.file = text}) : words<"check.is_not_ca">({.file = text})};
    if (!wish_.usage.empty() && !allows(facts, wish_.usage))
      return {false, words<"check.other_usage">(
                         {.file = text,
                          .usage = fmt::format("{}", fmt::join(facts.extended_key_usage, ", ")),
                          .wanted = wish_.usage})};
    return why_not_signed(evidence, facts);
  }

  std::string label() const override {
    const std::string file = wish_.place.text();
    std::string label = with_wishes(wish_, wish_.self_signed.value_or(false)
                                               ? words<"check.certificate_self_signed">({.file = file})
                                               : words<"check.certificate">({.file = file}));
    if (!wish_.name.empty()) label = words<"check.for_name">({.check = label, .name = wish_.name});
    if (wish_.ca.value_or(false)) label = words<"check.of_authority">({.check = label});
    if (!wish_.usage.empty()) label = words<"check.with_detail">({.check = label, .detail = wish_.usage});
    if (wish_.signed_by.empty()) return label;
    return words<"check.signed_with">({.check = label, .issuer = wish_.signed_by});
  }

  void add_cameras(std::vector<std::string>& names) const override {
    if (!wish_.place.camera.empty()) names.push_back(wish_.place.camera);
  }

 private:
  static bool is_valid(const CertificateFacts& facts, Instant now) {
    return facts.not_before <= now && now <= facts.not_after;
  }
  // A certificate without an extended key usage may be used for anything (RFC 5280, section 4.2.1.12).
  static bool allows(const CertificateFacts& facts, const std::string& usage) {
    const auto& allowed = facts.extended_key_usage;
    return allowed.empty() || std::ranges::find(allowed, usage) != allowed.end();
  }
  Verdict why_not_signed(const Evidence& evidence, const CertificateFacts& facts) const {
    if (wish_.signed_by.empty()) return {true, {}};
    const FilePlace place{wish_.signed_by, wish_.place.camera};
    auto bytes = place.read(evidence);
    if (!bytes) return place.missing();
    const CertificateFile& issuer = issuer_.look(std::move(*bytes), place.path);
    if (!issuer.certificates.empty() && is_signed_by(facts, issuer.certificates.front())) return {true, {}};
    return {false, words<"check.not_signed_by">({.file = wish_.place.text(), .issuer = place.text()})};
  }
  bool has_name(const CertificateFacts& facts) const {
    const bool address = wish_.name.starts_with("IP:");
    const auto& names = address ? facts.ip_addresses : facts.dns_names;
    return std::ranges::find(names, wish_.name.substr(wish_.name.find(':') + 1)) != names.end();
  }
  std::string other_names(const CertificateFacts& facts) const {
    if (facts.dns_names.empty() && facts.ip_addresses.empty())
      return words<"check.no_names">({.file = wish_.place.text(), .name = wish_.name});
    std::string names;
    for (const auto& name : facts.dns_names) names += (names.empty() ? "DNS:" : ", DNS:") + name;
    for (const auto& address : facts.ip_addresses) names += (names.empty() ? "IP:" : ", IP:") + address;
    return words<"check.other_names">({.file = wish_.place.text(), .names = names, .name = wish_.name});
  }
  std::string not_a_certificate(const CertificateFile& file) const {
    const std::string text = wish_.place.text();
    if (file.content == FileContent::other) return words<"check.no_certificate">({.file = text});
    return words<"check.no_certificate_but">({.file = text, .content = to_text(file.content)});
  }

  Wish wish_;
  mutable Inspected file_, issuer_;
};

constexpr ConditionKey kCertificateKeys[] = {
    {"certificate", true}, {"on"},        {"encoding"}, {"key_type"}, {"name"},     {"ca"},
    {"self_signed"},       {"valid_now"}, {"loads"},    {"usage"},    {"signed_by"}};

ConditionResult read_certificate(const ConditionJson& json) {
  CertificateIs::Wish wish;
  Result<void> read = read_wish(json, "certificate", wish);
  if (read) read = json.read("name", wish.name);
  if (read) read = json.read("self_signed", wish.self_signed);
  if (read) read = json.read("valid_now", wish.valid_now);
  if (read) read = json.read("ca", wish.ca);
  if (read) read = json.read_word("usage", wish.usage, {"serverAuth", "clientAuth"});
  if (read) read = json.read("signed_by", wish.signed_by);
  if (!read) return tl::unexpected(read.error());
  if (json.has("name") && !wish.name.starts_with("DNS:") && !wish.name.starts_with("IP:"))
    return fail("\"name\" begins with DNS: or IP:, as in \"DNS:openmv\"");
  return std::make_unique<CertificateIs>(std::move(wish));
}

class KeyIs : public Condition {
 public:
  KeyIs(FileWish wish, std::string certificate)
      : wish_(std::move(wish)), certificate_(std::move(certificate)) {}

  Verdict judge(const Evidence& evidence) const override {
    auto bytes = wish_.place.read(evidence);
    if (!bytes) return wish_.place.missing();
    const CertificateFile& file = file_.look(std::move(*bytes), wish_.place.path);
    if (file.content != FileContent::private_key) return {false, not_a_key(file)};
    if (std::string why = why_not(wish_, file, file.key_type); !why.empty()) return {false, std::move(why)};
    if (certificate_.empty()) return {true, {}};
    const FilePlace place{certificate_, wish_.place.camera};
    auto certificate = place.read(evidence);
    if (!certificate) return place.missing();
    if (key_belongs(file, owner_.look(std::move(*certificate), place.path))) return {true, {}};
    return {false, words<"check.key_of_other">({.file = wish_.place.text(), .certificate = place.text()})};
  }

  std::string label() const override {
    std::string label = with_wishes(wish_, words<"check.key">({.file = wish_.place.text()}));
    if (certificate_.empty()) return label;
    return words<"check.of_certificate">({.check = label, .certificate = certificate_});
  }

  void add_cameras(std::vector<std::string>& names) const override {
    if (!wish_.place.camera.empty()) names.push_back(wish_.place.camera);
  }

 private:
  std::string not_a_key(const CertificateFile& file) const {
    const std::string text = wish_.place.text();
    if (file.content == FileContent::other) return words<"check.no_key">({.file = text});
    return words<"check.no_key_but">({.file = text, .content = to_text(file.content)});
  }

  FileWish wish_;
  std::string certificate_;  // in the same place
  mutable Inspected file_, owner_;
};

constexpr ConditionKey kKeyKeys[] = {{"key", true}, {"on"},         {"encoding"},
                                     {"key_type"},  {"belongs_to"}, {"loads"}};

ConditionResult read_key(const ConditionJson& json) {
  FileWish wish;
  std::string certificate;
  Result<void> read = read_wish(json, "key", wish);
  if (read) read = json.read("belongs_to", certificate);
  if (!read) return tl::unexpected(read.error());
  return std::make_unique<KeyIs>(std::move(wish), std::move(certificate));
}

}  // namespace

const ConditionKind kCertificateKind{"certificate", kCertificateKeys, read_certificate};
const ConditionKind kKeyKind{"key", kKeyKeys, read_key};

}  // namespace tlscam

#include <algorithm>

#include "sim/certificate/certificate_file.h"
#include "sim/lesson/condition_kinds.h"

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
    return fmt::format("{} is {}, not {}", text, to_text(file.encoding), wish.encoding);
  if (!wish.key_type.empty() && key_type != wish.key_type)
    return fmt::format("the key in {} is {}, not {}", text, key_type.empty() ? "of another kind" : key_type,
                       wish.key_type);
  if (wish.loads && !file.camera.good()) return fmt::format("{}: {}", text, file.camera.reason);
  return {};
}

std::string wish_label(const FileWish& wish, std::string_view what) {
  std::string text = fmt::format("{} is a {}", wish.place.text(), what);
  if (!wish.key_type.empty()) text += fmt::format(", {}", wish.key_type);
  if (!wish.encoding.empty()) text += fmt::format(", {}", wish.encoding);
  if (wish.loads) text += ", and loads on a camera";
  return text;
}

std::string not_a(const FilePlace& place, std::string_view wanted, const CertificateFile& file) {
  if (file.content == FileContent::other) return fmt::format("{} is not a {}", place.text(), wanted);
  return fmt::format("{} is not a {} but a {}", place.text(), wanted, to_text(file.content));
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
    std::optional<bool> self_signed, valid_now;
  };
  explicit CertificateIs(Wish wish) : wish_(std::move(wish)) {}

  Verdict judge(const Evidence& evidence) const override {
    auto bytes = wish_.place.read(evidence);
    if (!bytes) return wish_.place.missing();
    const CertificateFile& file = file_.look(std::move(*bytes), wish_.place.path);
    if (file.certificates.empty()) return {false, not_a(wish_.place, "certificate", file)};
    const CertificateFacts& facts = file.certificates.front();
    if (std::string why = why_not(wish_, file, facts.key_type); !why.empty()) return {false, std::move(why)};
    const std::string text = wish_.place.text();
    if (!wish_.name.empty() && !has_name(facts))
      return {false, fmt::format("{} {}", text, other_names(facts))};
    if (wish_.self_signed && facts.self_signed != *wish_.self_signed)
      return {false, fmt::format("{} is {}self-signed", text, *wish_.self_signed ? "not " : "")};
    if (wish_.valid_now && is_valid(facts, evidence.now()) != *wish_.valid_now)
      return {false, fmt::format("{} is valid from {} to {}", text, to_text(facts.not_before),
                                 to_text(facts.not_after))};
    return {true, {}};
  }

  std::string label() const override {
    std::string text =
        wish_label(wish_, wish_.self_signed.value_or(false) ? "self-signed certificate" : "certificate");
    if (!wish_.name.empty()) text += " for " + wish_.name;
    return text;
  }

  void add_cameras(std::vector<std::string>& names) const override {
    if (!wish_.place.camera.empty()) names.push_back(wish_.place.camera);
  }

 private:
  static bool is_valid(const CertificateFacts& facts, Instant now) {
    return facts.not_before <= now && now <= facts.not_after;
  }
  bool has_name(const CertificateFacts& facts) const {
    const bool address = wish_.name.starts_with("IP:");
    const auto& names = address ? facts.ip_addresses : facts.dns_names;
    return std::ranges::find(names, wish_.name.substr(wish_.name.find(':') + 1)) != names.end();
  }
  std::string other_names(const CertificateFacts& facts) const {
    if (facts.dns_names.empty() && facts.ip_addresses.empty())
      return fmt::format("has no SAN (subject alternative name); it needs {}", wish_.name);
    std::string names;
    for (const auto& name : facts.dns_names) names += (names.empty() ? "DNS:" : ", DNS:") + name;
    for (const auto& address : facts.ip_addresses) names += (names.empty() ? "IP:" : ", IP:") + address;
    return fmt::format("is for {}, not for {}", names, wish_.name);
  }

  Wish wish_;
  mutable Inspected file_;
};

constexpr ConditionKey kCertificateKeys[] = {{"certificate", true}, {"on"},   {"encoding"},
                                             {"key_type"},          {"name"}, {"self_signed"},
                                             {"valid_now"},         {"loads"}};

ConditionResult read_certificate(const ConditionJson& json) {
  CertificateIs::Wish wish;
  Result<void> read = read_wish(json, "certificate", wish);
  if (read) read = json.read("name", wish.name);
  if (read) read = json.read("self_signed", wish.self_signed);
  if (read) read = json.read("valid_now", wish.valid_now);
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
    if (file.content != FileContent::private_key) return {false, not_a(wish_.place, "private key", file)};
    if (std::string why = why_not(wish_, file, file.key_type); !why.empty()) return {false, std::move(why)};
    if (certificate_.empty()) return {true, {}};
    const FilePlace place{certificate_, wish_.place.camera};
    auto certificate = place.read(evidence);
    if (!certificate) return place.missing();
    if (key_belongs(file, owner_.look(std::move(*certificate), place.path))) return {true, {}};
    return {false, fmt::format("{} is not the key of {}", wish_.place.text(), place.text())};
  }

  std::string label() const override {
    std::string text = wish_label(wish_, "private key");
    if (!certificate_.empty()) text += ", that of " + certificate_;
    return text;
  }

  void add_cameras(std::vector<std::string>& names) const override {
    if (!wish_.place.camera.empty()) names.push_back(wish_.place.camera);
  }

 private:
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

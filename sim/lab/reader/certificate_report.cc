#include "sim/lab/reader/certificate_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

#include "sim/base/hex.h"
#include "sim/certificate/certificate_file.h"
#include "sim/certificate/pem_blocks.h"
#include "sim/dissect/tree/field_text.h"
#include "sim/dissect/x509/x509_fields.h"
#include "sim/lab/reader/field_json.h"
#include "sim/wire/der.h"

namespace tlscam {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Of a private key, also what could not be read may be the secret.
bool is_secret(const Field& field) {
  return field.about() == "x509.private_key.secret" || field.about() == "x509.der.trailing";
}

void blank_secrets(Bytes& bytes, FieldRange fields, bool in_key) {
  for (const Field& field : fields) {
    const bool key = in_key || field.about() == "x509.private_key";
    if (key && (is_secret(field) || (field.broken && field.fields().empty()))) {
      std::fill_n(bytes.begin() + field.offset, field.size, std::uint8_t{0});
    }
    blank_secrets(bytes, field.fields(), key);
  }
}

CertificateTree tree_of(std::string label, Bytes der) {
  CertificateTree tree{std::move(label), std::move(der), {}};
  FieldReader in(tree.bytes, FieldLayer::certificate);
  dissect_der_file(in);
  tree.fields = in.finish();
  blank_secrets(tree.bytes, tree.fields, false);
  return tree;
}

Result<std::vector<Bytes>> all_certificates(const std::vector<Bytes>& files, std::string_view what) {
  std::vector<Bytes> all;
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto found = certificates_in(files[i]);
    if (found.empty())
      return fail("{} {} has no certificate: {}", what, i + 1, inspect(files[i], "").summary);
    std::ranges::move(found, std::back_inserter(all));
  }
  return all;
}

Json chain_json(const ChainVerdict& verdict) {
  Json json{{"accepted", verdict.accepted}, {"flags", verdict.flags}};
  if (!verdict.exception.empty()) json["exception"] = verdict.exception;
  if (!verdict.alert.empty()) json["alert"] = verdict.alert;
  json["steps"] = Json::array();
  for (const ChainStep& step : verdict.steps) {
    Json& object = json["steps"].emplace_back(
        Json{{"role", to_text(step.role)}, {"subject", step.subject}, {"flags", step.flags}});
    if (step.presented) object["presented"] = *step.presented;
    object["checks"] = Json::array();
    for (const ChainCheck& check : step.checks) {
      object["checks"].push_back(
          Json{{"check", to_text(check.kind)}, {"passed", check.passed}, {"reason", check.reason}});
    }
  }
  json["notes"] = verdict.notes;
  return json;
}

std::string indented(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 5)
    text.replace(at, 1, "\n    ");
  return text;
}

std::string chain_text(const ChainVerdict& verdict) {
  std::string text;
  const auto out = std::back_inserter(text);
  for (const ChainStep& step : verdict.steps) {
    fmt::format_to(out, "{} {}\n",
                   step.role == ChainRole::leaf     ? "The leaf"
                   : step.role == ChainRole::anchor ? "The trust anchor"
                                                    : "The intermediate",
                   step.subject);
    for (const ChainCheck& check : step.checks) {
      fmt::format_to(out, "  {}  {:<20}{}\n", check.passed ? "ok  " : "FAIL", to_text(check.kind),
                     check.reason);
    }
  }
  for (const std::string& note : verdict.notes) fmt::format_to(out, "  note  {}\n", note);
  if (verdict.accepted) return text + "The camera accepts it.\n";
  fmt::format_to(out, "The camera refuses it, with the alert {}.\n", verdict.alert);
  if (!verdict.exception.empty()) {
    fmt::format_to(out, "Its script sees\n    {}\n", indented(verdict.exception));
  }
  return text;
}

}  // namespace

std::vector<CertificateTree> certificate_trees(ByteView file) {
  std::vector<CertificateTree> trees;
  const auto header = read_der_header(file);
  if (header && header->tag == kDerSequence && header->length <= file.size() - header->size) {
    trees.push_back(tree_of("", Bytes(file.begin(), file.end())));
    return trees;
  }
  for (PemBlock& block : read_pem(file)) {
    if (!block.der.empty()) trees.push_back(tree_of(std::move(block.label), std::move(block.der)));
  }
  return trees;
}

std::string to_text(const std::vector<CertificateTree>& trees) {
  std::string text;
  for (const CertificateTree& tree : trees) {
    if (!tree.label.empty()) text += fmt::format("{}, {} bytes of DER\n", tree.label, tree.bytes.size());
    text += field_text(tree.fields);
  }
  return text;
}

std::string to_json(const std::vector<CertificateTree>& trees) {
  Json list = Json::array();
  for (const CertificateTree& tree : trees) {
    list.push_back(
        Json{{"label", tree.label}, {"bytes", to_hex(tree.bytes)}, {"fields", fields_json(tree.fields)}});
  }
  return dump(list);
}

Result<std::vector<NameMatch>> name_matches(ByteView file, const std::vector<std::string>& names) {
  const CertificateFile inspected = inspect(file, "");
  if (inspected.certificates.empty()) return fail("it has no certificate, so that it fits no name");
  return who_may_connect(inspected.certificates.front().der, names);
}

Result<NameReport> report_names(ByteView file, const std::vector<std::string>& names) {
  const auto matches = name_matches(file, names);
  if (!matches) return tl::unexpected(matches.error());
  NameReport report;
  Json list = Json::array();
  for (const NameMatch& match : *matches) {
    report.text +=
        fmt::format("  {}  {:<28}  {}\n", match.accepted ? "ok  " : "FAIL", match.name, match.reason);
    list.push_back(Json{{"name", match.name}, {"accepted", match.accepted}, {"reason", match.reason}});
  }
  report.json = dump(list);
  return report;
}

Result<ChainVerdict> decide_chain(const ChainRequest& request) {
  ChainQuestion question;
  auto presented = all_certificates(request.presented, "file");
  if (!presented) return tl::unexpected(presented.error());
  auto anchors = all_certificates(request.anchors, "trust anchor");
  if (!anchors) return tl::unexpected(anchors.error());
  question.presented = std::move(*presented);
  question.anchors = std::move(*anchors);
  question.name = request.name;
  question.clock = request.clock;
  question.from_server = request.from_server;
  return verify_chain(question);
}

Result<ChainReport> report_chain(const ChainRequest& request) {
  const auto verdict = decide_chain(request);
  if (!verdict) return tl::unexpected(verdict.error());
  return ChainReport{verdict->accepted, chain_text(*verdict), dump(chain_json(*verdict))};
}

}  // namespace tlscam

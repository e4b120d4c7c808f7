#include "sim/acme/jws.h"

#include <nlohmann/json.hpp>

#include "sim/acme/acme_json.h"
#include "sim/base/base64.h"

namespace tlscam {
namespace {

using nlohmann::json;

Result<Bytes> bytes_member(const json& object, const char* name) {
  const auto text = object.find(name);
  if (text == object.end() || !text->is_string()) return fail("the request has no text {}", name);
  auto bytes = from_base64url(text->get<std::string>());
  if (!bytes) return fail("{} of the request is not base64url", name);
  return bytes;
}

// Reads the protected header (RFC 8555 section 6.2).
Result<void> read_head(ByteView bytes, Jws& jws) {
  const json head = json::parse(bytes.begin(), bytes.end(), nullptr, false);
  if (!head.is_object()) return fail("the protected header is not a JSON object");
  jws.algorithm = text_of(head, "alg");
  jws.nonce = text_of(head, "nonce");
  jws.url = text_of(head, "url");
  jws.account = text_of(head, "kid");
  if (jws.url.empty()) return fail("the protected header has no url");
  if (head.contains("jwk") == !jws.account.empty()) return fail("the protected header has either jwk or kid");
  if (!jws.account.empty()) return {};
  auto key = WebKey::read(head["jwk"]);
  if (!key) return tl::unexpected(key.error());
  jws.key = std::move(*key);
  return {};
}

}  // namespace

Result<Jws> Jws::read(ByteView content) {
  const json object = json::parse(content.begin(), content.end(), nullptr, false);
  if (!object.is_object()) return fail("the request is not a JSON object");
  // RFC 8555 section 6.2: no unprotected header, one signature.
  if (object.contains("header") || object.contains("signatures"))
    return fail("the request has an unprotected header or several signatures");
  const auto head = bytes_member(object, "protected");
  if (!head) return tl::unexpected(head.error());
  auto payload = bytes_member(object, "payload");
  if (!payload) return tl::unexpected(payload.error());
  auto signature = bytes_member(object, "signature");
  if (!signature) return tl::unexpected(signature.error());
  Jws jws;
  if (auto read = read_head(*head, jws); !read) return tl::unexpected(read.error());
  jws.signed_text = text_of(object, "protected") + "." + text_of(object, "payload");
  jws.payload = std::move(*payload);
  jws.signature = std::move(*signature);
  return jws;
}

std::string sign_jws(const AccountKey& key, const JwsHead& head, std::string_view payload, Random& random) {
  json header{{"alg", key.public_key().algorithm()}, {"url", head.url}};
  if (!head.nonce.empty()) header["nonce"] = head.nonce;
  if (head.account.empty())
    header["jwk"] = json::parse(key.public_key().to_json());
  else
    header["kid"] = head.account;
  const std::string protected_part = to_base64url(as_bytes(header.dump()));
  const std::string payload_part = to_base64url(as_bytes(payload));
  const Bytes signature = key.sign(protected_part + "." + payload_part, random);
  return json{
      {"protected", protected_part}, {"payload", payload_part}, {"signature", to_base64url(signature)}}
      .dump();
}

}  // namespace tlscam

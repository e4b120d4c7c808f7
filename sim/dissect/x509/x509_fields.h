#pragma once
#include "sim/dissect/tree/field_reader.h"

// The dissectors of certificates and what belongs to them: each reads one DER element.

namespace tlscam {

/// Certificate (RFC 5280, 4.1).
void dissect_certificate(FieldReader& in, const FieldKind& kind);
/// CertificationRequest (RFC 2986, 4).
void dissect_request(FieldReader& in);
/// RSAPrivateKey, ECPrivateKey, PrivateKeyInfo or EncryptedPrivateKeyInfo (RFC 8017, 5915, 5958). Whatever is
/// secret has its size for a value, and "x509.private_key.secret" for `about`.
void dissect_private_key(FieldReader& in);
/// SubjectPublicKeyInfo (RFC 5280, 4.1).
void dissect_public_key(FieldReader& in, const FieldKind& kind);
/// Name (RFC 5280, 4.1.2.4).
void dissect_name(FieldReader& in, const FieldKind& kind);
/// GeneralName (RFC 5280, 4.2.1.6): a name of a certificate that is no Name.
std::string dissect_general_name(FieldReader& in);
/// The extensions with their lists around them.
void dissect_extensions(FieldReader& in);
/// AlgorithmIdentifier (RFC 5280, 4.1.1.2).
std::string dissect_algorithm(FieldReader& in, const FieldKind& kind);
/// A signature in a BIT STRING, by its algorithm's numbers.
void dissect_signature(FieldReader& in, std::string_view algorithm);

/// All of a file: certificates, a request or keys one after another, and whatever else is DER. Bytes that are
/// none are a broken field.
void dissect_der_file(FieldReader& in);

}  // namespace tlscam

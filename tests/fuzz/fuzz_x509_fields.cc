// This takes any bytes as a certificate, a request, a key: the tree keeps to its bytes, and reveals no
// secret.
#include <cstdint>
#include <cstdlib>

#include "sim/dissect/tree/field_text.h"
#include "sim/dissect/x509/der_fields.h"
#include "sim/dissect/x509/x509_fields.h"

namespace tlscam {
namespace {

void check(FieldRange fields, std::size_t begin, std::size_t end, int depth = 0) {
  if (depth > 24) std::abort();
  for (const Field& field : fields) {
    const std::size_t field_end = std::size_t{field.offset} + field.size;
    if (field.offset < begin || field_end > end) std::abort();
    if (field.label().empty() || field.about().empty()) std::abort();
    if (field.about() == "x509.private_key.secret" && !field.broken && !field.value().ends_with("not shown"))
      std::abort();
    check(field.fields(), field.offset, field_end, depth + 1);
  }
}

void feed(ByteView input) {
  const auto read = [input](auto dissect) {
    FieldReader in(input, FieldLayer::certificate);
    dissect(in);
    const FieldTree fields = in.finish();
    check(fields, 0, input.size());
    if (!input.empty() && field_text(fields).empty()) std::abort();
  };
  const FieldKind kind{"Certificate", "x509.certificate"};
  read(dissect_der_file);
  read(dissect_request);
  read(dissect_private_key);
  read(dissect_extensions);
  read([](FieldReader& in) { read_der_any(in); });
  read([kind](FieldReader& in) { dissect_certificate(in, kind); });
  read([kind](FieldReader& in) { dissect_public_key(in, kind); });
}

}  // namespace
}  // namespace tlscam

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tlscam::feed({data, size});
  return 0;
}

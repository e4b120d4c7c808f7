#include "tests/diagnosis/mutation.h"

#include <stdexcept>

namespace tlscam {

std::vector<MutationGroup> mutation_groups() {
  return {{"a field of a certificate or key", certificate_mutations()},
          {"the chain, and whom the other end trusts", chain_mutations()},
          {"a file on the drive", file_mutations()},
          {"the script", script_mutations()},
          {"the network: bytes, names, times", network_mutations()},
          {"openssl as the other end", peer_mutations()}};
}

void replace(std::string& text, std::string_view old_text, std::string_view new_text) {
  const std::size_t at = text.find(old_text);
  if (at == std::string::npos) throw std::runtime_error("not in the script: " + std::string(old_text));
  text.replace(at, old_text.size(), new_text);
}

}  // namespace tlscam

// The arguments of an openssl that a scene runs, each after a zero byte. A refusal has a message, and
// arguments that are let through name no absolute path where openssl would open it.
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/workstation/openssl.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  static const Folder folder = *Folder::open(std::filesystem::temp_directory_path() / "tlscam-fuzz-openssl");
  std::vector<std::string> words{"openssl"};
  for (std::size_t i = 0; i < size; ++i) {
    if (data[i] == 0 || words.size() == 1) words.emplace_back();
    if (data[i] != 0) words.back() += static_cast<char>(data[i]);
  }
  const Result<void> network = check_openssl(words, folder, true);
  const Result<void> none = check_openssl(words, folder, false);
  if (!network && network.error().text.empty()) std::abort();
  if (none && !network) std::abort();
  // A path at the end, after a word that is not an option, is a file to openssl whatever came before.
  if (words.size() > 3 && !words[words.size() - 2].starts_with('-') && words.back().starts_with("/etc/") &&
      network)
    std::abort();
  return 0;
}

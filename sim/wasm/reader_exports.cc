// tlscam-reader: what the page's reading worker calls. Texts are UTF-8 and end with 0; those that are
// returned belong to the caller, who gives them back with free().

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "sim/lab/reader/reader_dispatch.h"

namespace {

std::unique_ptr<tlscam::Reader> reader = tlscam::Reader::without_capture();

char* give(const std::string& text) {
  char* copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

}  // namespace

extern "C" {

/// Opens a capture in place of the one before, which stays when the bytes are none. See open_reader().
[[gnu::used]] char* tlscam_reader_open(const unsigned char* bytes, std::size_t size, const char* key_log) {
  tlscam::Opened opened = tlscam::open_reader(tlscam::ByteView(bytes, size), key_log);
  if (opened.reader) reader = std::move(opened.reader);
  return give(opened.answer);
}

/// See dispatch().
[[gnu::used]] char* tlscam_reader_command(const char* json) {
  return give(tlscam::dispatch(*reader, json));
}

}  // extern "C"

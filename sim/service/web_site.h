#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/service/service.h"
#include "sim/wire/http.h"

namespace tlscam {

/// A WebSite is what a web server shows and takes, whether it speaks HTTP or HTTPS.
class WebSite {
 public:
  /// The settings that both servers have: pages, accepts.
  static std::vector<SettingForm> setting_forms();

  explicit WebSite(const Settings& settings);

  HttpResponse answer(const HttpRequest& request);

  /// The contents that clients have posted, one after another, a line end after each; the last 64 KiB.
  std::string_view posted() const { return posted_; }

  std::vector<ServiceFact> facts() const;

 private:
  HttpResponse page(const std::string& target) const;
  HttpResponse take(const std::string& target, ByteView content);

  std::map<std::string, Bytes> pages_;
  std::vector<std::string> accepts_;
  std::string posted_;
  std::uint64_t requests_ = 0;
  std::uint64_t posts_ = 0;
};

}  // namespace tlscam

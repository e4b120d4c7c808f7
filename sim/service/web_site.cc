#include "sim/service/web_site.h"

#include <algorithm>

namespace tlscam {
namespace {

constexpr std::size_t kMostPosted = 64u << 10;

// By the ending of the name: clients that save a file look at it.
std::string type_of(std::string_view path) {
  const std::pair<std::string_view, const char*> types[] = {{".der", "application/pkix-cert"},
                                                            {".crl", "application/pkix-crl"},
                                                            {".pem", "application/x-pem-file"},
                                                            {".json", "application/json"},
                                                            {".html", "text/html"}};
  for (const auto& [ending, type] : types)
    if (path.ends_with(ending)) return type;
  return "text/plain";
}

HttpResponse response(int status, std::string reason, ByteView content, std::string type = "text/plain") {
  return {.status = status,
          .reason = std::move(reason),
          .headers = {{"Content-Type", std::move(type)}},
          .content = Bytes(content.begin(), content.end())};
}

std::string path_of(const std::string& target) {
  const std::string path = target.substr(0, target.find('?'));
  return path == "/" ? "index.html" : path.substr(std::min<std::size_t>(1, path.size()));
}

}  // namespace

std::vector<SettingForm> WebSite::setting_forms() {
  return {{"pages", SettingType::folder, "Path to content; index.html is the page at /."},
          {"accepts", SettingType::texts, "The paths that take what a client posts, such as \"/pictures\"."}};
}

WebSite::WebSite(const Settings& settings)
    : pages_(setting<std::map<std::string, Bytes>>(settings, "pages")),
      accepts_(setting<std::vector<std::string>>(settings, "accepts")) {}

HttpResponse WebSite::answer(const HttpRequest& request) {
  ++requests_;
  if (request.method == "GET" || request.method == "HEAD") return page(request.target);
  if (request.method == "POST") return take(request.target, request.content);
  return response(405, "Method Not Allowed", {});
}

HttpResponse WebSite::page(const std::string& target) const {
  const std::string path = path_of(target);
  const auto found = pages_.find(path);
  if (found == pages_.end()) return response(404, "Not Found", as_bytes("There is no such page.\n"));
  const std::string type = path == "index.html" ? "text/plain" : type_of(path);
  return response(200, "OK", found->second, type);
}

HttpResponse WebSite::take(const std::string& target, ByteView content) {
  if (std::ranges::find(accepts_, target) == accepts_.end())
    return response(405, "Method Not Allowed", as_bytes("Nothing can be posted here.\n"));
  ++posts_;
  posted_ += as_text(content);
  posted_ += '\n';
  if (posted_.size() > kMostPosted) posted_.erase(0, posted_.size() - kMostPosted);
  return response(201, "Created", as_bytes(fmt::format("{} bytes stored\n", content.size())));
}

std::vector<ServiceFact> WebSite::facts() const {
  std::vector<ServiceFact> facts{{"requests", std::to_string(requests_)}};
  if (!accepts_.empty()) facts.push_back({"posts", std::to_string(posts_)});
  return facts;
}

}  // namespace tlscam

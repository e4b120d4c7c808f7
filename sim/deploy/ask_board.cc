#include "sim/deploy/ask_board.h"

#include <algorithm>
#include <utility>

#include "sim/base/hex.h"
#include "sim/deploy/python_literal.h"
#include "sim/deploy/reply_fields.h"

namespace tlscam {

namespace {

constexpr std::size_t kMostPlaces = 16;
constexpr std::size_t kLongestText = 200;

/// `q` asks one question: an exception leaves it unanswered. The heap comes first, before anything is
/// imported. Modules are looked for only among those of the firmware and in folders of libraries: a file of
/// the same name in the current folder would be run.
constexpr std::string_view kQuestions = R"(import gc,os,sys
def t(s):return ''.join('%02x'%b for b in s.encode())
def q(f):
 try:f()
 except Exception:pass
def heap():
 gc.collect()
 print('heap',gc.mem_free(),gc.mem_alloc())
def version():print('micropython',t('.'.join(str(n) for n in sys.implementation[1][:3])))
def machine():
 try:m=sys.implementation._machine
 except AttributeError:m=os.uname().machine
 print('machine',t(m))
def openmv():
 import omv
 print('openmv',t(omv.version_string()))
 print('board',t(omv.board_type()))
def place(p,w):
 s=os.statvfs(p)
 if s[2]:print('place',t(p),w,s[2]*(s[1]or s[0]),s[3]*(s[1]or s[0]))
def places():
 try:
  import vfs
  m=[(p,'Rom' not in str(type(o)))for o,p in vfs.mount()]
 except Exception:
  try:
   os.statvfs('/')
   m=[('/',1)]
  except OSError:m=[('/'+n,n!='rom')for n in os.listdir('/')]
 for p,w in m:q(lambda:place(p,int(w)))
def clock():
 import time
 print('clock',int(time.time())+(946684800 if time.localtime(0)[0]==2000 else 0))
def unique():
 import machine
 print('unique_id',''.join('%02x'%b for b in machine.unique_id()))
def module(n):
 __import__(n)
 print('module',t(n))
for f in(heap,version,machine,openmv,places,clock,unique):q(f)
q(lambda:print('folder',t(os.getcwd())))
p=sys.path[:]
try:
 sys.path[:]=[d for d in p if d=='.frozen'or d.endswith('/lib')]
 for n in({}):q(lambda:module(n))
finally:sys.path[:]=p
print('end'))";

std::string asked_modules() {
  std::string names;
  for (const char* name : kAskedModules) names += python_string(name) + ",";
  return names;
}

/// The text in hexadecimal digits, without control characters: it is shown to people.
std::optional<std::string> read_text(std::string_view digits) {
  const auto bytes = from_hex(digits);
  if (!bytes || bytes->size() > kLongestText) return std::nullopt;
  std::string text(as_text(*bytes));
  std::erase_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  return text;
}

/// `FactReader` reads one line after the other into the facts.
class FactReader {
 public:
  explicit FactReader(BoardFacts& facts) : facts_(facts) {}

  /// False when the line makes no sense.
  bool read(std::string_view line) {
    const std::string_view name = take_field(line, ' ');
    if (name == "heap") return read_heap(line);
    if (name == "place") return read_place(line);
    if (name == "clock") {
      facts_.clock = to_number<std::int64_t>(line);
      return facts_.clock.has_value();
    }
    const auto text = read_text(line);
    if (name == "micropython") return keep(text, facts_.micropython);
    if (name == "machine") return keep(text, facts_.machine);
    if (name == "board") return keep(text, facts_.board);
    if (name == "folder") return keep(text, facts_.current_folder);
    if (name == "openmv") return keep(text, facts_.openmv);
    if (name == "module") return read_module(text);
    if (name == "unique_id") {
      facts_.unique_id = std::string(line);
      return text.has_value();
    }
    return true;  // the output of a board's own start, for example
  }

 private:
  template <class Member>
  static bool keep(const std::optional<std::string>& text, Member& member) {
    if (text) member = *text;
    return text.has_value();
  }

  bool read_heap(std::string_view line) {
    facts_.heap_free = to_number<std::uint64_t>(take_field(line, ' '));
    facts_.heap_used = to_number<std::uint64_t>(line);
    return facts_.heap_free && facts_.heap_used;
  }

  bool read_place(std::string_view line) {
    const auto path = read_text(take_field(line, ' '));
    const std::string_view writable = take_field(line, ' ');
    const auto size = to_number<std::uint64_t>(take_field(line, ' '));
    const auto free = to_number<std::uint64_t>(line);
    if (!path || !path->starts_with('/') || !size || !free || facts_.places.size() >= kMostPlaces)
      return false;
    facts_.places.push_back({*path, writable == "1", *size, *free});
    return true;
  }

  bool read_module(const std::optional<std::string>& name) {
    const bool asked = name && std::find(std::begin(kAskedModules), std::end(kAskedModules), *name) !=
                                   std::end(kAskedModules);
    if (asked && facts_.modules.size() < std::size(kAskedModules)) facts_.modules.push_back(*name);
    return asked;
  }

  BoardFacts& facts_;
};

}  // namespace

Result<BoardFacts> parse_board_facts(std::string_view reply) {
  BoardFacts facts;
  FactReader reader(facts);
  while (!reply.empty()) {
    const std::string_view line = take_line(reply);
    if (line == "end") return facts;
    if (!reader.read(line))
      return fail("the board's answer about itself makes no sense: {}",
                  python_bytes(as_bytes(line.substr(0, kLongestText))));
  }
  return fail("the board stopped in the middle of the answer about itself; reset it and try again");
}

Task<Result<BoardFacts>> ask_board(RawRepl& repl) {
  std::string code(kQuestions);
  const std::string_view names = "{}";
  code.replace(code.find(names), names.size(), asked_modules());
  const Result<ExecResult> result = co_await repl.exec(std::move(code), {});
  if (!result) co_return tl::unexpected(result.error());
  if (!result->error.empty()) co_return fail("the board cannot say what it is: {}", as_text(result->error));
  Result<BoardFacts> facts = parse_board_facts(as_text(result->output));
  co_return facts;
}

}  // namespace tlscam

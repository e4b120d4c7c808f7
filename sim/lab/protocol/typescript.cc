#include "sim/lab/protocol/typescript.h"

#include <set>

#include "sim/lab/protocol/certificate_command.h"
#include "sim/lab/protocol/command.h"

namespace tlscam {
namespace {

/// The name of a type as the compiler writes it, without its namespace.
template <class T>
constexpr std::string_view type_name() {
  constexpr std::string_view whole = __PRETTY_FUNCTION__;
  constexpr std::size_t begin = whole.find("T = ") + 4;
  constexpr std::size_t end = whole.find_first_of(";]", begin);
  constexpr std::string_view name = whole.substr(begin, end - begin);
  constexpr std::size_t colon = name.rfind("::");
  return colon == std::string_view::npos ? name : name.substr(colon + 2);
}

class Writer {
 public:
  template <class Command>
  void add_command(std::string& commands) {
    using Reply = typename Command::Reply;
    const std::string args = type<Command>();
    commands += fmt::format("  {}: {{ args: {}; reply: {} }};\n", Command::kName, args, type<Reply>());
  }

  template <class T>
  std::string type() {
    if constexpr (HasFields<T>) {
      declare<T>();
      return std::string(type_name<T>());
    } else if constexpr (std::is_same_v<T, Bytes>) {
      return "Base64";
    } else if constexpr (IsVector<T>::value) {
      const std::string item = type<typename T::value_type>();
      return item + "[]";
    } else if constexpr (IsOptional<T>::value) {
      return type<typename T::value_type>() + " | null";
    } else if constexpr (std::is_same_v<T, Instant>) {
      return "Instant";
    } else if constexpr (std::is_same_v<T, Duration>) {
      return "Duration";
    } else if constexpr (NamedEnum<T>) {
      return fmt::format("'{}'", fmt::join(enum_names(T{}), "' | '"));
    } else if constexpr (std::is_same_v<T, bool>) {
      return "boolean";
    } else if constexpr (std::is_arithmetic_v<T>) {
      return "number";
    } else {
      static_assert(std::is_same_v<T, std::string>);
      return "string";
    }
  }

  template <class... Commands>
  void add_commands(std::type_identity<std::tuple<Commands...>>) {
    (add_command<Commands>(commands_), ...);
  }
  template <class... Commands>
  void add_reader_commands(std::type_identity<std::tuple<Commands...>>) {
    (add_command<Commands>(reader_commands_), ...);
  }

  std::string finish() const {
    return "// Made from the structs in sim/lab by `tlscam_types`; not to be edited.\n\n"
           "/** Microseconds since 1970. */\nexport type Instant = number;\n"
           "/** Microseconds. */\nexport type Duration = number;\nexport type Base64 = string;\n\n" +
           declarations_ + "export interface Commands {\n" + commands_ + "}\n\n" +
           "export interface ReaderCommands {\n" + reader_commands_ + "}\n";
  }

 private:
  template <class T>
  void declare() {
    if (!declared_.insert(std::string(type_name<T>())).second) return;
    if constexpr (std::tuple_size_v<decltype(fields_of(std::type_identity<T>{}))> == 0) {
      declarations_ += fmt::format("export type {} = Record<string, never>;\n\n", type_name<T>());
      return;
    }
    std::string text = fmt::format("export interface {} {{\n", type_name<T>());
    std::apply([&](const auto&... fields) { (add_field<T>(text, fields), ...); },
               fields_of(std::type_identity<T>{}));
    declarations_ += text + "}\n\n";
  }

  template <class T, class Member>
  void add_field(std::string& text, const StructField<T, Member>& field) {
    text += fmt::format("  {}: {};\n", field.name, type<Member>());
  }

  std::set<std::string> declared_;
  std::string declarations_;
  std::string commands_;
  std::string reader_commands_;
};

}  // namespace

std::string typescript_types() {
  Writer writer;
  writer.type<Update>();
  writer.add_commands(std::type_identity<CommandList>{});
  writer.type<CaptureView>();
  writer.add_reader_commands(std::type_identity<AllReaderCommands>{});
  return writer.finish();
}

}  // namespace tlscam

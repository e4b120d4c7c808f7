#include "sim/lab/session/typescript.h"

#include <set>

#include "sim/lab/command/list.h"
#include "sim/lab/protocol/board_command.h"
#include "sim/lab/protocol/certificate_command.h"
#include "sim/lab/protocol/progress_file.h"

namespace tlscam {
namespace {

class Writer {
 public:
  /// Returns how TypeScript names the type, and declares every struct in it.
  std::string type(const ValueShape& shape) {
    switch (shape.kind) {
      case ValueKind::structure:
        declare(shape);
        return std::string(shape.name);
      case ValueKind::list:
        return type(shape.items->shape()) + "[]";
      case ValueKind::optional:
        return type(shape.items->shape()) + " | null";
      case ValueKind::shared:
        return type(shape.items->shape());
      case ValueKind::text:
        return "string";
      case ValueKind::bytes:
        return "Base64";
      case ValueKind::flag:
        return "boolean";
      case ValueKind::signed_number:
      case ValueKind::unsigned_number:
      case ValueKind::real_number:
        return "number";
      case ValueKind::instant:
        return "Instant";
      case ValueKind::duration:
        return "Duration";
      case ValueKind::choice:
        return fmt::format("'{}'", fmt::join(shape.choices, "' | '"));
    }
    return {};
  }

  /// Returns a line for each command of a list.
  template <class... Commands>
  std::string commands(std::type_identity<std::tuple<Commands...>>) {
    std::string lines;
    (add_command(lines, Commands::kName, shape_of<Commands>(), shape_of<typename Commands::Reply>()), ...);
    return lines;
  }

  const std::string& declarations() const { return declarations_; }

 private:
  void add_command(std::string& lines, std::string_view name, const ValueShape& args,
                   const ValueShape& reply) {
    const std::string args_type = type(args);
    lines += fmt::format("  {}: {{ args: {}; reply: {} }};\n", name, args_type, type(reply));
  }

  void declare(const ValueShape& shape) {
    if (!declared_.insert(shape.name).second) return;
    if (shape.fields.empty()) {
      declarations_ += fmt::format("export type {} = Record<string, never>;\n\n", shape.name);
      return;
    }
    std::string text = fmt::format("export interface {} {{\n", shape.name);
    for (const StructField& field : shape.fields)
      text += fmt::format("  {}: {};\n", field.name, type(field.shape()));
    declarations_ += text + "}\n\n";
  }

  std::set<std::string_view> declared_;
  std::string declarations_;
};

}  // namespace

std::string typescript_types() {
  Writer writer;
  writer.type(shape_of<Update>());
  const std::string commands = writer.commands(std::type_identity<CommandList>{});
  writer.type(shape_of<CaptureView>());
  writer.type(shape_of<ProgressFile>());
  const std::string reader_commands = writer.commands(std::type_identity<AllReaderCommands>{});
  writer.type(shape_of<BoardUpdate>());
  const std::string board_commands = writer.commands(std::type_identity<BoardCommandList>{});
  return "// Made from the structs in sim/lab by `tlscam_types`; not to be edited.\n\n"
         "/** Microseconds since 1970. */\nexport type Instant = number;\n"
         "/** Microseconds. */\nexport type Duration = number;\nexport type Base64 = string;\n\n" +
         writer.declarations() + "export interface Commands {\n" + commands + "}\n\n" +
         "export interface ReaderCommands {\n" + reader_commands + "}\n\n" +
         "export interface BoardCommands {\n" + board_commands + "}\n";
}

}  // namespace tlscam

#include "sim/lab/course/lesson_template.h"

#include <fmt/format.h>

namespace tlscam {
namespace {

constexpr std::string_view kLesson = R"(
minutes: 5
teaches: [a word, another word]
---

Say in two or three sentences what this lesson is for, and what lies
ready on the bench.

## See what happens

```predict
[{"text": "It prints `hello`.",
  "when": {"camera": "openmv", "printed": "hello"}},
 {"text": "It knows nothing of that name, and raises a `NameError`.",
  "when": {"camera": "openmv", "raised": "NameError"}}]
---
`hello.py` has one line, `print(hello)`. What will the camera say?
```

```workstation
mpremote connect openmv run hello.py
```

```output
NameError: name 'hello' isn't defined
```

Explain here what has happened.

```check
{"camera": "openmv", "raised": "NameError", "label": "openmv has raised a NameError"}
```

```hint
Click the command: it types itself into the terminal.
```

## Do it yourself

An exercise gives no command. Put `hello.py` right, so that the camera
prints `hello`, and run it.

```edit hello.py hidden
```

```workstation hidden
mpremote connect openmv run hello.py
```

```check
{"camera": "openmv", "printed": "hello", "label": "openmv has printed hello"}
```

```note
{"camera": "openmv", "printed": "Hello"}
---
It has printed `Hello`, with a capital letter. This exercise wants
`hello`.
```

```note
{"file": "hello.py", "contains": "# print"}
---
The line begins with `#`: for the camera it is a comment.
```

```hint
The first hint says where to look: at what stands between the brackets.
```

```hint
The second says what is wrong: text stands in quotation marks.
```

```hint
`print("hello")`
---
What stands below the line is shown once the step is done: the reason,
or the sentence of the standard.
```

## What you can do now

Say what the learner can do now, and what the next lesson does with it.

## Card

### What it was

One or two sentences.

### How to

```sh
mpremote connect DEVICE run hello.py
```

### Why it failed

- `NameError`: text without quotation marks is a name.
)";

Bytes bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}

// "names-again" -> "Names again"
std::string title_of(std::string id) {
  for (char& c : id)
    if (c == '-') c = ' ';
  if (!id.empty() && id.front() >= 'a' && id.front() <= 'z')
    id.front() = static_cast<char>(id.front() - 'a' + 'A');
  return id;
}

Bytes wrong_end(std::string_view says, std::string_view line) {
  return bytes_of(
      fmt::format("---\nstep: do-it-yourself\nsays: {}\n---\n\n```edit hello.py\n{}\n```\n\n"
                  "```workstation\nmpremote connect openmv run hello.py\n```\n",
                  says, line));
}

}  // namespace

FileMap lesson_template(const std::string& id) {
  return {{"lesson.md", bytes_of(fmt::format("---\nid: {}\ntitle: {}{}", id, title_of(id), kLesson))},
          {"world.json", bytes_of("{\n  \"cameras\": [{ \"name\": \"openmv\" }]\n}\n")},
          {"start/workstation/hello.py", bytes_of("print(hello)\n")},
          {"solution/workstation/hello.py", bytes_of("print(\"hello\")\n")},
          {"wrong/capital-letter/wrong.md", wrong_end("with a capital letter", "print(\"Hello\")")},
          {"wrong/comment/wrong.md", wrong_end("it is a comment", "# print(\"hello\")")}};
}

}  // namespace tlscam

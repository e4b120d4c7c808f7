"""Finds the prose of a source file: its comments, the docstrings of Python and the paragraphs of Markdown."""

import io
import re
import tokenize
from typing import Iterator, NamedTuple

C_LIKE = {"c", "h", "cc", "inc", "ts", "js", "mjs", "svelte", "css"}
HASH_LIKE = {"py", "sh", "cmake", "txt", "bash"}


class Block(NamedTuple):
    """Consecutive comments of one kind and column, or one paragraph, with the line on which it begins."""

    line: int
    text: str


# A string is skipped as a whole, so that a `//` in it is not taken for a comment. A number may hold a quote (1'000).
C_TOKEN = re.compile(
    r"""(?P<skip>\b\d[\w']* | R"(?P<raw>[^(\s]*)\(.*?\)(?P=raw)" | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
        | `(?:\\.|[^`\\])*`)
      | (?P<line>(?<!:)//[^\n]*) | (?P<block>/\*.*?\*/) | (?P<markup><!--.*?-->)""",
    re.VERBOSE | re.DOTALL,
)
HASH_TOKEN = re.compile(
    r"""(?P<skip>"(?:\\.|[^"\\\n])*" | '[^'\n]*') | (?P<line>(?<!\S)\#[^\n]*)""", re.VERBOSE
)


def language(path: str, first_line: str) -> str:
    """Names the kind of file: c, hash, python, markdown, or nothing when it holds no prose."""
    name = path.rsplit("/", 1)[-1]
    ending = name.rsplit(".", 1)[-1] if "." in name else ""
    if ending == "md":
        return "markdown"
    if ending in C_LIKE:
        return "c"
    if ending == "py" or "python" in first_line and first_line.startswith("#!"):
        return "python"
    if name == "CMakeLists.txt" or ending in HASH_LIKE - {"txt"} or re.match(r"#!.*\b(ba)?sh\b", first_line):
        return "hash"
    return ""


def blocks(path: str, text: str) -> Iterator[Block]:
    kind = language(path, text.split("\n", 1)[0])
    if kind == "markdown":
        yield from paragraphs(text)
    elif kind == "c":
        yield from comments(text, C_TOKEN, r"/{2,3}[!<]?|/\*+<?|\*+/|<!--|-->|^\s*\*(?!\*)")
    elif kind:
        if kind == "python":
            for start, end in python_strings(text, statements_only=True):
                yield Block(text.count("\n", 0, start) + 1, text[start:end].strip("\"'rR"))
            text = without(text, python_strings(text))
        yield from comments(text, HASH_TOKEN, r"^\s*#+!?")


def python_strings(text: str, statements_only: bool = False) -> list[tuple[int, int]]:
    """Finds begin and end of each string, or of each that is a statement of its own."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    found, begins_statement = [], True
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.STRING and (begins_statement or not statements_only):
            found.append((starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]))
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            begins_statement = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    return found


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """Blanks the spans, so that lines and columns of the rest stay."""
    for start, end in spans:
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text


def comments(text: str, token: re.Pattern, marker: str) -> Iterator[Block]:
    """Joins line comments that stand below each other in the same column."""
    first, column, last, joined = 0, -1, -1, []
    line, seen = 1, 0
    for found in token.finditer(text):
        if found.group("skip"):
            continue
        line += text.count("\n", seen, found.start())
        seen = found.start()
        at = found.start() - (text.rfind("\n", 0, found.start()) + 1)
        alone = not text[seen - at : seen].strip()
        body = re.sub(marker, "", found.group(0), flags=re.MULTILINE)
        if joined and alone and found.group("line") and at == column and line == last + 1:
            joined.append(body)
        else:
            if joined:
                yield Block(first, "\n".join(joined))
            first, joined = line, [body]
        column, last = (at if found.group("line") else -1), line
    if joined:
        yield Block(first, "\n".join(joined))


def paragraphs(text: str) -> Iterator[Block]:
    """Leaves out code, tables, headings and the front matter."""
    fence, front, first, joined = "", text.startswith("---\n"), 0, []
    for number, line in enumerate(text.split("\n") + [""], 1):
        bare = line.strip()
        if front:
            front = number == 1 or bare != "---"
            continue
        mark = re.match(r"(```+|~~~+)", bare)
        item = re.match(r"([-*+]|\d+\.)\s+", bare)
        code = bool(fence) or mark or bare.startswith(("|", "#", "<")) or line.startswith("    ") and not joined
        if joined and (not bare or item or code):
            yield Block(first, "\n".join(joined))
            joined = []
        if mark and not (fence and not bare.startswith(fence)):
            fence = "" if fence else mark.group(1)
        elif bare and not code:
            if not joined:
                first = number
            joined.append(bare[item.end() :] if item else bare)

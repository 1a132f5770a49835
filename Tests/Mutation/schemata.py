"""Puts many mutants into sources at once, each behind a switch that the program reads when it starts."""

from dataclasses import dataclass
from pathlib import Path

# How each language asks for a mutant, by `NUMBER`, `CHANGED` and `ORIGINAL`.
FORMS = {
    (".swift", "expression"): "(mutant(NUMBER) ? (CHANGED) : (ORIGINAL))",
    (".swift", "statement"): "if !mutant(NUMBER) { ORIGINAL }",
    (".c", "expression"): "(dt_mutant == NUMBER ? (CHANGED) : (ORIGINAL))",
    (".c", "statement"): "(dt_mutant == NUMBER ? (void)0 : (void)(ORIGINAL))",
}
# The number is constant for the compiler of a kernel, so that it can take the question out of loops.
DECLARATION = b"extern const int dt_mutant;\n"
SWIFT_SWITCH = """import Foundation

private let active = Int(ProcessInfo.processInfo.environment["MUTANT"] ?? "") ?? 0

func mutant(_ number: Int) -> Bool { number == active }
"""
SWITCHES = {
    "Sources/LessonVerification/Mutant.swift": SWIFT_SWITCH,
    "Sources/LessonProgram/Mutant.swift": SWIFT_SWITCH,
    "Sources/LessonStorage/Mutant.swift": SWIFT_SWITCH,
    "Sources/CKernels/Mutant.c": """#include <stdlib.h>

int dt_mutant = 0;

__attribute__((constructor)) static void choose(void) {
  const char *number = getenv("MUTANT");
  dt_mutant = number ? atoi(number) : 0;
}
""",
}


@dataclass(frozen=True)
class Source:
    """A source with mutants in it, and where they are: the number of each, its beginning and its end."""

    text: bytes
    spans: tuple[tuple[int, int, int], ...] = ()

    def mutant_at(self, line, column):
        """The mutant of which a compiler complains at a place: the one around it, else the next one, in the statement that
        begins there, else the last; `None` where there are none."""
        offset = sum(len(l) + 1 for l in self.text.split(b"\n")[: line - 1]) + column - 1
        around = [s for s in self.spans if s[1] <= offset < s[2]]
        after = [s for s in self.spans if s[1] > offset]
        if around:
            return min(around, key=lambda s: s[2] - s[1])[0]
        return min(after or self.spans[-1:], key=lambda s: s[1], default=(None,))[0]


def changed_sources(mutants, root):
    """Each file that is another with these mutants, by path: those that they are in, and the switches."""
    by_path = {}
    for number, named in mutants.items():
        by_path.setdefault(named.mutant.path, []).append((number, named.mutant))
    kernels = {str(p.relative_to(root)) for p in Path(root, "Sources/CKernels").glob("*.c")}
    files = {path: Source(text.encode()) for path, text in SWITCHES.items()}
    for path in by_path.keys() | kernels:
        source = (Path(root) / path).read_bytes()
        inside = sorted(by_path.get(path, []), key=lambda m: (m[1].start, -m[1].end))
        files[path] = with_mutants(source, 0, len(source), inside, DECLARATION if path in kernels else b"")
    return files


def with_mutants(source, start, end, mutants, text=b""):
    """A part of a source with mutants, behind `text`. The mutants are in order, the outer before the inner; in what a
    mutant changes there are no others."""
    spans, position = [], start
    while mutants:
        number, outer = mutants[0]
        inner = [m for m in mutants[1:] if m[1].start < outer.end]
        mutants = mutants[1 + len(inner) :]
        kind = ".swift" if outer.path.endswith(".swift") else ".c"
        before, after = FORMS[kind, outer.form].replace("NUMBER", str(number)).encode().split(b"ORIGINAL")
        text += source[position : outer.start]
        begin = len(text)
        part = with_mutants(source, outer.start, outer.end, inner, text + before.replace(b"CHANGED", outer.text.encode()))
        text = part.text + after
        spans += [(number, begin, len(text)), *part.spans]
        position = outer.end
    return Source(text + source[position:end], tuple(spans))

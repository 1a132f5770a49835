"""Finds what can be changed in C files, by the syntax tree that clang makes of them."""

import json
import subprocess
from pathlib import Path

from mutants import Mutant

SWAPS = {
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
    "+": "-", "-": "+", "*": "/", "/": "*", "%": "/", "&": "|", "|": "&", "<<": ">>", ">>": "<<",
    "+=": "-=", "-=": "+=", "*=": "/=",
}  # fmt: skip
# At the choice of the smaller or the larger, whether equals count makes no difference.
REVERSALS = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
# Not at run time: constants of the compiler.
CONSTANT = {"ConstantExpr", "EnumConstantDecl", "ShuffleVectorExpr", "AlignedAttr", "UnaryExprOrTypeTraitExpr"}


def find(folder):
    """All mutants of the C files of a folder and the headers beside them."""
    found = {}
    for file in sorted(Path(folder).glob("*.c")):
        for mutant in Finder(folder).read(file):
            # A header is read more than once.
            found.setdefault((mutant.path, mutant.start, mutant.end, mutant.change), mutant)
    return list(found.values())


class Finder:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.sources, self.mutants = {}, []

    def read(self, file):
        clang = ["clang", "-fsyntax-only", f"-I{self.folder}/include", "-Xclang", "-ast-dump=json", file]
        dump = subprocess.run(clang, check=True, capture_output=True).stdout
        name = str(file)

        def fill_in(node):
            # A place names its file only where it is another than that of the place before.
            nonlocal name
            if "offset" in node:
                name = node.setdefault("file", name)
            return node

        for declaration in json.loads(dump, object_hook=fill_in)["inner"]:
            if declaration["kind"] == "FunctionDecl":
                self.visit(declaration, None)
        return self.mutants

    def visit(self, node, role):
        """`role` is what the node is for the one it stands in."""
        kind = node.get("kind")
        if kind in CONSTANT or kind == "VarDecl" and node.get("storageClass") == "static":
            return
        self.change(node, kind, role)
        for index, child in enumerate(node.get("inner", [])):
            inner = role_of(kind, index, node, child, role)
            if inner != "step of a loop":
                self.visit(child, inner)

    def change(self, node, kind, role):
        if kind in ("BinaryOperator", "CompoundAssignOperator"):
            self.change_operator(node, role)
        if kind == "IntegerLiteral" or kind == "FloatingLiteral":
            self.change_constant(node, kind)
        if role == "condition" and (text := self.text(node)):
            self.add("expression", node, node, f"{shortened(text)} negated", f"!({text})")
        if role == "statement" and is_effect(node, kind) and (text := self.text(node)):
            self.add("statement", node, node, f"without {shortened(text)}", "")

    def change_operator(self, node, role):
        left, right = node["inner"]
        parts = self.text(left), self.between(left, right), self.text(right)
        sign = node["opcode"]
        # What macros put together is not written so.
        if not all(parts) or parts[1].strip() != sign:
            return
        other = role == "condition of a choice" and REVERSALS.get(sign) or SWAPS.get(sign)
        if other == "/" and is_whole(node):
            # Where it divides by zero, which is undefined, the compiler takes the mutant for impossible.
            other = "+"
        if other:
            self.add("expression", node, right, f"{sign} → {other}", f"{parts[0]} {other} {parts[2]}")
        if sign in ("+", "&&", "||"):
            self.add("expression", node, left, f"without {sign} {shortened(parts[2])}", parts[0])
        if sign in ("&&", "||"):
            self.add("expression", node, right, f"without {shortened(parts[0])} {sign}", parts[2])

    def change_constant(self, node, kind):
        text = self.text(node)
        if text and text[0].isdigit():
            if kind == "FloatingLiteral" and float(node["value"]) != 0:
                other = f"(2 * {text})"
            else:
                other = str(int(text) + 1) if text.isdigit() else f"({text} + 1)"
            self.add("expression", node, node, f"{text} → {other}", other)

    def add(self, form, node, place, change, text):
        file, start, end = self.range(node)
        source = self.source(file)
        if is_directive(source, start) or self.folder not in Path(file).parents:
            return
        self.mutants.append(Mutant(file, form, start, end, self.range(place)[1], change, text))

    def source(self, file):
        if file not in self.sources:
            self.sources[file] = Path(file).read_bytes()
        return self.sources[file]

    def range(self, node):
        """The file and the offsets of what is written in it; `None` for what comes out of the body of a macro."""
        begin, end = (place(node.get("range", {}).get(side)) for side in ("begin", "end"))
        if not begin or not end or begin["file"] != end["file"] or begin["offset"] > end["offset"]:
            return None
        return begin["file"], begin["offset"], end["offset"] + end["tokLen"]

    def text(self, node):
        range = self.range(node)
        return range and self.source(range[0])[range[1] : range[2]].decode()

    def between(self, left, right):
        left, right = self.range(left), self.range(right)
        return left and right and left[0] == right[0] and self.source(left[0])[left[2] : right[1]].decode()


def place(location):
    """Where something is written: in the file itself, or as an argument of a macro."""
    if not location:
        return None
    if "offset" in location:
        return location
    is_argument = location.get("expansionLoc", {}).get("isMacroArgExpansion")
    return location.get("spellingLoc") if is_argument and "offset" in location.get("spellingLoc", {}) else None


def role_of(kind, index, node, child, role):
    if kind in ("IfStmt", "WhileStmt") and index == 0 or kind == "DoStmt" and index == 1:
        return "condition"
    if kind == "ConditionalOperator" and index == 0:
        return "condition of a choice"
    if kind == "ForStmt" and index == 3:
        return "step of a loop"
    if kind in ("CompoundStmt", "IfStmt", "ForStmt", "WhileStmt") and "valueCategory" in child:
        return "statement"
    # Casts and brackets around a condition are nothing by themselves.
    return role if kind in ("ImplicitCastExpr", "ParenExpr") and role == "condition of a choice" else None


def is_effect(node, kind):
    return kind == "CallExpr" or kind == "CompoundAssignOperator" or (
        kind == "BinaryOperator" and node["opcode"] == "="
    )


def is_whole(node):
    """Whether it is an integer; vectors and numbers of single or double precision are not."""
    kind = node["type"].get("desugaredQualType", node["type"]["qualType"])
    return "float" not in kind and "double" not in kind


def is_directive(source, offset):
    """Whether a place is in a preprocessor's directive, which goes on below a line that ends with a backslash."""
    begin = source.rfind(b"\n", 0, offset) + 1
    while source[:begin].endswith(b"\\\n"):
        begin = source.rfind(b"\n", 0, begin - 1) + 1
    return source[begin:].lstrip().startswith(b"#")


def shortened(text):
    line = " ".join(text.split())
    return line if len(line) <= 50 else line[:49] + "…"

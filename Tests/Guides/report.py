"""Writes what 'lessons check' found in guides of packages, from the folders given, each with its report.json, as Markdown."""

import json
import re
import sys
from pathlib import Path

FENCE = re.compile(r"^\s*(```+|~~~+)\s*(\S*)")
UNREAD = "the comment belongs to no statement that runs once"


def fences(text):
    """The lines of each fence of Swift: of its opening, and of its end."""
    found, opening = [], None
    for number, line in enumerate(text.split("\n"), 1):
        match = FENCE.match(line)
        if opening is None and match:
            opening = (number, match[1], match[2])
        elif opening and match and match[1].startswith(opening[1]) and not match[2]:
            if opening[2] == "swift":
                found.append((opening[0], number))
            opening = None
    return found


class Guide:
    def __init__(self, root, document):
        self.path = document["path"]
        self.fences = fences((root / self.path).read_text(encoding="utf-8"))
        self.statements = document["statements"]
        stated = {s["line"] for s in self.statements if s["outcome"] in ("wrong", "not reached")}
        self.failed = {}
        for error in document["diagnostics"]:
            line = error["place"].get("line")
            if error["severity"] == "error" and line and line not in stated:
                fence = next((begin for begin, end in self.fences if begin <= line <= end), line)
                self.failed.setdefault(fence, error["message"])
        ran = {block["line"] for block in document["blocks"]}
        self.skipped = [begin for begin, _ in self.fences if begin not in ran]

    def count(self, *outcomes):
        return sum(s["outcome"] in outcomes for s in self.statements)


class Package:
    def __init__(self, folder):
        root = Path(folder)
        report = json.loads((root / "report.json").read_text())
        self.name = root.name
        self.guides = [Guide(root, document) for document in report["documents"]]

    def sum(self, count):
        return sum(count(guide) for guide in self.guides)

    def count(self, *outcomes):
        return self.sum(lambda guide: guide.count(*outcomes))

    @property
    def fences(self):
        """Their number, and how many ran, could not run and were skipped."""
        total, failed, skipped = (self.sum(lambda g: len(part(g))) for part in (lambda g: g.fences, lambda g: g.failed, lambda g: g.skipped))
        return total, total - failed - skipped, failed, skipped

    @property
    def share(self):
        """The share of stated results that hold, of those in fences that run."""
        holding = self.count("holds")
        checkable = holding + self.count("wrong", "not reached", "not read")
        return f"{100 * holding / checkable:.0f} %" if checkable else "—"


def cell(text):
    first = " ".join(text.split()).replace("|", "\\|")
    return first if len(first) < 110 else first[:107] + "…"


def row(*cells):
    print("| " + " | ".join(str(c) for c in cells) + " |")


def table(title, rows):
    if not rows:
        return
    print(f"\n**{title}**\n\n| place | what is said |\n|---|---|")
    for place, text in rows:
        row(place, cell(text))


def details(package):
    print(f"\n## {package.name}")
    statements = [(f"{guide.path}:{s['line']}", s) for guide in package.guides for s in guide.statements]

    def of(outcome):
        return [(place, s) for place, s in statements if s["outcome"] == outcome]

    table("Stated results that are wrong", [(place, s["reason"]) for place, s in of("wrong")])
    table(
        "Stated results that are not checked",
        [(place, f"'{s['text']}': {s.get('reason') or UNREAD}") for place, s in of("not reached") + of("not read")],
    )
    table("Stated results in fences that cannot run", [(place, f"'{s['text']}': {s.get('reason', '')}") for place, s in of("cannot run")])
    table("Stated results in fences that are skipped", [(place, s["text"]) for place, s in of("skipped")])
    table("Fences that cannot run", [(f"{g.path}:{line}", message) for g in package.guides for line, message in g.failed.items()])


def main():
    packages = [Package(folder.replace(":", "-")) for folder in sys.argv[1:]]
    print("# Guides of packages, checked as they are\n")
    print("`script/guides` writes this page. Each package is checked out, gets the settings in `Tests/Guides`, and no guide is edited. A fence is *skipped* if it")
    print("only lists declarations or is no program of its own; one that *cannot run* uses names that its text leaves out.\n")
    print("| package | guides | fences of Swift | run | cannot run | skipped |\n|---|--:|--:|--:|--:|--:|")
    for package in packages:
        row(package.name, len(package.guides), *package.fences)
    print("\nA *stated result* is a comment that reads as one: `// [1, 2]`, `// x == 3`, `// prints \"a\"`. One on several lines counts once. The share is")
    print("that of the results that hold among those in fences that run.\n")
    print("| package | stated results | hold | wrong | not checked | in fences that cannot run | in fences that are skipped | share |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for package in packages:
        counts = [package.count(*o) for o in (("holds",), ("wrong",), ("not reached", "not read"), ("cannot run",), ("skipped",))]
        row(package.name, sum(counts), *counts, package.share)
    for package in packages:
        details(package)


main()

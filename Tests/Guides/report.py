"""Writes what 'lessons check' found in guides of packages, from the folders given, each with its report.json, as Markdown."""

import json
import re
import sys
from pathlib import Path

FENCE = re.compile(r"^\s*(```+|~~~+)\s*(\S*)")


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
        self.lines = (root / self.path).read_text(encoding="utf-8").split("\n")
        self.fences = fences("\n".join(self.lines))
        self.ran = {block["line"] for block in document["blocks"]}
        self.holding = document["expectations"]
        errors = [d for d in document["diagnostics"] if d["severity"] == "error" and d["place"].get("line")]
        self.wrong = [d for d in errors if "this comment states" in d["message"]]
        self.failed = {}
        for error in errors:
            if error in self.wrong:
                continue
            line = error["place"]["line"]
            fence = next((begin for begin, end in self.fences if begin <= line <= end), None)
            self.failed.setdefault(fence, error["message"])
        self.unproved = [d for d in document["diagnostics"] if d["severity"] == "warning" and "expectation" in d["message"]]

    @property
    def skipped(self):
        return [begin for begin, _ in self.fences if begin not in self.ran]


def short(message):
    first = message.split("\n")[0].replace("|", "\\|")
    return first if len(first) < 110 else first[:107] + "…"


def main():
    packages = []
    for folder in sys.argv[1:]:
        root = Path(folder.replace(":", "-"))
        report = json.loads((root / "report.json").read_text())
        packages.append((root.name, [Guide(root, d) for d in report["documents"]]))
    print("# Guides of packages, checked as they are\n")
    print("`script/guides` writes this page. Each package is checked out, gets the settings in `Tests/Guides`, and no guide is edited. A fence is *skipped* if it")
    print("only lists declarations or is no program of its own; one that *cannot run* uses names that its text leaves out.\n")
    print("| package | guides | fences of Swift | run | cannot run | skipped | stated results that hold | wrong |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, guides in packages:
        total = sum(len(g.fences) for g in guides)
        skipped = sum(len(g.skipped) for g in guides)
        failed = sum(len(g.failed) for g in guides)
        holding, wrong = sum(g.holding for g in guides), sum(len(g.wrong) for g in guides)
        print(f"| {name} | {len(guides)} | {total} | {total - skipped - failed} | {failed} | {skipped} | {holding} | {wrong} |")
    for name, guides in packages:
        print(f"\n## {name}")
        for title, found in [
            ("Stated results that are wrong", [(g, d["place"]["line"], d["message"]) for g in guides for d in g.wrong]),
            ("Fences that cannot run", [(g, line or 1, message) for g in guides for line, message in g.failed.items()]),
            ("Stated results that are not checked", [(g, d["place"]["line"], d["message"]) for g in guides for d in g.unproved]),
        ]:
            if found:
                print(f"\n**{title}**\n\n| place | what is said |\n|---|---|")
                for guide, line, message in found:
                    print(f"| {guide.path}:{line} | {short(message)} |")


main()

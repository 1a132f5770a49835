"""The page on which the survivors stand, each with the reason why no test kills it."""

import json
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

from areas import AREAS, area_of
from mutants import Identity

REASONS = Path("Tests/Mutation/survivors.json")
PAGE = Path("docs/mutants.md")
LEAST_KILLED = 0.85

HEAD = """# Mutants

`script/mutate` changes the sources in many small ways, one at a time, and runs the quick tests on each: a change that no
test notices survives. This page is written by the script; the reasons are those of `Tests/Mutation/survivors.json`.

"""


def reasons():
    known = json.loads(REASONS.read_text()) if REASONS.is_file() else []
    return {Identity(e["file"], e["line"], e["change"], e.get("count", 0)): e["reason"] for e in known}


def without_reason(survivors):
    """The survivors for which no reason is given, as entries to be filled in."""
    known = reasons()
    return [
        {"file": i.file, "line": i.line, "change": i.change, **({"count": i.count} if i.count else {}), "reason": ""}
        for i in (one.identity for one in survivors)
        if not known.get(i)
    ]


def unneeded(outcomes):
    """What has a reason although a test notices it."""
    return [one.identity for one, outcome in outcomes if outcome.kind != "passed" and one.identity in reasons()]


def write(outcomes, seed):
    """Writes the page. `outcomes` are pairs of a named mutant and what its trial gave."""
    PAGE.write_text(HEAD + made_with(seed) + totals(outcomes) + survivors_of(outcomes))


def made_with(seed):
    def first_line(*command):
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[0]

    commit, swift = first_line("git", "describe", "--always", "--dirty", "--exclude=*"), first_line("swift", "--version")
    return f"Made on {date.today()} from the sources of {commit}, seed {seed}, with {swift}.\n\n"


def totals(outcomes):
    lines = ["| Folder | Mutants | Killed | | by a test that failed | by a crash | by taking too long |"]
    lines.append("|---|--:|--:|--:|--:|--:|--:|")
    rows = [(f"`{a.path}`", [o for n, o in outcomes if area_of(n.mutant.path) is a]) for a in AREAS]
    for name, row in [*rows, ("All", [o for _, o in outcomes])]:
        kinds = Counter(outcome.kind for outcome in row)
        killed = len(row) - kinds["passed"]
        part = f"{100 * killed / len(row):.0f} %" if row else ""
        lines.append(
            f"| {name} | {len(row)} | {killed} | {part} | {kinds['failed']} | {kinds['crashed']} "
            f"| {kinds['out of time']} |")
    return "\n".join(lines) + "\n"


def survivors_of(outcomes):
    known = reasons()
    lines = ["\n## Survivors\n", "| Place | Line | Change | Why no test notices |", "|---|---|---|---|"]
    for named, outcome in outcomes:
        if outcome.kind == "passed":
            place = f"{Path(named.mutant.path).name}:{named.number}"
            cells = [code(named.identity.line), code(named.identity.change), known.get(named.identity, "")]
            lines.append(f"| [{place}](../{named.mutant.path}#L{named.number}) | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def code(text):
    """Code in a cell of a table, whose bars would end the cell."""
    return "`` " + text.replace("|", "\\|") + " ``"

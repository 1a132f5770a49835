"""What a mutant is, and which of all that could be made are made."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mutant:
    """One change of a source, by offsets in its bytes."""

    path: str
    form: str  # "expression" or "statement"
    start: int
    end: int
    place: int  # where the change is seen
    change: str  # what is changed, in short
    text: str  # the changed text


@dataclass(frozen=True)
class Identity:
    """What a mutant is known by when lines above it come and go."""

    file: str
    line: str  # its text
    change: str
    count: int  # among equals of the same file

    def __str__(self):
        return f"{self.file}: {self.line}: {self.change} ({self.count})"


@dataclass(frozen=True)
class Named:
    """A mutant and how it is spoken of."""

    mutant: Mutant
    identity: Identity
    number: int  # of the line


def named(mutants, root):
    """Each mutant with its identity."""
    sources, seen = {}, Counter()
    for mutant in sorted(mutants, key=lambda m: (m.path, m.place, m.change)):
        source = sources.setdefault(mutant.path, (Path(root) / mutant.path).read_bytes())
        begin = source.rfind(b"\n", 0, mutant.place) + 1
        line = source[begin:].split(b"\n", 1)[0].decode().strip()
        key = (mutant.path, line, mutant.change)
        yield Named(mutant, Identity(*key, seen[key]), source.count(b"\n", 0, begin) + 1)
        seen[key] += 1


def choose(all_named, areas, count, seed):
    """Up to `count` mutants, spread over the areas by their shares and over each area's files by what can be changed in
    them. An order of its own for each seed, in which a mutant's place does not depend on the others."""
    def order(one):
        return hashlib.sha256(f"{seed} {one.identity}".encode()).digest()

    chosen = []
    for area in areas:
        taken, wanted = {}, round(count * area.share)
        for one in sorted((o for o in all_named if o.mutant.path.startswith(area.path)), key=order):
            if len(taken) == wanted:
                break
            # Of the mutants of one expression only one can be built in.
            taken.setdefault((one.mutant.path, one.mutant.start, one.mutant.end), one)
        chosen += taken.values()
    return sorted(chosen, key=lambda o: (o.mutant.path, o.mutant.place, o.mutant.change))

"""What trials gave, kept in a file, so that a run that was broken off goes on where it was."""

import hashlib
import json
import os
from dataclasses import asdict

import tree
from mutants import Identity
from trial import Outcome

FILE = tree.FOLDER / "results.json"


class Results:
    """Outcomes by mutant, and how long each pattern's tests take without one. What an earlier build gave does not count; but
    where `keeps_kills`, its kills do."""

    def __init__(self, keeps_kills):
        known = json.loads(FILE.read_text()) if FILE.is_file() else {"build": "", "outcomes": [], "seconds": {}}
        self.build = digest_of_tests()
        is_same = known["build"] == self.build
        self.seconds = known["seconds"] if is_same else {}
        self.outcomes = {
            Identity(**identity): Outcome(**outcome)
            for identity, outcome in known["outcomes"]
            if is_same or keeps_kills and outcome["kind"] != "passed"
        }

    def save(self):
        outcomes = [[asdict(identity), asdict(outcome)] for identity, outcome in self.outcomes.items()]
        known = {"build": self.build, "seconds": self.seconds, "outcomes": outcomes}
        # Whole or not at all, whenever the run is interrupted.
        new = FILE.with_suffix(".new")
        new.write_text(json.dumps(known, ensure_ascii=False, indent=1))
        os.replace(new, FILE)


def digest_of_tests():
    digest = hashlib.sha256()
    for name in ["swift-lessonsPackageTests.xctest", "lessons"]:
        digest.update((tree.products() / name).read_bytes())
    return digest.hexdigest()

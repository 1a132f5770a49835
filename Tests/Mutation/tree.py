"""A copy of the repository in which mutants are built."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import schemata
from sessions import session

FOLDER = Path(".build-mutate")
TREE = FOLDER / "tree"
LEFT_OUT = FOLDER / "left-out.json"
ERROR = re.compile(r"^(/[^:\n]+):(\d+):(\d+): error: (.*)$", re.MULTILINE)


def refresh(changed, leaving=()):
    """Makes the tree what the repository is, but for the changed sources, and for what is in it in folders to be left. What is
    the same keeps its date, for the build."""
    paths = tracked() | changed.keys()
    there = {str((Path(f) / n).relative_to(TREE)) for f, folders, names in walk() for n in names}
    left = {path for path in there if path.startswith(tuple(leaving))}
    for path in paths - left:
        write(TREE / path, changed[path].text if path in changed else Path(path).read_bytes(), Path(path))
    for path in there - paths - left:
        (TREE / path).unlink()


def tracked():
    """The repository's files, those that are not yet committed too."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    # The versions of packages are those that the repository was built with, if it was.
    return {p for p in [*listed, "Package.resolved"] if Path(p).is_file() and not p.startswith("output/")}


def walk():
    for folder, folders, names in os.walk(TREE):
        if ".build" in folders:
            folders.remove(".build")
        yield folder, folders, names


def write(path, content, original):
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if original.is_file():
        shutil.copymode(original, path)


def build(*arguments):
    """Builds in the tree, showing what it does, and returns what was said and whether it succeeded."""
    command = ["swift", "build", "--package-path", str(TREE), *arguments]
    # Adds the program that finds what can be changed in Swift.
    environment = dict(os.environ, LESSONS_MUTATION="1")
    said = []
    with session(command, env=environment) as process:
        for line in process.stdout:
            said.append(line)
            if line.startswith(("[", "Build")):
                print("  " + line.rstrip()[:150], flush=True)
        return "".join(said), process.wait() == 0


def build_with(mutants):
    """Builds the tests with mutants, by number; those that do not compile are left out. Returns the others."""
    left_out = set(json.loads(LEFT_OUT.read_text())) if LEFT_OUT.is_file() else set()
    while True:
        left = {number: one for number, one in mutants.items() if str(one.identity) not in left_out}
        files = schemata.changed_sources(left, ".")
        refresh(files)
        said, succeeded = build("--build-tests")
        if succeeded:
            return left
        wrong = {}
        for path, line, column, message in ERROR.findall(said):
            source = files.get(path.removeprefix(f"{TREE.resolve()}/"))
            if source and (number := source.mutant_at(int(line), int(column))):
                wrong[str(left[number].identity)] = message
        if not wrong:
            complaints = [line for line in said.splitlines() if "error: " in line]
            raise SystemExit("\n".join(complaints or [said]) + "\nThe sources with mutants cannot be built.")
        for identity, message in wrong.items():
            print(f"Left out: {identity}: {message}", flush=True)
        # Known from now on: each attempt to build takes a minute.
        left_out |= wrong.keys()
        LEFT_OUT.write_text(json.dumps(sorted(left_out), ensure_ascii=False, indent=1))


def products():
    return TREE / ".build/debug"

"""Runs tests on one mutant until one of them fails."""

import os
import re
import resource
import shutil
import threading
import time
from dataclasses import dataclass

import tree
from sessions import end, session

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
FAILED = re.compile(r"✘ Test (.*?) recorded an issue")
# A mutant may ask for all memory or fill the disk.
MOST_MEMORY, MOST_OF_FILE = 12 << 30, 1 << 30


@dataclass(frozen=True)
class Outcome:
    kind: str  # "passed", "failed", "crashed", "out of time"
    by: str  # the test
    seconds: float
    rounds: int = 1  # of tests, up to this one


def run(mutant, tests, seconds):
    """Runs the tests that a pattern names on a mutant, 0 for none, for so many seconds at most."""
    begin = time.monotonic()
    folder = (tree.FOLDER / "temporary").resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    command = [tree.products().resolve() / "swift-lessonsPackageTests.xctest", "--testing-library", "swift-testing"]
    is_late = threading.Event()
    with session(
        [*command, "--filter", tests], cwd=tree.TREE, env=environment(mutant, folder), preexec_fn=limit
    ) as process:
        clock = threading.Timer(seconds, lambda: (is_late.set(), end(process)))
        clock.start()
        try:
            failed, ran = watch(process)
            if failed:
                return Outcome("failed", failed, time.monotonic() - begin)
            status = process.wait()
        finally:
            clock.cancel()
    taken = time.monotonic() - begin
    if is_late.is_set():
        return Outcome("out of time", "", taken)
    if status != 0:
        return Outcome("crashed", "", taken)
    if not ran:
        raise SystemExit(f"No tests are named by '{tests}'.")
    return Outcome("passed", "", taken)


def watch(process):
    """The first test that failed, and whether any ran at all."""
    ran = False
    for line in process.stdout:
        line = COLOUR.sub("", line)
        if match := FAILED.search(line):
            return match[1], True
        ran = ran or "✔ Test " in line
    return None, ran


def limit():
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_OF_FILE, MOST_OF_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def environment(mutant, temporary):
    return dict(
        os.environ, MUTANT=str(mutant), TMPDIR=str(temporary), OMP_WAIT_POLICY="passive", NO_COLOR="1",
        SWIFT_BACKTRACE="enable=no",
        SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH="4",
    )  # fmt: skip

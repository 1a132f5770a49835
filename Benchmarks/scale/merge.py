#!/usr/bin/env python3
"""How long two shards and their merge take for a course of generated small lessons, and whether the merged pages are those of
one machine. Prints the seconds of each step, and the pages a second.

    Benchmarks/scale/merge.py .build/release/lessons --lessons 400
"""

import argparse
import filecmp
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

# Lessons share programs, so that little time is spent on what has no part in the merge.
PROGRAMS = 8


def lesson(number, count):
    following = number % count + 1
    return f"""---
description: "The lesson with number {number}."
---

# Lesson {number}

A number is squared, and [the next lesson](L{following:04}.md#squares) does it again.

## Squares

```swift-dt
let squares = (1...{number % PROGRAMS + 3}).map {{ Double($0 * $0) }}
squares
```

The lesson with number {number} has `{{swift-dt}} squares.count` squares. Their sum grows with the third power.
"""


def project(folder, count):
    (folder / "lessons/en").mkdir(parents=True)
    (folder / "lessons.yml").write_text("title: Squares\n")
    for number in range(1, count + 1):
        (folder / f"lessons/en/L{number:04}.md").write_text(lesson(number, count))
    return folder


def run(name, command, folder):
    begin = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    seconds = time.monotonic() - begin
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr}")
    print(f"{name}: {seconds:.1f} s  ({done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.stdout.strip()})", flush=True)
    return seconds


def files(folder):
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def differences(one, other):
    common = files(one) & files(other)
    return sorted((files(one) ^ files(other)) | {p for p in common if not filecmp.cmp(one / p, other / p, shallow=False)})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runner", type=os.path.abspath)
    parser.add_argument("--lessons", type=int, default=400)
    parser.add_argument("--alone", action="store_true", help="build on one machine too, and compare")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        top = Path(top)
        caches = []
        for shard in (1, 2):
            place = project(top / f"shard-{shard}", options.lessons)
            run(f"shard {shard} of 2", [options.runner, "build", "--shard", f"{shard}/2"], place)
            caches.append(place / ".lessons")
        place = project(top / "merge", options.lessons)
        seconds = run("merge", [options.runner, "merge", *map(str, caches)], place)
        print(f"merge: {1000 * seconds / options.lessons:.0f} ms a page")
        # A shard with one lesson: most of its time goes into reading the others.
        seconds = run("the smallest shard", [options.runner, "build", "--shard", f"1/{options.lessons}"], project(top / "small", options.lessons))
        print(f"reading: {1000 * seconds / options.lessons:.0f} ms a lesson")
        if options.alone:
            alone = project(top / "alone", options.lessons)
            run("one machine", [options.runner, "build"], alone)
            wrong = differences(alone / "output", place / "output")
            print("the same files" if not wrong else f"{len(wrong)} files differ, such as {wrong[:5]}")


if __name__ == "__main__":
    main()

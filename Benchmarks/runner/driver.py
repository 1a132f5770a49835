"""Times the runner, and its peers on an equivalent lesson, and prints a page of Markdown."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
SMALL = (HERE / "small.md").read_text()
NOTEBOOK = (HERE / "small.py").read_text()


def run(command, folder, **options):
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)


def median(command, folder, runs, prepare=lambda: None):
    """Median wall time in seconds, each run after a preparation that does not count; the first run is not counted."""
    times = []
    for _ in range(runs + 1):
        prepare()
        begin = time.perf_counter()
        run(command, folder)
        times.append(time.perf_counter() - begin)
    return statistics.median(times[1:])


def words(seconds):
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"


class Place:
    """A folder with lessons in which commands are timed."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.small = self.folder / "lessons/en/Small.md"
        self.small.parent.mkdir(parents=True)
        self.small.write_text(SMALL)
        self.edits = 0

    def edit_prose(self):
        self.edits += 1
        self.small.write_text(f"{SMALL}\nMore prose: {self.edits}.\n")

    def edit_code(self):
        self.edits += 1
        self.small.write_text(SMALL.replace("let rate = 0.1", f"let rate = 0.1{time.time_ns()}"))

    def add(self, count):
        """Lessons that all differ, in two languages with the same code."""
        for number in range(count // 2):
            text = SMALL.replace("let rate = 0.1", f"let rate = 0.1{number:04}") + "\nSome prose to read here. " * 40
            for language in ("en", "pl"):
                file = self.folder / f"lessons/{language}/L{number:04}.md"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)


def course_rows(lessons, root, folder):
    place = Place(folder)
    shutil.copytree(root / "lessons", place.folder / "lessons", dirs_exist_ok=True)
    for file in place.folder.glob("lessons/**/*.md"):
        # Without its data and without a page, a lesson is compiled by each build.
        if "\nrequires:" in file.read_text():
            file.unlink()
    count = len(list(place.folder.glob("lessons/**/*.md")))
    build = [lessons, "build", "--quiet"]
    begin = time.perf_counter()
    run(build, folder)
    rows = [(f"all {count} lessons from nothing, once", time.perf_counter() - begin, None)]
    rows.append(("the process starts and ends", median([lessons, "--help"], folder, 15), None))
    rows.append(("nothing changed", median(build, folder, 15), 0.15))
    swift = ["swift", "run", "--package-path", str(root), "lessons", "build", "--quiet"]
    rows.append(("the same through `swift run`", median(swift, folder, 3), None))
    rows.append(("prose of a small lesson edited", median(build, folder, 10, place.edit_prose), 0.2))
    rows.append(("one line of code of a small lesson edited", median(build, folder, 10, place.edit_code), 0.8))
    return rows


def corpus_row(lessons, count):
    """Cold, without a change, and after an edit of one lesson's prose and of one lesson's code."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(folder)
        place.small.unlink()
        place.add(count)
        build = [lessons, "build", "--quiet"]
        begin = time.perf_counter()
        usage = subprocess.run(["/usr/bin/env", "time", "-f", "%M", *build], cwd=folder, capture_output=True, text=True)
        cold = time.perf_counter() - begin
        memory = int(usage.stderr.split()[-1]) / 1024 if usage.returncode == 0 and usage.stderr.split() else float("nan")
        place.small = place.folder / "lessons/en/L0000.md"
        nothing = median(build, folder, 5)
        return count, cold, nothing, median(build, folder, 5, place.edit_prose), median(build, folder, 5, place.edit_code), memory


def rendering_rows(lessons, root):
    """Markdown to HTML: the texts of the course again and again, beside cmark-gfm, in turn.

    Their code is plain, since cmark-gfm does not colour it either. The first row is an empty file.
    """
    text = "".join(path.read_text() for path in sorted((root / "lessons").glob("**/*.md")))
    text = text.replace("```swift-dt", "```text")
    extensions = [word for name in ("table", "strikethrough", "autolink", "tasklist") for word in ("-e", name)]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in (0, 60_000, 1_000_000, 2_000_000):
            file = Path(folder, f"{size}.md")
            file.write_bytes((text * (size // len(text.encode()) + 1)).encode()[:size].decode("utf-8", "ignore").encode())
            commands = [lessons, "render", str(file)], ["cmark-gfm", *extensions, str(file)]
            times = [], []
            for _ in range(15):
                for command, own in zip(commands, times):
                    begin = time.perf_counter()
                    run(command, folder)
                    own.append(time.perf_counter() - begin)
            rows.append((size, *map(statistics.median, times)))
    return rows


def peer_rows(lessons, peers):
    """From an edit of one line of code to the page."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        place = Place(folder)
        rows.append(("`lessons build`", median([lessons, "build", "--quiet"], folder, 10, place.edit_code)))
    if not peers:
        return rows
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "small.ipynb")

        def edit():
            source = NOTEBOOK.replace("rate = 0.1", f"rate = 0.1{time.time_ns()}")
            cells = [
                {"cell_type": "code", "execution_count": None, "id": f"cell{index}", "metadata": {}, "outputs": [], "source": part}
                for index, part in enumerate(source.split("# %%\n"))
            ]
            kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
            file.write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))

        convert = [f"{peers}/bin/jupyter-nbconvert", "--to", "html", "--execute", str(file)]
        os.environ["PATH"] = f"{peers}/bin:{os.environ['PATH']}"
        rows.append(("`jupyter nbconvert --execute`", median(convert, folder, 5, edit)))
        Path(folder, "_config.yml").write_text("title: Small\nexecute:\n  execute_notebooks: cache\n")
        Path(folder, "_toc.yml").write_text("format: jb-book\nroot: small\n")
        rows.append(("`jupyter-book build`", median([f"{peers}/bin/jupyter-book", "build", "."], folder, 5, edit)))
    return rows


def machine():
    names = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    version = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    return f"{os.cpu_count()} cores, {names[0] if names else 'unknown processor'}; {version}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lessons", required=True, help="the built executable")
    parser.add_argument("--peers", help="a Python environment with nbconvert and jupyter-book")
    parser.add_argument("--corpora", default="10,100,1000", help="how many lessons generated corpora have")
    parser.add_argument("--parts", default="course,corpora,rendering,peers", help="what is measured")
    arguments = parser.parse_args()
    lessons, root = os.path.abspath(arguments.lessons), HERE.parent.parent
    parts = arguments.parts.split(",")

    print("# The runner's times\n")
    print("Medians, printed by `script/bench-runner`: wall time of the built debug executable unless `swift run` is named.\n")
    print(machine(), flush=True)
    if "course" in parts:
        print("\nThe lessons of this repository that need no data, and a small one beside them:\n")
        print("| `lessons build` | median | goal |\n|---|--:|--:|")
        with tempfile.TemporaryDirectory() as folder:
            for name, seconds, goal in course_rows(lessons, root, folder):
                print(f"| {name} | {words(seconds)} | {words(goal) if goal else ''} |", flush=True)
    if "corpora" in parts:
        print("\nGenerated lessons, half of them translations with the same code; one of them edited:\n")
        print("| lessons | from nothing | nothing changed | prose edited | code edited | memory, from nothing |\n|--:|--:|--:|--:|--:|--:|")
        for count in map(int, filter(None, arguments.corpora.split(","))):
            count, *times, memory = corpus_row(lessons, count)
            print(f"| {count} | {' | '.join(map(words, times))} | {memory:.0f} MB |", flush=True)
    if "rendering" in parts:
        print("\nFrom Markdown to HTML; the last column is without what an empty file takes (goal: 6):\n")
        print("| bytes | `lessons render` | `cmark-gfm` | ratio | ratio of the reading and writing |\n|--:|--:|--:|--:|--:|")
        rows = rendering_rows(lessons, root)
        for size, ours, theirs in rows:
            net = f"{(ours - rows[0][1]) / (theirs - rows[0][2]):.1f}" if size else ""
            print(f"| {size} | {words(ours)} | {words(theirs)} | {ours / theirs:.1f} | {net} |", flush=True)
    if "peers" in parts:
        print("\nFrom an edit of one line of code to the page, of a small lesson and of the same as a notebook (NumPy, Matplotlib):\n")
        print("| | median | times ours |\n|---|--:|--:|")
        rows = peer_rows(lessons, arguments.peers)
        for name, seconds in rows:
            print(f"| {name} | {words(seconds)} | {seconds / rows[0][1]:.1f} |", flush=True)


main()

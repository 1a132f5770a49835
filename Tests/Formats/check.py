"""Reads what the program writes for other programs with their own readers.

SARIF by models that were made from its schema, notebooks by nbformat's and as nbconvert shows them, JUnit's XML by junitparser. Each reader is also
given what the program wrote made wrong in several ways, so that one which accepts anything is noticed.
"""

import copy
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import notebooks
from fluidattacks_core.sarif import SarifLog
from junitparser import JUnitXml

# A lesson for each way to be wrong that has a form of its own: notes, fixes, differences, no place in a file.
WRONG = {
    "en/Options.md": "# A\n\n```swift-dt tolx=3\nprint(1)\n```\n",
    "en/Compiler ü.md": "# A\n\n```swift-dt\nlet answer = 1\nprint(anser)\nlet a: Int = \"x\"\n```\n",
    "en/RunTime.md": "# A\n\n```swift-dt id=odd\nstruct Odd: Error {}\nthrow Odd()\n```\n\n[gone](gone.md)\n",
    "en/Whole.md": "# A\n\n```swift-dt\nprint(1)\n```\n",
    "pl/Whole.md": "# A\n\n```swift-dt\nprint(2)\n```\n",
    "en/Empty.md": "",
}
# What pages have, as far as notebooks have a form of their own for it.
WHOLE = """# A ü

$a^2$

```swift-dt
let x: [Float] = [1, 2]
print("<b>", x)
Table(columns: ["a"], rows: [[1]])
```

```swift-dt invisible
let hidden = 1
```

```swift-dt fail
let b: Int = "x"
```

```swift
let c = 1
```

`{swift-dt} x[0]`

```swift-dt
Chart(x: "epoch", y: "loss", Series("a", [3, 2, 1]))
```
"""


def refuses(reader, *inputs):
    """Whether a reader refuses each of the inputs."""
    for wrong in inputs:
        try:
            reader(wrong)
        except Exception:
            continue
        return False
    return True


def changed(document, change):
    document = copy.deepcopy(document)
    change(document)
    return document


class Workplace:
    """A folder with lessons, and the program in it."""

    def __init__(self, folder, program, lessons):
        self.folder, self.program = folder, program
        for name, text in lessons.items():
            path = Path(folder, "lessons", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def run(self, *arguments):
        return subprocess.run([self.program, *arguments], cwd=self.folder, capture_output=True, text=True)


def check_sarif(workplace):
    def read(log):
        SarifLog.model_validate(log, by_alias=True, by_name=False)

    log = json.loads(workplace.run("check", "--report", "sarif").stdout)
    read(log)
    run = log["runs"][0]
    assert len(run["results"]) >= len(WRONG), run["results"]
    assert refuses(
        read,
        changed(log, lambda log: log.pop("version")),
        changed(log, lambda log: log["runs"][0].update(odd=1)),
        changed(log, lambda log: log["runs"][0]["results"][0].update(level="bad")),
        changed(log, lambda log: log["runs"][0]["results"][0].pop("message")),
    )
    return f"{len(run['results'])} results"


def check_junit(workplace):
    def read(text):
        suites = JUnitXml.fromstring(text.encode())
        cases = [case for suite in suites for case in suite]
        assert suites.tests == len(cases)
        assert suites.failures == sum(any(type(result).__name__ == "Failure" for result in case.result) for case in cases)
        return cases

    text = workplace.run("check", "--report", "junit").stdout
    cases = read(text)
    assert refuses(read, text.replace("</testsuite>", "", 1), text.replace("<failure", "<system-out", 1))
    return f"{len(cases)} test cases"


def check_notebook(workplace):
    done = workplace.run("build", "--format", "notebook")
    assert done.returncode == 0, done.stderr
    path = Path(workplace.folder, "output/en/Whole.ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    nbformat.validate(notebook)
    assert refuses(
        nbformat.validate,
        changed(notebook, lambda notebook: notebook.pop("metadata")),
        changed(notebook, lambda notebook: notebook["cells"][0].update(cell_type="odd")),
        changed(notebook, lambda notebook: notebook["cells"][1].pop("source")),
    )
    outputs = sum(len(cell.get("outputs", [])) for cell in notebook["cells"])
    assert outputs >= 3, notebook["cells"]
    return f"{len(notebook['cells'])} cells, {outputs} outputs"


def check_notebook_text(workplace):
    """Every notebook says what its page says, and the comparison notices one that does not."""
    Path(workplace.folder, "lessons.yml").write_text("quotes: straight\n")
    done = workplace.run("build", "--format", "html,notebook")
    assert done.returncode == 0, done.stderr
    parts, wrong = 0, []
    for lesson in sorted(Path(workplace.folder, "lessons").glob("*/*.md")):
        page = Path(workplace.folder, "output", lesson.parent.name, lesson.stem)
        notebook = nbformat.read(page.with_suffix(".ipynb"), as_version=4)
        nbformat.validate(notebook)
        texts = lesson.read_text(encoding="utf-8-sig"), page.with_suffix(".html").read_text(encoding="utf-8")
        parts += len(notebook.cells)
        wrong += [f"{lesson.stem}: {line}" for line in notebooks.compare(*texts, notebook)]
        assert all(notebooks.compare(*texts, other) for other in notebooks.made_wrong(notebook)), lesson.stem
    assert not wrong, "\n".join(wrong)
    return f"{parts} cells say what their pages say"


# Lessons that hold everything that notebooks show in their own way, and some of ours that take no time.
HERE = Path(__file__).parent
SHOWN = {f"en/{path.name}": path for path in sorted((HERE / "lessons").glob("*.md"))}
SHOWN |= {name: HERE.parents[1] / "lessons" / name for name in ["en/NumbersInRange.md", "pl/NumbersInRange.md"]}


def main(program):
    for name, lessons, check in [
        ("SARIF", WRONG, check_sarif),
        ("JUnit", WRONG, check_junit),
        ("Notebook", {"en/Whole.md": WHOLE}, check_notebook),
        ("Text of notebooks", {name: path.read_bytes() for name, path in SHOWN.items()}, check_notebook_text),
    ]:
        with tempfile.TemporaryDirectory() as folder:
            # Where root runs lessons, they run as users of their own, who must be able to read it.
            os.chmod(folder, 0o755)
            print(f"{name}: {check(Workplace(folder, program, lessons))}")


main(Path(sys.argv[1]).absolute())

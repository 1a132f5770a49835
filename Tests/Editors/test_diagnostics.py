"""What an author sees while typing is what `lessons check` says."""

import asyncio
import json
import os
import subprocess

import pytest
from conftest import LESSONS, replace
from lsprotocol import types

# Text of several bytes and UTF-16 units, lists, quotes and tabs before what is wrong.
WRONG = """---
tile: Błędy
needs: Fist
---

# Zażółć 😀 gęślą jaźń

- lista z 😀

\t```swift-dt id=żółw silnet
\tlet żółw = 1
\t```

> ```swift-dt
> let liczba: Int = "żółć" // 😀
> ```

Wzór 😀 $\\frac{1}{$ i [gdzie](#nie-ma), [tam](Frist.md).

```swift-dt
print(żołw)
```
"""

FIRST = "# First\n\nText.\n\n```swift-dt\nlet a = 1\na\n```\n"
CODE = """# Kod

1. 😀 jeden

   ```swift-dt
   let żółw = 1
   ```

\t> ```swift-dt
\t> let x = 1
\t> ```

- lista
  - > ```swift-dt
    > let zażółć = "😀"; let gęś: Int = "ś"
    > ```

Wartość 😀 `{swift-dt} żółw + nic` i [dalej](First.md).
"""
DOCUMENT = """# Package

```swift
let a = 1
let b: Int = "b"
```

```swift
let c: String = 3
```
"""


@pytest.fixture
def files():
    return {
        "lessons.yml": "title: Próba\nbibliography: works.bib\ndocuments:\n  - files: [README.md]\n",
        "works.bib": "@book{one, title = {One}, author = {A, B}, year = 2000}\n",
        "README.md": DOCUMENT,
        "lessons/en/First.md": FIRST,
        "lessons/en/Wrong.md": WRONG,
        "lessons/en/Code.md": CODE,
        "lessons/pl/First.md": FIRST.replace("let a = 1", "let a = 2"),
    }


def said(project, path):
    """What `lessons check` says of a file, with the places at which it says it."""
    done = subprocess.run(
        [LESSONS, "check", "--report", "json", path],
        cwd=project.folder, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"},
    )
    report = json.loads(done.stdout)
    (checked,) = report["lessons"] + report["documents"]
    names = "line", "column", "endLine", "endColumn"
    return {
        (d["severity"], d["message"], *(d["place"].get(name, 1) for name in names), *(n["message"] for n in d["notes"]))
        for d in checked["diagnostics"]
    }


def shown(diagnostics, text):
    """The same of an editor's diagnostics, whose columns count UTF-16 from 0."""
    names, lines = {1: "error", 2: "warning", 3: "note"}, text.split("\n")

    def place(position):
        line = lines[position.line].encode("utf-16-le")
        return position.line + 1, len(line[: 2 * position.character].decode("utf-16-le")) + 1

    return {
        (names[d.severity], d.message, *place(d.range.start), *place(d.range.end))
        + tuple(note.message for note in d.related_information or [])
        for d in diagnostics
    }


@pytest.mark.parametrize(
    "path, count",
    [("lessons/en/Wrong.md", 4), ("lessons/en/Code.md", 2), ("lessons/pl/First.md", 2), ("README.md", 2)],
)
async def test_as_check(project, files, path, count):
    expected = said(project, path)
    assert len(expected) == count
    project.open(path)
    found = await project.until(path, lambda found: len(found) >= count)
    assert shown(found, files[path]) == expected


async def test_columns(project):
    path = "lessons/en/Code.md"
    project.open(path)
    found = await project.until(path, lambda found: len(found) == 2)
    # UTF-16: '😀' counts twice.
    lines = CODE.split("\n")
    places = [(d.range.start.line, d.range.start.character) for d in found]
    first = lines[places[0][0]].encode("utf-16-le")[2 * places[0][1]:].decode("utf-16-le")
    second = lines[places[1][0]].encode("utf-16-le")[2 * places[1][1]:].decode("utf-16-le")
    assert first.startswith('"ś"')
    assert second.startswith("nic`")


async def test_edits(project):
    path = "lessons/en/First.md"
    project.open(path)
    await project.until(path, lambda found: not found)
    # Several edits in one message, each of the text that the one before left.
    project.change(
        path, replace((0, 2), (0, 7), "😀ż"), replace((0, 5), (0, 5), "\n\n[x](#nie)"), replace((4, 0), (4, 4), "Tekst"))
    found = await project.until(path, bool)
    assert [d.message for d in found] == ["there is no heading or block '#nie' in 'lessons/en/First.md'"]
    assert found[0].range == types.Range(types.Position(2, 4), types.Position(2, 8))
    project.change(path, types.TextDocumentContentChangeWholeDocument(FIRST))
    await project.until(path, lambda found: not found)


async def test_latest_version_wins(project):
    path = "lessons/en/First.md"
    project.open(path)
    for count in range(60):
        project.change(path, replace((2, 0), (2, 0), "[x](#n) " if count == 59 else "ą"))
        await asyncio.sleep(0.002)
    found = await project.until(path, bool)
    assert found[0].range.start == types.Position(2, 4)
    assert len(found) == 1


async def test_settings(project):
    project.open("lessons.yml", "titel: A\nparts:\n  - title: B\n    lessons: [Frist]\n")
    found = await project.until("lessons.yml", bool)
    assert [d.message for d in found] == ["unknown key 'titel'; did you mean 'title'?"]
    project.change("lessons.yml", replace((0, 0), (0, 5), "title"))
    found = await project.until("lessons.yml", lambda found: found and "Frist" in found[0].message)
    assert found[0].severity == types.DiagnosticSeverity.Warning
    assert found[0].range.start == types.Position(3, 14)


async def test_saved_settings(project):
    project.open("lessons/en/First.md", FIRST + "\n[@two]\n")
    await project.until("lessons/en/First.md", lambda found: found and "'@two'" in found[0].message)
    project.write("works.bib", "@book{two, title = {Two}, author = {A, B}, year = 2000}\n")
    params = types.DidChangeWatchedFilesParams([types.FileEvent(project.uri("works.bib"), types.FileChangeType.Changed)])
    project.client.workspace_did_change_watched_files(params)
    await project.until("lessons/en/First.md", lambda found: not found)


async def test_open_texts_see_each_other(project):
    project.open("lessons/en/First.md", FIRST + "\n## Later\n")
    await project.until("lessons/en/First.md", lambda found: not found)
    project.open("lessons/en/Other.md", "# Other\n\n[a](First.md#later) [b](First.md#never)\n")
    found = await project.until("lessons/en/Other.md", bool)
    assert [d.message for d in found] == ["there is no heading or block '#never' in 'lessons/en/First.md'"]


async def test_hostile_text(project):
    """A text that takes long leaves the server answering, and others are checked."""
    path = "lessons/en/Huge.md"
    project.open(path, "# Huge\n\n" + "> " * 50_000 + "a\n" + "[" * 100_000 + "\n" + "$" * 100_001)
    project.change(path, replace((0, 0), (0, 0), "#"))
    project.open("lessons/en/First.md", FIRST + "[x](#n)\n")
    await project.until("lessons/en/First.md", bool, seconds=10)
    await project.until(path, bool, seconds=60)


async def test_too_much(project):
    project.open("lessons/en/Huge.md", "# Huge\n\n" + "ż" * (1 << 20) + "!")
    found = await project.until("lessons/en/Huge.md", bool)
    assert found[0].message == "the file has more than 2 MB, which is too much for a page"


async def test_other_files(project):
    project.open("Notes.md", "# Notes\n\n```swift\nlet a: Int = \"\"\n```\n")
    project.open("Blocks.md", "# Blocks\n\n```swift-dt\nlet a: Int = \"\"\n```\n")
    await project.until("Blocks.md", bool)
    assert project.uri("Notes.md") not in project.client.diagnostics


async def test_closing(project):
    project.open("lessons/en/First.md", FIRST + "[x](#n)\n")
    await project.until("lessons/en/First.md", bool)
    project.close("lessons/en/First.md")
    await project.until("lessons/en/First.md", lambda found: not found)


def knowing(*encodings):
    return types.ClientCapabilities(general=types.GeneralClientCapabilities(position_encodings=list(encodings)))


@pytest.mark.parametrize(
    "capabilities, encoding, column",
    [
        (types.ClientCapabilities(), "utf-16", 7),
        (knowing("utf-8"), "utf-8", 10),
        (knowing("utf-7", "utf-32", "utf-16"), "utf-32", 6),
    ],
)
async def test_encodings(project, capabilities, encoding, column):
    assert project.client.initialized_as.capabilities.position_encoding == encoding
    project.open("lessons/en/First.md", "# A\n\nż😀[x](#n)\n" + FIRST)
    found = await project.until("lessons/en/First.md", bool)
    assert found[0].range.start == types.Position(2, column)

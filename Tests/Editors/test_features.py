"""What editors offer about a text: fixes, completion, explanations, structure, commands."""

import asyncio
import subprocess

import pytest
from conftest import LESSONS, replace
from lsprotocol import types

LESSON = """---
title: Pierwsza
---

# Zażółć 😀

- Lista:

\t```swift-dt id=blok
\tlet żółw = 41
\tżółw
\t```

Wartość `{swift-dt} żółw + 1` i [dalej](Other.md#druga-część), [tu](#wzory), [@one].

## Wzory

Wzór 😀 $\\frac{a}{b} + \\alpha$.

### Głębiej

> ```swift-dt fold
> print("🐢")
> ```

# Koniec

[plik](data.txt) <https://example.org/ż>
"""
OTHER = "# Other\n\n## Druga część\n\nText.\n"
GLOSSARY = "# Glossary\n\n## Momentum\n\nA running mean of gradients.\n"


@pytest.fixture
def files():
    return {
        "lessons.yml": "title: Próba\nbibliography: works.bib\n",
        "works.bib": "@book{one,\n  title = {One}, author = {Ając, B}, year = 2000}\n@book{two, title = {Two}, author = {C, D}, year = 1999}\n",
        "lessons/en/First.md": LESSON,
        "lessons/en/Other.md": OTHER,
        "lessons/en/glossary.md": GLOSSARY,
        "lessons/en/data.txt": "x",
        "lessons/pl/Other.md": "# Inna\n\n## Druga część\n\nTekst.\n",
    }


FIRST = "lessons/en/First.md"


def place_of(text, word, offset=0):
    """The place before a word, in UTF-16."""
    index = text.index(word) + offset
    line = text.count("\n", 0, index)
    before = text[text.rfind("\n", 0, index) + 1 : index]
    return types.Position(line, len(before.encode("utf-16-le")) // 2)


@pytest.fixture
async def first(project):
    project.open(FIRST)
    await project.until(FIRST, lambda found: not found)
    return project


def edited(text, edits):
    """A text after edits, whose places count UTF-16."""
    lines = [line.encode("utf-16-le") for line in text.split("\n")]
    for edit in sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True):
        start, end = edit.range.start, edit.range.end
        middle = lines[start.line][: 2 * start.character] + edit.new_text.encode("utf-16-le")
        middle += lines[end.line][2 * end.character :]
        lines[start.line : end.line + 1] = [middle]
    return "\n".join(line.decode("utf-16-le") for line in lines)


async def completed(project, path, text, label):
    """The text after the item with a label was chosen at its end, and all labels."""
    project.open(path, text)
    position = types.Position(text.count("\n"), len(text.rsplit("\n", 1)[-1].encode("utf-16-le")) // 2)
    params = types.CompletionParams(project.id(path), position)
    found = await project.client.text_document_completion_async(params)
    items = {item.label: item for item in found.items}
    if label is None:
        return None, list(items)
    return edited(text, [items[label].text_edit]), list(items)


# Fixes


@pytest.mark.parametrize(
    "text, fixed",
    [
        ("# A\n\n- 😀\n\n\t```swift-dt silnet\n\tprint(1)\n\t```\n", "silent"),
        ("---\ntitel: A\n---\n\n# A\n", "title"),
        ("# A\n\n😀 [a](#koneic)\n\n## Koniec\n", "#koniec"),
        ("# A\n\n😀ż [@oen] b\n", "@one"),
        ("# A\n\n[a](Ohter.md)\n", "Other.md"),
    ],
)
async def test_fixes(project, text, fixed):
    path = "lessons/en/Wrong.md"
    project.open(path, text)
    (wrong,) = await project.until(path, lambda found: len(found) == 1)
    context = types.CodeActionContext(diagnostics=[wrong], only=[types.CodeActionKind.QuickFix])
    (action,) = await project.client.text_document_code_action_async(
        types.CodeActionParams(project.id(path), wrong.range, context))
    assert action.title == f"Write '{fixed}'"
    right = edited(text, action.edit.changes[project.uri(path)])
    project.change(path, types.TextDocumentContentChangeWholeDocument(right))
    await project.until(path, lambda found: not found)


async def actions(project, path, kind):
    place = types.Range(types.Position(0, 0), types.Position(0, 0))
    context = types.CodeActionContext(diagnostics=[], only=[kind])
    return await project.client.text_document_code_action_async(types.CodeActionParams(project.id(path), place, context))


async def test_accepting_a_translation(project):
    path = "lessons/pl/Other.md"
    text = (project.folder / path).read_text()
    project.open(path)
    await project.until(path, bool)
    (action,) = await actions(project, path, types.CodeActionKind.QuickFix)
    text = edited(text, action.edit.changes[project.uri(path)])
    assert "original_hash" in text and text.endswith("Tekst.\n")
    project.write(path, text)
    project.change(path, types.TextDocumentContentChangeWholeDocument(text))
    await project.until(path, lambda found: not found)
    # The source goes on, and is accepted again: only the record changes.
    project.write("lessons/en/Other.md", OTHER + "\nMore.\n")
    project.save(path)
    await project.until(path, lambda found: found and "behind its source" in found[0].message)
    (action,) = await actions(project, path, types.CodeActionKind.QuickFix)
    again = edited(text, action.edit.changes[project.uri(path)])
    assert again != text and again.replace("\n", "")[-30:] == text.replace("\n", "")[-30:]
    project.change(path, types.TextDocumentContentChangeWholeDocument(again))
    await project.until(path, lambda found: not found)


async def test_beginning_a_translation(first):
    (action,) = await actions(first, FIRST, types.CodeActionKind.Source)
    assert action.title == "Begin the translation into Polski"
    await first.client.workspace_execute_command_async(
        types.ExecuteCommandParams(action.command.command, action.command.arguments))
    text = (first.folder / "lessons/pl/First.md").read_text()
    assert '"source_file" : "lessons/en/First.md"' in text and "żółw" in text
    assert not await actions(first, FIRST, types.CodeActionKind.Source)
    assert [p.uri for p in first.client.shown_documents] == [first.uri("lessons/pl/First.md")]


# Completion


@pytest.mark.parametrize(
    "text, label, after",
    [
        ("# A\n\n```", "swift-dt", "# A\n\n```swift-dt"),
        ("# A\n\n> ```swift-dt ", "silent", "# A\n\n> ```swift-dt silent"),
        ("# A\n\n- 😀\n\n\t```swift-dt fold ti", "timeout", "# A\n\n- 😀\n\n\t```swift-dt fold timeout="),
        ("# A\n\n<!-- lessons: fo", "fold", "# A\n\n<!-- lessons: fold"),
        ("# Żółć\n\n😀 [x](#", "żółć", "# Żółć\n\n😀 [x](#żółć"),
        ("# A\n\n[x](", "Other.md", "# A\n\n[x](Other.md"),
        ("# A\n\n[x](Other.md#dr", "druga-część", "# A\n\n[x](Other.md#druga-część"),
        ("# A\n\n[x](", "Momentum", "# A\n\n[x](glossary.md#momentum"),
        ("# A\n\n😀 jak [@", "@one", "# A\n\n😀 jak [@one"),
        ("# A\n\njak [@one; @tw", "@two", "# A\n\njak [@one; @two"),
    ],
)
async def test_completion(project, text, label, after):
    assert (await completed(project, "lessons/en/New.md", text, label))[0] == after


async def test_no_completion_of_what_is_there(project):
    _, labels = await completed(project, "lessons/en/A.md", "# A\n\n```swift-dt fold invisible ", None)
    assert "tol" not in labels and "fold" not in labels and "silent" not in labels and "id" in labels
    _, labels = await completed(project, "lessons/en/B.md", "# A\n\n```swift-dt caption=\"a ", None)
    assert not labels
    _, labels = await completed(project, "README.md", "# A\n\n```swift-dt ", None)
    assert "group" in labels and "fold" not in labels
    _, labels = await completed(project, "lessons/en/C.md", "# A\n\na@", None)
    assert not labels


async def test_keys(project):
    path = "lessons/en/Keys.md"
    project.open(path, "---\ntitle: A\nor\nneeds: [\n---\n\n# A\n")

    async def labels(path, line, character):
        params = types.CompletionParams(project.id(path), types.Position(line, character))
        found = await project.client.text_document_completion_async(params)
        return {item.label: item.text_edit.new_text for item in found.items}

    keys = await labels(path, 2, 2)
    assert keys["order"] == "order: " and "title" not in keys and "needs" not in keys
    assert set(await labels(path, 3, 8)) == {"First", "Other", "glossary"}
    project.open("lessons.yml", "title: A\nparts:\n  - title: B\n    \nquotes: \nswift:\n  packages:\n    - path: x\n      \n")
    assert "bibliography" in await labels("lessons.yml", 0, 0)
    assert await labels("lessons.yml", 3, 4) == {"lessons": "lessons: "}
    assert set(await labels("lessons.yml", 4, 8)) == {"typographic", "straight"}
    assert set(await labels("lessons.yml", 8, 6)) == {"url", "from", "exact", "products"}


# Hover and definition


async def hover(project, path, position):
    found = await project.client.text_document_hover_async(types.HoverParams(project.id(path), position))
    return found and found.contents.value


async def test_hover(first):
    text = await hover(first, FIRST, place_of(LESSON, "id=blok", 1))
    assert text.startswith("**id**") and "links" in text
    text = await hover(first, FIRST, place_of(LESSON, "\\frac", 2))
    assert text.replace("\\", "") == "a/b + α"
    assert "Ając · 2000 · One" in await hover(first, FIRST, place_of(LESSON, "@one", 2))
    assert "let żółw: Int" in await hover(first, FIRST, place_of(LESSON, "żółw = 41"))
    assert await hover(first, FIRST, place_of(LESSON, "Lista")) is None
    assert (await hover(first, FIRST, types.Position(1, 2))).startswith("**title**")
    first.open("lessons.yml")
    assert "title of the site" in await hover(first, "lessons.yml", types.Position(0, 1))


async def test_results(first):
    subprocess.run([LESSONS, "build", FIRST], cwd=first.folder, check=True, capture_output=True)
    text = await hover(first, FIRST, place_of(LESSON, "żółw = 41"))
    assert text == "```swift\nlet żółw: Int\n```\n\n\n---\n\nRecorded result\n\n```text\n41\n\n```"
    hints = await first.client.text_document_inlay_hint_async(
        types.InlayHintParams(first.id(FIRST), types.Range(types.Position(0, 0), types.Position(99, 0))))
    assert [(h.label, h.position) for h in hints] == [("= 42", place_of(LESSON, " i [dalej]"))]
    first.change(FIRST, replace((9, 12), (9, 14), "40"))
    await asyncio.sleep(0.5)
    text = await hover(first, FIRST, place_of(LESSON, "żółw = 41"))
    assert "Recorded result, from before the code was changed" in text
    hints = await first.client.text_document_inlay_hint_async(
        types.InlayHintParams(first.id(FIRST), types.Range(types.Position(0, 0), types.Position(99, 0))))
    assert not hints


@pytest.mark.parametrize(
    "word, path, line",
    [
        ("Other.md#druga", "lessons/en/Other.md", 2),
        ("#wzory", FIRST, 15),
        ("@one", "works.bib", 0),
        ("data.txt", "lessons/en/data.txt", 0),
    ],
)
async def test_definition(first, word, path, line):
    params = types.DefinitionParams(first.id(FIRST), place_of(LESSON, word, 2))
    found = await first.client.text_document_definition_async(params)
    assert (found.uri, found.range.start.line) == (first.uri(path), line)


# Structure


async def test_structure(first):
    symbols = await first.client.text_document_document_symbol_async(types.DocumentSymbolParams(first.id(FIRST)))

    def tree(symbols):
        return [(s.name, tree(s.children or [])) for s in symbols]

    assert tree(symbols) == [
        ("Zażółć 😀", [("blok", []), ("Wzory", [("Głębiej", [('print("🐢")', [])])])]),
        ("Koniec", []),
    ]
    folds = await first.client.text_document_folding_range_async(types.FoldingRangeParams(first.id(FIRST)))
    assert [(f.start_line, f.end_line) for f in folds] == [(0, 2), (4, 23), (8, 11), (15, 23), (19, 23), (21, 23), (25, 27)]
    links = await first.client.text_document_document_link_async(types.DocumentLinkParams(first.id(FIRST)))
    assert {l.target for l in links} == {
        first.uri("lessons/en/Other.md"), first.uri("lessons/en/data.txt"), "https://example.org/%C5%BC"}


async def test_running(first):
    lenses = await first.client.text_document_code_lens_async(types.CodeLensParams(first.id(FIRST)))
    assert [l.command.title for l in lenses] == ["Run", "Open the page"]
    # The text as it stands in the editor, not the file.
    first.change(FIRST, replace((9, 12), (9, 14), "6 * 7"))
    run = lenses[0].command
    await first.client.workspace_execute_command_async(types.ExecuteCommandParams(run.command, run.arguments))
    logged = "\n".join(m.message for m in first.client.log_messages)
    assert "42" in logged and "🐢" in logged
    (steps,) = first.client.progress_reports.values()
    assert [s.kind for s in steps] == ["begin", "end"]
    first.change(FIRST, replace((9, 12), (9, 17), "[1][2]"))
    await first.client.workspace_execute_command_async(types.ExecuteCommandParams(run.command, run.arguments))
    found = await first.until(FIRST, lambda found: any("Index out of range" in d.message for d in found))
    assert found[0].range.start.line == 9


async def test_opening_a_page(first):
    lenses = await first.client.text_document_code_lens_async(types.CodeLensParams(first.id(FIRST)))
    command = types.ExecuteCommandParams(lenses[1].command.command, lenses[1].command.arguments)
    with pytest.raises(Exception, match="'lessons build' makes it"):
        await first.client.workspace_execute_command_async(command)
    subprocess.run([LESSONS, "build", FIRST], cwd=first.folder, check=True, capture_output=True)
    await first.client.workspace_execute_command_async(command)
    assert [p.uri for p in first.client.shown_documents] == [first.uri("output/en/First.html")]


async def test_only_what_is_announced(first):
    announced = first.client.initialized_as.capabilities
    assert announced.references_provider and announced.rename_provider.prepare_provider
    assert set(announced.signature_help_provider.trigger_characters) == {"(", "["}
    assert announced.implementation_provider is None and announced.document_highlight_provider is None
    with pytest.raises(Exception, match="no method"):
        await first.client.text_document_implementation_async(
            types.ImplementationParams(first.id(FIRST), types.Position(0, 0)))


# The connection


async def test_cancelling(first):
    """A request that was cancelled has an error that says so, and no result."""
    (action,) = await actions(first, FIRST, types.CodeActionKind.Source)
    first.change(FIRST, replace((9, 12), (9, 14), "(0..<2_000_000_000).reduce(0, &+)"))
    lenses = await first.client.text_document_code_lens_async(types.CodeLensParams(first.id(FIRST)))
    run = lenses[0].command
    request = asyncio.ensure_future(
        first.client.workspace_execute_command_async(types.ExecuteCommandParams(run.command, run.arguments)))
    await asyncio.sleep(1)
    (number,) = [id for id, future in first.client.protocol._request_futures.items() if not future.done()]
    first.client.cancel_request(types.CancelParams(number))
    with pytest.raises(Exception):
        await asyncio.wait_for(request, 10)
    # The server goes on.
    assert await actions(first, FIRST, types.CodeActionKind.Source)


@pytest.mark.parametrize(
    "stream",
    [
        b"Content-Length: 99999999999\r\n\r\n{}",
        b"Content-Length: -1\r\n\r\n{}",
        b"X: y\r\n" * 10_000,
        b"Content-Length: 2\r\n\r\n{}" + b"Content-Length: 5\r\n\r\n[[[[[" + b"no header\r\n\r\n",
        b"",
    ],
)
async def test_broken_streams(tmp_path, stream):
    """What is no protocol ends the server, with a status that says so."""
    server = await asyncio.create_subprocess_exec(
        LESSONS, "language-server", cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    out, _ = await asyncio.wait_for(server.communicate(stream), 20)
    assert server.returncode == 1
    assert (b'"code":-32700' in out) == bool(stream)


async def test_deep_messages(tmp_path):
    """A message that would exhaust a decoder is refused, and the next one is answered."""
    server = await asyncio.create_subprocess_exec(
        LESSONS, "language-server", cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def framed(text):
        return b"Content-Length: %d\r\n\r\n%s" % (len(text), text)

    deep = framed(b'{"id":1,"method":"initialize","params":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}")
    early = framed(b'{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{}}')
    begin = framed(b'{"jsonrpc":"2.0","id":3,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}')
    end = framed(b'{"jsonrpc":"2.0","id":4,"method":"shutdown"}') + framed(b'{"jsonrpc":"2.0","method":"exit"}')
    out, _ = await asyncio.wait_for(server.communicate(deep + early + begin + end), 20)
    assert server.returncode == 0
    assert b'"code":-32700' in out and b'"code":-32002' in out and b'"id":3' in out and b'"id":4' in out

"""What editors offer inside of Swift: SourceKit-LSP's answers, at the places of the Markdown."""

import os
import signal
import subprocess

import pytest
from lsprotocol import types
from pytest_lsp import client_capabilities

LESSON = """# Zażółć 😀

- Lista 🐢:

\t```swift-dt
\tlet żółw = 41; let 🐢 = "😀"
\tfunc suma(_ a: Int, razem b: Int) -> Int { a + b }
\tlet wynik = suma(żółw, razem: 3)
\t```

> Cytat
>
> ```swift-dt nest
> struct Punkt { var x: Int; var y: Int }
> let p = Punkt(x: żółw, y: 2)
> "ż😀".count; p.x
> ```

| a | b |
|---|---|
| ż `{swift-dt} żółw + wynik` | `{swift-dt} 🐢 == "a" \\|\\| żółw == 2` |

```swift-dt
let t = Tensor([1, 2])
print(t.squared(), 🐢)
```

```swift-dt fail
let zły: Int = "a"
```
"""
FIRST = "lessons/en/First.md"


@pytest.fixture
def encoding():
    """In what places are counted; tests can have others."""
    return "utf-16"


every_encoding = pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])


@pytest.fixture
def capabilities(encoding):
    capabilities = client_capabilities("visual-studio-code")
    capabilities.general.position_encodings = [encoding]
    capabilities.text_document.completion.completion_item.snippet_support = False
    return capabilities


def units(text, encoding):
    return {"utf-8": len(text.encode()), "utf-16": len(text.encode("utf-16-le")) // 2, "utf-32": len(text)}[encoding]


class Lesson:
    """An open lesson, and where its words are in the encoding that was negotiated."""

    def __init__(self, project, text):
        self.project, self.client, self.text = project, project.client, text
        self.encoding = self.client.initialized_as.capabilities.position_encoding
        project.open(FIRST, text)

    def place(self, word, offset=0, nth=0):
        index = -1
        for _ in range(nth + 1):
            index = self.text.index(word, index + 1)
        index += offset
        start = self.text.rfind("\n", 0, index) + 1
        return types.Position(self.text.count("\n", 0, index), units(self.text[start:index], self.encoding))

    def range(self, word, nth=0):
        return types.Range(self.place(word, 0, nth), self.place(word, len(word), nth))

    def about(self, kind, *place, **more):
        return kind(text_document=self.project.id(FIRST), position=self.place(*place), **more)

    def with_edits(self, edits):
        code, size = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[self.encoding]
        lines = [line.encode(code) for line in self.text.split("\n")]
        for edit in sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True):
            start, end = edit.range.start, edit.range.end
            assert start.line == end.line
            line = lines[start.line]
            lines[start.line] = line[: size * start.character] + edit.new_text.encode(code) + line[size * end.character :]
        return "\n".join(line.decode(code) for line in lines)


@pytest.fixture
async def lesson(project):
    return Lesson(project, LESSON)


@every_encoding
async def test_completion(project, encoding):
    lesson = Lesson(project, LESSON.replace("; p.x", "; p."))
    found = await lesson.client.text_document_completion_async(lesson.about(types.CompletionParams, "; p.", 4))
    items = {item.label: item for item in found.items}
    assert {"x", "y"} <= set(items) and items["x"].detail == "Int" and items["x"].kind == types.CompletionItemKind.Property
    assert lesson.with_edits([items["x"].text_edit]) == LESSON
    # A word that has begun is replaced.
    lesson = Lesson(project, LESSON.replace("t.squared()", "t.squ"))
    found = await lesson.client.text_document_completion_async(lesson.about(types.CompletionParams, "t.squ", 5))
    items = {item.label: item for item in found.items}
    assert lesson.with_edits([items["squared()"].text_edit]) == LESSON


async def test_completion_by_itself(lesson):
    """Blanks, which ask for options behind a fence, ask for nothing in code."""
    def context(character):
        return types.CompletionContext(types.CompletionTriggerKind.TriggerCharacter, character)

    for character, is_answered in [(" ", False), (".", True)]:
        params = lesson.about(types.CompletionParams, "p.x", 2, context=context(character))
        found = await lesson.client.text_document_completion_async(params)
        assert bool(found.items) == is_answered


@every_encoding
async def test_hover(lesson, encoding):
    for word, nth, says in [
        ("żółw", 0, "let żółw: Int"),
        ("żółw", 3, "let żółw: Int"),
        ("wynik", 1, "let wynik: Int"),
        ("🐢", 2, "let 🐢: String"),
        ("🐢", 3, "let 🐢: String"),
        ("count", 0, "number of characters"),
        ("Punkt", 1, "struct Punkt"),
        ("squared", 0, "func squared() -> Tensor"),
        ("zły", 0, "let zły: Int"),
    ]:
        found = await lesson.client.text_document_hover_async(lesson.about(types.HoverParams, word, 0, nth))
        assert says in found.contents.value
        assert found.range == lesson.range(word, nth)


async def test_signatures(lesson):
    found = await lesson.client.text_document_signature_help_async(
        lesson.about(types.SignatureHelpParams, "razem: 3", 7))
    (signature,) = found.signatures
    assert signature.label == "suma(_ a: Int, razem: Int) -> Int" and signature.active_parameter == 1


async def test_definition(lesson):
    for nth in [1, 2, 3]:
        (found,) = await lesson.client.text_document_definition_async(
            lesson.about(types.DefinitionParams, "żółw", 1, nth))
        assert found.uri == lesson.project.uri(FIRST) and found.range.start == lesson.place("żółw")
    found = await lesson.client.text_document_definition_async(lesson.about(types.DefinitionParams, "squared"))
    assert found and found[0].uri.startswith("file://") and found[0].uri.endswith(".swift")


@every_encoding
async def test_references(lesson, encoding):
    for with_declaration, first in [(True, 0), (False, 1)]:
        found = await lesson.client.text_document_references_async(
            lesson.about(
                types.ReferenceParams, "żółw", 1, 3, context=types.ReferenceContext(with_declaration)))
        assert [l.range for l in found] == [lesson.range("żółw", nth) for nth in range(first, 5)]
        assert {l.uri for l in found} == {lesson.project.uri(FIRST)}


async def renamed(lesson, word, name, nth=0):
    answer = await lesson.client.text_document_rename_async(
        lesson.about(types.RenameParams, word, 0, nth, new_name=name))
    return lesson.with_edits(answer.changes[lesson.project.uri(FIRST)])


@every_encoding
async def test_rename(lesson, encoding):
    assert await renamed(lesson, "żółw", "gęś", 3) == LESSON.replace("żółw", "gęś")
    # Labels too.
    expected = LESSON.replace("suma(_ a: Int, razem b", "plus(_ a: Int, i b").replace("suma(żółw, razem:", "plus(żółw, i:")
    assert await renamed(lesson, "suma", "plus(_:i:)", 1) == expected
    found = await lesson.client.text_document_prepare_rename_async(
        lesson.about(types.PrepareRenameParams, "suma", 1, 1))
    assert (found.range, found.placeholder) == (lesson.range("suma", 1), "suma(_:razem:)")


async def test_names_that_stay(lesson):
    for word, name, why in [
        ("Tensor", "Tablica", "declared in 'Tensor.swift'"),
        ("print", "pisz", "declared in"),
        ("żółw", "a b", "no name in Swift"),
        ("Cytat", "x", "only names in Swift"),
    ]:
        with pytest.raises(Exception, match=why):
            await renamed(lesson, word, name)


@every_encoding
async def test_fixes(project, encoding):
    wrong = LESSON.replace("razem: 3)", "3)")
    lesson = Lesson(project, wrong)
    # The other is a warning of a value that is not used.
    found, _ = await project.until(FIRST, lambda found: len(found) == 2)
    assert "razem:" in found.message
    context = types.CodeActionContext(diagnostics=[found], only=[types.CodeActionKind.QuickFix])
    actions = await project.client.text_document_code_action_async(
        types.CodeActionParams(project.id(FIRST), found.range, context))
    (action,) = actions
    assert action.title == "Insert 'razem: '" and list(action.diagnostics) == [found]
    assert lesson.with_edits(action.edit.changes[project.uri(FIRST)]) == LESSON


async def test_errors_elsewhere(project):
    """Code that cannot be read, and a wrong option, keep no other block from being known."""
    broken = LESSON.replace("let t =", "if true { /* \nlet t =").replace("swift-dt nest", "swift-dt nest tilte=3")
    lesson = Lesson(project, broken)
    found = await lesson.client.text_document_hover_async(lesson.about(types.HoverParams, "żółw", 0, 2))
    assert "let żółw: Int" in found.contents.value and found.range == lesson.range("żółw", 2)


async def test_typing(lesson):
    """Answers are those of the text as it is when they are asked for."""
    for name in ["wąż", "żaba", "ćma"]:
        lesson.text = LESSON.replace("żółw", name)
        lesson.project.change(FIRST, types.TextDocumentContentChangeWholeDocument(lesson.text))
        found = await lesson.client.text_document_hover_async(lesson.about(types.HoverParams, name, 0, 2))
        assert f"let {name}: Int" in found.contents.value


async def test_prose(lesson):
    place = ("Cytat", 1)
    client = lesson.client
    assert await client.text_document_hover_async(lesson.about(types.HoverParams, *place)) is None
    assert not (await client.text_document_completion_async(lesson.about(types.CompletionParams, *place))).items
    assert await client.text_document_signature_help_async(lesson.about(types.SignatureHelpParams, *place)) is None
    assert await client.text_document_prepare_rename_async(lesson.about(types.PrepareRenameParams, *place)) is None


def source_kits():
    """The processes of SourceKit-LSP that this server started."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True).stdout
    rows = [line.split(None, 2) for line in found.splitlines()]
    children, known = {}, {os.getpid()}
    for pid, parent, args in rows:
        children.setdefault(int(parent), []).append((int(pid), args))
    kits, waiting = [], [os.getpid()]
    while waiting:
        for pid, args in children.get(waiting.pop(), []):
            waiting.append(pid)
            if "bin/sourcekit-lsp" in args and "lesson-host" not in args:
                kits.append(pid)
    return kits


async def test_crashes(lesson):
    """After SourceKit-LSP has ended, one line tells it, and the next question starts it again."""
    params = lesson.about(types.HoverParams, "żółw")
    assert await lesson.client.text_document_hover_async(params)
    for pid in source_kits():
        os.kill(pid, signal.SIGKILL)
    answers = [await lesson.client.text_document_hover_async(params) for _ in range(3)]
    assert answers[-1] and "let żółw" in answers[-1].contents.value
    told = [m.message for m in lesson.client.log_messages if "SourceKit" in m.message]
    assert len(told) <= 1
    assert len(source_kits()) == 1

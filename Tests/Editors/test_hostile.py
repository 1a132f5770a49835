"""A client that means harm, or has errors: the server neither traps nor hangs, and its memory is bounded."""

import asyncio
import json
import random
import subprocess

import pytest
from conftest import LESSONS

TEXT = "# Zażółć 😀\n\n- a\n\n\t```swift-dt\n\tlet żółw = 1\n\tżółw.\n\t```\n\n`{swift-dt} żółw` [a](#b) $x$ [@one]\n"
METHODS = [
    "textDocument/completion", "textDocument/hover", "textDocument/signatureHelp", "textDocument/definition",
    "textDocument/references", "textDocument/prepareRename", "textDocument/rename", "textDocument/codeAction",
    "textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/documentLink", "textDocument/codeLens",
    "textDocument/inlayHint", "workspace/executeCommand",
]


def framed(message):
    data = message if isinstance(message, bytes) else json.dumps({"jsonrpc": "2.0", **message}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(data), data)


class Raw:
    """A server and its streams."""

    def __init__(self, process, folder):
        self.process, self.uri = process, (folder / "lessons/en/First.md").as_uri()
        self.count, self.buffer = 0, b""

    def send(self, message):
        self.process.stdin.write(framed(message))

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    async def message(self):
        head = await self.process.stdout.readuntil(b"\r\n\r\n")
        return json.loads(await self.process.stdout.readexactly(int(head.split(b":")[1])))

    async def ask(self, method, params=None):
        self.count += 1
        self.send({"id": self.count, "method": method, "params": params})
        await self.process.stdin.drain()
        while (message := await asyncio.wait_for(self.message(), 40)).get("id") != self.count:
            pass
        return message

    def memory(self):
        """The megabytes of the server itself."""
        status = open(f"/proc/{self.process.pid}/status").read()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    async def is_well(self):
        """Whether it still answers, and ends when it is asked to."""
        answer = await self.ask("textDocument/documentSymbol", {"textDocument": {"uri": self.uri}})
        assert "result" in answer, answer
        assert "result" in await self.ask("shutdown")
        self.notify("exit", None)
        await self.process.stdin.drain()
        return await asyncio.wait_for(self.process.wait(), 20) == 0


@pytest.fixture
async def raw(tmp_path):
    (tmp_path / "lessons/en").mkdir(parents=True)
    (tmp_path / "lessons.yml").write_text("title: A\n")
    process = await asyncio.create_subprocess_exec(
        LESSONS, "language-server", cwd=tmp_path, limit=64 << 20,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    raw = Raw(process, tmp_path)
    await raw.ask("initialize", {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}})
    raw.notify("textDocument/didOpen", {
        "textDocument": {"uri": raw.uri, "languageId": "markdown", "version": 1, "text": TEXT}})
    yield raw
    if process.returncode is None:
        process.kill()
        await process.wait()


@pytest.mark.parametrize("seed", range(4))
async def test_garbage(raw, seed):
    """Bytes in the place of a message are refused, and the next message is answered."""
    generator = random.Random(seed)
    for _ in range(100):
        raw.send(generator.choice([
            generator.randbytes(generator.randrange(300)),
            json.dumps({"id": 9_999, "method": generator.choice(METHODS)}).encode()[: generator.randrange(60)],
            b"[]", b"null", b"{}", b'"', b'{"id":null}', b'{"id":{},"method":[]}', b"\xff" * 40,
        ]))
    assert await raw.is_well()


async def test_parameters_of_other_types(raw):
    """Whatever the parameters are, there is an answer."""
    place = {"textDocument": {"uri": raw.uri}}
    parts = [None, 0, "a", [], {}, [[{}]], {"textDocument": None}, {"textDocument": {"uri": 3}}, place,
             {**place, "position": {"line": "x"}}, {**place, "position": {"line": 1e300, "character": 0.5}},
             {**place, "range": {}, "context": {}}, {"command": "lessons.run", "arguments": [None, [], "x"]},
             {"command": "x"}, {"textDocument": {"uri": "\0"}, "position": {"line": 0, "character": 0}}]
    for method in METHODS:
        for params in parts:
            answer = await raw.ask(method, params)
            assert "error" in answer or "result" in answer
    for method in ["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "$/cancelRequest",
                   "workspace/didChangeWatchedFiles", "textDocument/didSave"]:
        for params in parts:
            raw.notify(method, params)
    assert await raw.is_well()


async def test_places_that_do_not_exist(raw):
    edges = [-(2**63), -1, 0, 5, 10**6, 2**31, 2**63 - 1]
    for line in edges:
        for character in edges:
            place = {"line": line, "character": character}
            # The range may end before it begins.
            area = {"start": place, "end": {"line": character, "character": line}}
            more = {"range": area, "context": {"diagnostics": [], "includeDeclaration": True}, "newName": "a"}
            method = METHODS[(line + 3 * character) % 13]
            answer = await raw.ask(method, {"textDocument": {"uri": raw.uri}, "position": place, **more})
            assert "error" in answer or "result" in answer
            raw.notify("textDocument/didChange", {
                "textDocument": {"uri": raw.uri, "version": line}, "contentChanges": [{"range": area, "text": "ż"}]})
    assert await raw.is_well()


async def test_unknown_methods(raw):
    for number in range(300):
        answer = await raw.ask(f"x/{number}" if number % 2 else "textDocument/" + "a" * number)
        assert answer["error"]["code"] == -32601
        raw.notify("$/x" if number % 2 else "y", {})
    assert await raw.is_well()


async def test_burst(raw):
    """Ten thousand keystrokes at once take no more memory than they are long."""
    await raw.ask("textDocument/hover", {"textDocument": {"uri": raw.uri}, "position": {"line": 0, "character": 0}})
    before = raw.memory()
    place = {"line": 5, "character": 13}
    for version in range(10_000):
        raw.notify("textDocument/didChange", {
            "textDocument": {"uri": raw.uri, "version": version + 2},
            "contentChanges": [{"range": {"start": place, "end": place}, "text": "1"}]})
        if version % 1_000 == 0:
            raw.send({"id": 10**6 + version, "method": "textDocument/completion",
                      "params": {"textDocument": {"uri": raw.uri}, "position": place}})
    await raw.process.stdin.drain()
    await raw.ask("textDocument/hover", {"textDocument": {"uri": raw.uri}, "position": place})
    assert raw.memory() - before < 100
    assert await raw.is_well()


@pytest.mark.parametrize("part", ["header", "body", "nothing"])
async def test_half_messages(raw, part):
    """A stream that ends inside of a message ends the server."""
    message = framed({"id": 1, "method": "shutdown"})
    raw.process.stdin.write({"header": message[:9], "body": message[:-4], "nothing": b""}[part])
    raw.process.stdin.close()
    assert await asyncio.wait_for(raw.process.wait(), 20) == 1


async def test_client_that_does_not_listen(raw):
    """The client closes its end while answers are being sent."""
    raw.process._transport.get_pipe_transport(1).close()
    for number in range(200):
        raw.send({"id": number, "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": raw.uri}}})
    raw.process.stdin.close()
    assert await asyncio.wait_for(raw.process.wait(), 20) in (0, 1)

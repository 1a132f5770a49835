"""Measures how long an editor waits for diagnostics after a keystroke: keystrokes.py LESSONS FILE.md BUILD

Types into copies of lessons of the course, one letter after the other, each as soon as the answer to the one before is there.
"""

import json
import os
import queue
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COUNT = 20


class Server:
    def __init__(self, command, folder):
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.messages, self.count = queue.Queue(), 0
        threading.Thread(target=self.read, daemon=True).start()
        self.request("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
        self.notify("initialized", {})

    def read(self):
        while True:
            length = None
            while line := self.process.stdout.readline().strip():
                length = int(line.split(b":")[1])
            if length is None:
                return
            self.messages.put((json.loads(self.process.stdout.read(length)), time.perf_counter()))

    def send(self, message):
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        self.count += 1
        self.send({"id": self.count, "method": method, "params": params})
        return self.wait(lambda m: m.get("id") == self.count)

    def wait(self, holds, seconds=120):
        while True:
            message, when = self.messages.get(timeout=seconds)
            if holds(message):
                return message, when

    def published(self, version):
        return self.wait(lambda m: m.get("method") == "textDocument/publishDiagnostics" and m["params"].get("version") == version)[1]

    def end(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        self.process.wait()


def place(text, index):
    line = text.count("\n", 0, index)
    return {"line": line, "character": len(text[text.rfind("\n", 0, index) + 1 : index].encode("utf-16-le")) // 2}


def typed(server, uri, text, index, letters, answers):
    """The seconds from each keystroke to each of its answers."""
    times, version = [], 1
    for number, letter in enumerate(letters):
        version += 1
        at = place(text, index)
        at["character"] += number
        change = {"range": {"start": at, "end": at}, "text": letter}
        begin = time.perf_counter()
        document = {"uri": uri, "version": version}
        server.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
        times.append([server.published(version) - begin for _ in range(answers)])
    return times


def measure(command, folder, path, in_code):
    text = (folder / path).read_text()
    uri = (folder / path).as_uri()
    server = Server([*command, "language-server"], folder)
    document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    server.notify("textDocument/didOpen", {"textDocument": document})
    server.published(1), server.published(1)
    if in_code:
        # A declaration that grows with each letter, so that every version is another program.
        block = [m.end() for m in re.finditer(r"^```swift-dt[^\n]*\n", text, re.M)][0]
        server.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": 1},
            "contentChanges": [{"range": {"start": place(text, block), "end": place(text, block)}, "text": "let typing = 1\n"}],
        })
        server.published(1), server.published(1)
        text = text[:block] + "let typing = 1\n" + text[block:]
        times = typed(server, uri, text, block + len("let typing"), "b" * COUNT, 2)
    else:
        paragraph = re.search(r"^[A-Z][a-z]+ ", text, re.M).start()
        times = typed(server, uri, text, paragraph, "a" * COUNT, 1)
    server.end()
    return len(text.encode()), text.count("```swift-dt"), times


def shown(seconds):
    ordered = sorted(seconds)
    return f"{statistics.median(ordered) * 1000:.0f} ms | {ordered[int(0.95 * len(ordered)) - 1] * 1000:.0f} ms"


def machine():
    names = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return f"{os.cpu_count()} processors ({names[0] if names else 'unknown'})"


def main(command, target, build):
    with tempfile.TemporaryDirectory() as temporary:
        course = Path(temporary) / "course"
        shutil.copytree(ROOT / "lessons", course / "lessons")
        for name in ["lessons.yml", "bibliography.bib", "works.bib"]:
            if (ROOT / name).exists():
                shutil.copy(ROOT / name, course)
        sizes = sorted((p.stat().st_size, p) for p in (course / "lessons/en").glob("*.md") if "```swift-dt" in p.read_text())
        chosen = [sizes[0][1], sizes[len(sizes) // 2][1], sizes[-1][1]]
        rows = []
        for file in chosen:
            path = file.relative_to(course)
            size, blocks, prose = measure(command, course, path, False)
            _, _, code = measure(command, course, path, True)
            head = f"| `{path.name}` | {size / 1000:.0f} KB | {blocks} |"
            rows.append(f"{head} prose | {shown([t[0] for t in prose])} | – | – |")
            rows.append(f"{head} code | {shown([t[0] for t in code])} | {shown([t[1] for t in code])} |")
    Path(target).write_text(TEXT.format(count=COUNT, rows="\n".join(rows), build=build, machine=machine()))
    print("\n".join(rows))


TEXT = """# How long an editor waits

`script/bench-editors` types {count} letters into lessons of the course, and waits after each for the diagnostics of that version: those of the text, and where code has changed those of the
compiler, which makes no object. The server waits 60 ms before it reads a text, and 150 ms before it compiles, so that it does not work for every letter of a word. The {build} build on {machine}. The goal
for the compiler's diagnostics is 500 ms.

| lesson | size | blocks | typed into | text: median | 95 % | compiler: median | 95 % |
|---|---|---|---|---|---|---|---|
{rows}
"""

if __name__ == "__main__":
    main([sys.argv[1]], *sys.argv[2:])

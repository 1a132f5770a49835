"""A long day of `lessons serve`: 200 pages listen while 10,000 requests are answered and the lesson is saved again and again. All is
answered, every listener hears of the last change, and the memory of the server stays what it was."""

import asyncio
import json
import re
import sys
import time
from statistics import median, quantiles
from urllib.parse import urlsplit

from built import problems_of_server

LISTENERS = 200
REQUESTS = 10_000
AT_ONCE = 20
SAVES = 10
MOST_GROWTH = 1.25
PATHS = ("/en/a.html", "/index.html", "/en/index.html", "/.lessons/scripts/editor.js", "/nowhere.html")
LESSON = "# A lesson\n\nSaved {} times.\n\n```swift-dt\nprint({})\n```\n"


class Listener:
    """A page that listens, as a browser's `EventSource` does."""

    def __init__(self, reader, writer):
        self._reader, self._writer = reader, writer
        self.versions = []

    @classmethod
    async def open(cls, server):
        reader, writer = await asyncio.open_connection(server.hostname, server.port)
        writer.write(f"GET /.lessons/events?%2Fen%2Fa.html HTTP/1.1\r\nHost: {server.netloc}\r\n\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        return cls(reader, writer)

    async def listen(self):
        while line := await self._reader.readline():
            if line.startswith(b"data: ") and "version" in (state := json.loads(line[6:])):
                self.versions.append(state["version"])

    def close(self):
        self._writer.close()


async def _ask(server, path):
    """The status of an answer, and the seconds that it took."""
    begun = time.perf_counter()
    reader, writer = await asyncio.open_connection(server.hostname, server.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {server.netloc}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return int(answer[9:12]), time.perf_counter() - begun


async def _ask_many(server, count, took):
    """Asks many times; returns what was answered otherwise than it should."""
    numbers = iter(range(count))
    wrong = []

    async def ask():
        for number in numbers:
            path = PATHS[number % len(PATHS)]
            status, seconds = await _ask(server, path)
            took.append(seconds)
            if status != (404 if path == "/nowhere.html" else 200):
                wrong.append(f"{path}: {status}")

    await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
    return wrong[:3]


async def _save_often(file, page):
    """Saves the lesson, each time after the page of the time before is written."""
    for number in range(1, SAVES + 1):
        file.write_text(LESSON.format(number, number))
        for _ in range(600):
            if f"Saved {number} times" in page.read_text():
                break
            await asyncio.sleep(0.1)


def _megabytes(process):
    status = open(f"/proc/{process}/status").read()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


async def _heard_the_same(listeners):
    for _ in range(100):
        if len({tuple(listener.versions[-1:]) for listener in listeners}) == 1 and listeners[0].versions:
            return True
        await asyncio.sleep(0.1)
    return False


async def _soak(address, folder, process):
    server = urlsplit(address)
    problems, took = [], []
    listeners = await asyncio.gather(*(Listener.open(server) for _ in range(LISTENERS)))
    listening = [asyncio.create_task(listener.listen()) for listener in listeners]
    problems += await _ask_many(server, REQUESTS // 10, [])
    before = _megabytes(process)
    saving = asyncio.create_task(_save_often(folder / "lessons/en/a.md", folder / "output/en/a.html"))
    problems += await _ask_many(server, REQUESTS, took)
    await saving
    after = _megabytes(process)
    if not await _heard_the_same(listeners):
        problems.append("not all listeners heard of the last change")
    if f"Saved {SAVES} times" not in (folder / "output/en/a.html").read_text():
        problems.append("the last change is not on the page")
    for listener in listeners:
        listener.close()
    await asyncio.gather(*listening)
    if after > MOST_GROWTH * before:
        problems.append(f"memory grew from {before:.0f} to {after:.0f} MB")
    hundredths = quantiles(took, n=100)
    print(f"{len(took):,} requests beside {LISTENERS} listeners and {SAVES} saves: {1000 * median(took):.1f} ms in the median, "
          f"{1000 * hundredths[98]:.1f} ms for one in a hundred; memory {before:.0f} MB before, {after:.0f} MB after")
    return problems


def main():
    problems = problems_of_server(LESSON.format(0, 0), "The lessons are at", _soak)
    print("\n".join(problems) or "soak: no problems")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()

"""Pages of a lesson that a check brings along, made by the program as it was built last."""

import asyncio
import os
import re
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

RUNNER = Path(__file__).resolve().parents[2] / ".build/debug/lessons"


@contextmanager
def folder_for_all():
    """A temporary folder that all users can read: lessons run as users of their own."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


@contextmanager
def built(lesson, language="en"):
    """The HTML page of a lesson, in a folder that is deleted in the end."""
    with folder_for_all() as folder:
        (folder / f"lessons/{language}").mkdir(parents=True)
        (folder / f"lessons/{language}/a.md").write_text(lesson)
        done = subprocess.run([RUNNER, "build"], cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"the page is not made: {done.stdout}{done.stderr}")
        yield folder / f"output/{language}/a.html"


@contextmanager
def _serving(lesson, *options):
    """A process that serves a lesson, the folder of its project, and the file of what it says."""
    with folder_for_all() as folder:
        (folder / "lessons/en").mkdir(parents=True)
        (folder / "lessons/en/a.md").write_text(lesson)
        log = folder / "log"
        with log.open("w") as file:
            server = subprocess.Popen([RUNNER, "serve", "--port", "0", *options], cwd=folder, stderr=file)
        try:
            yield server, folder, log
        finally:
            server.terminate()
            server.wait()


def problems_when_served(lesson, said, look, *options):
    """What `look` finds in the pages of a lesson while they are served, at the address that the program says after `said`."""
    return problems_of_server(lesson, said, lambda address, folder, _: look(address, folder), *options)


def problems_of_server(lesson, said, look, *options):
    """The same; `look` is given the server's process, too."""
    with _serving(lesson, *options) as (server, folder, log):
        return asyncio.run(_when_served(log, said, folder, lambda address, folder: look(address, folder, server.pid)))


async def _when_served(log, said, folder, look):
    for _ in range(600):
        address = re.search(re.escape(said) + r" (\S+)", log.read_text())
        if address and (folder / "output/en/a.html").exists():
            return await look(address[1], folder)
        await asyncio.sleep(0.1)
    return ["the server did not start: " + log.read_text()]

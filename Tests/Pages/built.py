"""Pages of a lesson that a check brings along, made by the program as it was built last."""

import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

RUNNER = Path(__file__).resolve().parents[2] / ".build/debug/lessons"


@contextmanager
def built(lesson, language="en"):
    """The HTML page of a lesson, in a folder that is deleted in the end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"lessons/{language}").mkdir(parents=True)
        (folder / f"lessons/{language}/a.md").write_text(lesson)
        done = subprocess.run([RUNNER, "build"], cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"the page is not made: {done.stdout}{done.stderr}")
        yield folder / f"output/{language}/a.html"

"""Commands that end with all that they started."""

import os
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def session(command, **options):
    """Runs a command, whose output can be read, in a session of its own, nothing of which is left afterwards."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="replace", start_new_session=True, **options,
    )  # fmt: skip
    try:
        yield process
    finally:
        end(process)
        process.wait()


def end(process):
    """Ends a session. Compilers and lessons are in groups of their own, so a signal to the first group is not enough."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            # Behind the name, which may hold anything: state, parent, group, session.
            fields = status.read_text(errors="replace").rpartition(")")[2].split()
            if int(fields[3]) == process.pid:
                os.kill(int(status.parent.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            continue

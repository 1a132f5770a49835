"""A contestant as a process of its own, asked for one thing at a time."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent

# What keeps our kernels and oneDNN, PyTorch's own kernels, MKL, and XLA to AVX2. Eigen in TensorFlow has no variable.
AVX2 = {
    "DEEPTRAINING_KERNELS": "x86-64-v3",
    "ONEDNN_MAX_CPU_ISA": "AVX2",
    "ATEN_CPU_CAPABILITY": "avx2",
    "MKL_ENABLE_INSTRUCTIONS": "AVX2",
    "XLA_FLAGS": "--xla_cpu_max_isa=AVX2",
}


@dataclass(frozen=True)
class Kind:
    """Who takes part: a name, how it is started, and environment variables for a number of threads."""

    name: str
    command: list
    is_for_images_only: bool = False
    environment: dict = field(default_factory=dict)


def kinds(engine, release=None):
    """All contestants; `release` is our side of a release build, which takes part where it is given."""
    python = lambda file, *options: [sys.executable, str(HERE / file), *options]
    return [
        Kind("ours", [engine]),
        *([Kind("release build", [release])] if release else []),
        Kind("PyTorch", python("peer_pytorch.py")),
        Kind("PyTorch channels-last", python("peer_pytorch.py", "channels-last"), is_for_images_only=True),
        Kind("TensorFlow", python("peer_tensorflow.py")),
        Kind("TensorFlow XLA", python("peer_tensorflow.py", "xla")),
        Kind("JAX", python("peer_jax.py")),
    ]


class ContestantError(Exception):
    pass


class Process:
    def __init__(self, kind, threads):
        self.kind = kind
        processors = sorted(os.sched_getaffinity(0))
        environment = os.environ | {"OMP_NUM_THREADS": str(threads), "PYTHONDONTWRITEBYTECODE": "1"} | kind.environment
        self.process = subprocess.Popen(
            kind.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if not os.environ.get("LESSONS_BENCH_VERBOSE") else None,
            text=True,
            env=environment,
            # The only limit on threads that all obey, XLA's too: as many processors as threads, the last ones, since
            # systems like to answer interrupts with the first.
            preexec_fn=lambda: os.sched_setaffinity(0, processors[-threads:]),
        )

    def ask(self, what, **arguments):
        try:
            self.process.stdin.write(json.dumps({what: arguments}) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise ContestantError(f"{self.kind.name} ended with status {self.process.wait()} when asked for '{what}'")
        answer = json.loads(line)
        if answer.get("error"):
            raise ContestantError(f"{self.kind.name} failed when asked for '{what}': {answer['error']}")
        return answer

    def memory(self, key="VmHWM"):
        """Bytes; VmHWM is the peak, VmRSS what is in memory now."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(key):
                return int(line.split()[1]) * 1024
        return 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

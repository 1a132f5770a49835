"""What the measurements were made on."""

import os
import platform
import resource
import subprocess
import time
from pathlib import Path


def description():
    fields = dict(
        map(str.strip, line.split(":", 1)) for line in Path("/proc/cpuinfo").read_text().splitlines() if ":" in line
    )
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    vectors = [flag for flag in ("avx2", "avx512f", "avx512_bf16", "amx_tile") if flag in fields.get("flags", "").split()]
    return (
        f"{len(os.sched_getaffinity(0))} cores, {fields.get('model name', platform.machine())} "
        f"(family {fields.get('cpu family', '?')}, model {fields.get('model', '?')}; {', '.join(vectors)}), "
        f"caches {caches()}; {pages / 2**30:.0f} GB of memory; {system()}"
    )


def caches():
    folder = Path("/sys/devices/system/cpu/cpu0/cache")
    found = []
    for cache in sorted(folder.glob("index*")):
        if (cache / "type").read_text().strip() != "Instruction":
            size = int((cache / "size").read_text().strip().removesuffix("K"))
            found.append(f"L{(cache / 'level').read_text().strip()} {size if size < 1024 else size // 1024} {'KB' if size < 1024 else 'MB'}")
    return ", ".join(found) or "unknown"


def system():
    names = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.splitlines()
    return f"{names.get('PRETTY_NAME', 'Linux').strip(chr(34))}; {swift[0] if swift else ''}"


class Watch:
    """Sees how much of the machine others used, from its making to the question. Others are all but this process and
    its children that have ended; time that a virtual machine's host took counts too."""

    def __init__(self):
        self.start = self.now()

    @staticmethod
    def now():
        # User, nice, system, then idle and waiting for disks, then interrupts of two kinds, and time taken by the host.
        ticks = list(map(int, Path("/proc/stat").read_text().splitlines()[0].split()[1:9]))
        busy = (sum(ticks[:3]) + sum(ticks[5:])) / os.sysconf("SC_CLK_TCK")
        usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return time.monotonic(), busy - sum(usage.ru_utime + usage.ru_stime for usage in usages)

    def share_of_others(self):
        """From 0 to 1, of all processors."""
        (before, busy_before), (after, busy_after) = self.start, self.now()
        return max(0.0, busy_after - busy_before) / ((after - before) * os.cpu_count())

"""What the measurements were made on."""

import os
import platform
import subprocess
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

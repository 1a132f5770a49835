"""What steps, plans and memory cost as one thing grows."""

import statistics

from plot import lines
from report import Section, microseconds, table
from workloads import ADAM, CLASSES, VECTOR, Workload, batch_norm, dense, operations, relu

PEERS = ("ours", "PyTorch", "JAX")


def network(name, widths, batch, *, normalised=False):
    layers = [layer for width in widths for layer in (dense(width), *([batch_norm] if normalised else []), relu)]
    return Workload(name, name, VECTOR, [*layers, dense(CLASSES)], batch=batch, optimizer=ADAM)


PARTS = {
    "width": (
        "784-n-n-10 ReLU, batch 64, Adam",
        {n: network(f"width {n}", [n, n], 64) for n in (64, 128, 256, 512, 1024, 2048, 4096)},
    ),
    "depth": (
        "n layers of 64 with batch norm and ReLU, batch 64, Adam",
        {n: network(f"depth {n}", [64] * n, 64, normalised=True) for n in (2, 5, 10, 20, 50, 100)},
    ),
    "batch": (
        "784-256-256-10 ReLU, batch n, Adam",
        {n: network(f"batch {n}", [256, 256], n) for n in (1, 4, 16, 64, 256, 1024, 4096)},
    ),
}
STEPS = (1, 100, 1_000, 10_000, 100_000)


def measured(arena, name, picture, note):
    """The section and the plot of one thing that grows, which is shown where `picture` is."""
    arena.kinds = [kind for kind in arena.kinds if kind.name in PEERS]
    text, heads, rows, curves, versions = (steps if name == "steps" else sizes)(arena, name, note)
    unit = "MB of memory" if name == "steps" else "µs per step"
    page = [f"{text}, {arena.threads} {'threads' if arena.threads > 1 else 'thread'}:", "", f"![{name}]({picture})", ""]
    section = Section("\n".join([*page, *table(heads, rows), ""]), dict.fromkeys(versions))
    return section, lines(curves, x="n", y=unit, is_linear=name == "steps")


def sizes(arena, name, note):
    text, workloads = PARTS[name]
    names, rows, curves, versions = [kind.name for kind in arena.kinds], [], {}, []
    for size, workload in workloads.items():
        medians, row = measured_size(arena, size, workload, versions, note)
        rows.append(row)
        for contestant, seconds in medians.items():
            curves.setdefault(contestant, []).append((size, seconds * 1e6))
    return f"{text}; µs per step, the rest is ours", ["n", *names, "GFLOP/s", "plan", "memory"], rows, curves, versions


def measured_size(arena, size, workload, versions, note):
    with arena.contestants(workload) as (processes, prepare):
        times, plan = {}, 0
        # Ours last, when the others have loaded their libraries and wait.
        for process in sorted(processes, key=lambda process: process.kind.name == "ours"):
            answer = prepare(process, workload)
            versions.append(answer["version"])
            begun = process.ask("run", steps=1)
            if process.kind.name == "ours":
                plan = answer["seconds"] + begun["seconds"]
        steps = {process: max(20, round(0.2 / speed(process))) for process in processes}
        for _ in range(5):
            for process in processes:
                answer = process.ask("run", steps=steps[process])
                times.setdefault(process.kind.name, []).append(answer["seconds"] / answer["steps"])
        memory = processes[0].memory()
    medians = {name: statistics.median(values) for name, values in times.items()}
    note(f"  {workload.name}: {', '.join(f'{name} {microseconds(value)}' for name, value in medians.items())}")
    return medians, [
        f"{size:,}",
        *map(microseconds, medians.values()),
        f"{operations(workload) / medians['ours'] / 1e9:.0f}",
        f"{(plan - medians['ours']) * 1e3:.1f} ms",
        f"{memory / 1e6:.0f} MB",
    ]


def speed(process):
    answer = process.ask("run", steps=3)
    return answer["seconds"] / answer["steps"]


def steps(arena, name, note):
    workload = network("steps", [128], 64)
    with arena.contestants(workload) as (processes, prepare):
        ours = next(process for process in processes if process.kind.name == "ours")
        version = prepare(ours, workload)["version"]
        done, points = 0, []
        for count in STEPS:
            done += ours.ask("run", steps=count - done)["steps"]
            points.append((done, ours.memory("VmRSS") / 1e6))
            note(f"  {done:,} steps: {points[-1][1]:.1f} MB")
    rows = [[f"{done:,}", f"{megabytes:.1f} MB"] for done, megabytes in points]
    text = "784-128-10 ReLU, batch 64, Adam; resident memory of ours after n steps"
    return text, ["n", "memory"], rows, {"ours": points}, [version]

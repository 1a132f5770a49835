"""What steps, plans and memory cost as one thing grows."""

import statistics

from report import Section, microseconds, table
from workloads import ADAM, CLASSES, VECTOR, Workload, batch_norm, dense, operations, relu

PEERS = ("ours", "PyTorch", "JAX")


def network(name, widths, batch, *, normalised=False):
    layers = [layer for width in widths for layer in (dense(width), *([batch_norm] if normalised else []), relu)]
    return Workload(name, name, VECTOR, [*layers, dense(CLASSES)], batch=batch, optimizer=ADAM)


WIDTHS = {width: network(f"width {width}", [width, width], 64) for width in (64, 128, 256, 512, 1024, 2048, 4096)}
DEPTHS = {depth: network(f"depth {depth}", [64] * depth, 64, normalised=True) for depth in (2, 5, 10, 20, 50, 100)}
BATCHES = {batch: network(f"batch {batch}", [256, 256], batch) for batch in (1, 4, 16, 64, 256, 1024, 4096)}
STEPS = (1_000, 10_000, 100_000)


def measured(arena, note):
    arena.kinds = [kind for kind in arena.kinds if kind.name in PEERS]
    lines, versions = [f"## {'Two threads' if arena.threads == 2 else 'One thread'}", ""], []
    for what, workloads, unit in [
        ("Width: 784-n-n-10 ReLU, batch 64, Adam", WIDTHS, "n"),
        ("Depth: n layers of 64 with batch norm and ReLU, batch 64, Adam", DEPTHS, "n"),
        ("Batch: 784-256-256-10 ReLU, batch n, Adam", BATCHES, "n"),
    ]:
        note(what)
        rows = [row(arena, size, workload, versions, note) for size, workload in workloads.items()]
        names = [kind.name for kind in arena.kinds]
        heads = [unit, *names, "GFLOP/s", "plan", "memory"]
        lines += [f"{what}; µs per step, the rest is ours.", "", *table(heads, rows), ""]
    note("steps")
    lines += [
        "Steps: 784-128-10 ReLU, batch 64, Adam; resident memory of ours after n steps.",
        "",
        *table(["n", "memory"], memory_after_steps(arena)),
        "",
    ]
    return Section("\n".join(lines), dict.fromkeys(versions))


def row(arena, size, workload, versions, note):
    with arena.contestants(workload) as (processes, prepare):
        times, plan = {}, 0
        for process in processes:
            answer = prepare(process, workload)
            versions.append(answer["version"])
            begun = process.ask("run", steps=1)
            if process.kind.name == "ours":
                plan = answer["seconds"] + begun["seconds"]
        steps = {process: max(3, round(0.2 / speed(process))) for process in processes}
        for _ in range(5):
            for process in processes:
                answer = process.ask("run", steps=steps[process])
                times.setdefault(process.kind.name, []).append(answer["seconds"] / answer["steps"])
        memory = processes[0].memory()
    medians = {name: statistics.median(values) for name, values in times.items()}
    note(f"  {workload.name}: {', '.join(f'{name} {microseconds(value)}' for name, value in medians.items())}")
    return [
        f"{size:,}",
        *map(microseconds, medians.values()),
        f"{operations(workload) / medians['ours'] / 1e9:.0f}",
        f"{(plan - medians['ours']) * 1e3:.1f} ms",
        f"{memory / 1e6:.0f} MB",
    ]


def speed(process):
    answer = process.ask("run", steps=3)
    return answer["seconds"] / answer["steps"]


def memory_after_steps(arena):
    workload = network("steps", [128], 64)
    with arena.contestants(workload) as (processes, prepare):
        ours = next(process for process in processes if process.kind.name == "ours")
        prepare(ours, workload)
        done = 0
        for steps in STEPS:
            done += ours.ask("run", steps=steps - done)["steps"]
            yield [f"{done:,}", f"{ours.memory('VmRSS') / 1e6:.1f} MB"]

"""Results as a page of Markdown."""

from statistics import geometric_mean

from workloads import operations, traffic

INTRODUCTION = """\
# The engine against its peers

Printed by `script/bench`. All contestants begin with the same weights and see the same batches in the same precision; before
their times are taken, the losses of their first 20 steps are compared (with dropout off) and agree within a thousandth.
They run in turn, round after round, so that what else the machine does meets them all. A time is the median of the rounds,
of a whole step: forward, loss, backward, update; ours also chooses and gathers each batch. In brackets are
the quartiles.

- **ratio**: the best peer's time divided by ours; more than 1 means that ours is faster.
- **GFLOP/s**: products with weights only, without the first layer's gradient towards the input, which nobody needs.
- **of the limit**: the time that these products would take at the limit of the machine, or that reading and writing the
  parameters would, whichever is longer, as a share of ours. Products have the speed of one of 2048 × 2048 with oneDNN, memory
  that of a copy of 128 MB. More than all of it is possible where caches hold the parameters.
- **allocations**: calls of `malloc` and its kin in a step: by oneDNN / by all others. Each execution of a primitive of oneDNN 2.6
  makes some of its own.
- **memory**: the largest resident size of the process, examples included.
"""


def microseconds(seconds):
    return f"{seconds * 1e6:,.0f}"


def brief(workload, results):
    return "  " + "; ".join(f"{result.name} {microseconds(result.median)}" for result in results)


def profile(workload, threads, times):
    total = sum(seconds for _, seconds in times)
    rows = [[operation, microseconds(seconds), f"{seconds / total:.0%}"] for operation, seconds in times]
    head = f"## {workload.title}, {threads} {'threads' if threads > 1 else 'thread'}: {microseconds(total)} µs"
    return "\n".join([head, "", *table(["operation", "µs", "share"], rows), ""])


def page(machine, others, pace, sections, growth=None):
    versions = dict.fromkeys(version for section in sections for version in section.versions)
    head = GROWTH_INTRODUCTION.format(growth) if growth else INTRODUCTION
    conditions = f"{machine}. {'; '.join(versions)}. {pace}. Other processes used {others:.0%} of the machine meanwhile."
    return "\n".join([head, conditions, "", *(section.text for section in sections)])


class Section:
    def __init__(self, text, versions):
        self.text, self.versions = text, versions


def section(threads, limits, measured):
    names = list(dict.fromkeys(result.name for results in measured.values() for result in results))
    rows = [time_row(workload, results, names) for workload, results in measured.items()]
    details = [detail_row(workload, results, limits) for workload, results in measured.items() if own(results)]
    lines = [
        f"## {'Two threads' if threads == 2 else 'One thread'}",
        "",
        f"The limit: {limits[0] / 1e9:.0f} GFLOP/s, {limits[1] / 1e9:.0f} GB/s.",
        "",
        "Time per step in µs:",
        "",
        *table(["workload", *names, "ratio", "goal"], rows),
        "",
        *summary(measured),
        "Ours in detail:",
        "",
        *table(["workload", "GFLOP/s", "of the limit", "allocations", "memory", "memory of the peers"], details),
        "",
    ]
    return Section("\n".join(lines), [result.version for results in measured.values() for result in results])


def own(results):
    return next((result for result in results if result.name == "ours"), None)


def time_row(workload, results, names):
    by_name = {result.name: result for result in results}
    peers = [result.median for result in results if result.name != "ours"]
    best = min(peers, default=None)
    ours = own(results)

    def cell(name):
        result = by_name.get(name)
        if result is None:
            return ""
        low, _, high = result.quartiles
        median = microseconds(result.median)
        return f"{f'**{median}**' if result.median == best else median} ({microseconds(low)}–{microseconds(high)})"

    ratio = f"{best / ours.median:.2f}" if best and ours else ""
    return [workload.title, *map(cell, names), ratio, f"{workload.goal}" if workload.goal else ""]


def summary(measured):
    """The geometric mean and the least of the ratios, where ours and peers took part."""
    ratios = {}
    for workload, results in measured.items():
        peers, ours = [result.median for result in results if result.name != "ours"], own(results)
        if peers and ours:
            ratios[workload.title] = min(peers) / ours.median
    if not ratios:
        return []
    mean, least = geometric_mean(ratios.values()), min(ratios, key=ratios.get)
    return [f"Geometric mean of the ratios: {mean:.2f}. The least: {ratios[least]:.2f} ({least}).", ""]


def detail_row(workload, results, limits):
    ours = own(results)
    speed = operations(workload) / ours.median
    least = max(operations(workload) / limits[0], traffic(workload) / limits[1])
    peers = [result.memory for result in results if result is not ours]
    counts = ours.allocations
    return [
        workload.title,
        f"{speed / 1e9:.0f}",
        f"{100 * least / ours.median:.0f} %",
        " / ".join(f"{max(0, counts[kind]):.1f}" for kind in ("onednnAllocations", "otherAllocations")) if counts else "",
        f"{ours.memory / 1e6:.0f} MB",
        f"{min(peers) / 1e6:.0f}–{max(peers) / 1e6:.0f} MB" if peers else "",
    ]


def table(heads, rows):
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'--:|' * (len(heads) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


GROWTH_INTRODUCTION = """\
# How the engine's costs grow: {0}

Printed by `script/bench --growth {0}`: what a step takes when one thing grows and all else stays; see `engine.md` for how
it is measured.

- **plan**: what making a trainer and its first step take more than a step.
- **memory**: the largest resident size of the process, examples included.
"""

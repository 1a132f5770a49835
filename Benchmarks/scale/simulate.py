#!/usr/bin/env python3
"""How long machines take that share a large course, by arithmetic: 5,000 lessons in 50 languages, each lesson as long as one of
`times.json`, which has the seconds of this course's programs. Prints the tables of docs/scale.md.

A translation has the program of its source, so it costs its page only. Shards are those of `Shard.share`: the longest lesson first,
each to the machine that has least.
"""

import heapq
import json
import random
from pathlib import Path

LESSONS, LANGUAGES = 5_000, 50
# Seconds: to draw a page; to read a lesson of another shard; to take a page from a shard; to ask a shared cache once (see
# docs/scale.md for how they were measured).
PAGE, READING, TAKING, QUESTION = 0.25, 0.01, 0.01, 0.01
# A shard reads the lessons of all shards.
READINGS = LESSONS * LANGUAGES * READING
MACHINES = (1, 5, 10, 20, 40, 80)


def hours(seconds):
    return f"{seconds / 3600:.1f} h" if seconds >= 3600 else f"{seconds / 60:.1f} min"


def makespan(work, machines):
    """The seconds of the machine that takes longest."""
    loads = [0.0] * machines
    heapq.heapify(loads)
    for seconds in sorted(work, reverse=True):
        heapq.heapreplace(loads, loads[0] + seconds)
    return max(loads)


def course(seed):
    times = list(json.loads((Path(__file__).parent / "times.json").read_text()).values())
    draw = random.Random(seed)
    return [draw.choice(times) for _ in range(LESSONS)]


def print_machines(programs):
    work = [seconds + LANGUAGES * PAGE for seconds in programs]
    merge, drawing = LESSONS * LANGUAGES * TAKING, LESSONS * LANGUAGES * PAGE
    print("| machines | shards | lower bound | ratio | merge | in all | in all if the merge draws |\n|--:|--:|--:|--:|--:|--:|--:|")
    for machines in MACHINES:
        longest, bound = makespan(work, machines), max(sum(work) / machines, max(work))
        reading = READINGS * (1 - 1 / machines)
        all_in = longest + reading + merge if machines > 1 else longest
        print(f"| {machines} | {hours(longest)} | {hours(bound)} | {longest / bound:.3f} | {hours(merge)} | {hours(all_in)} | {hours(longest + drawing)} |")


def print_cache(programs):
    print("| lessons whose code changed | without a cache | with a shared cache |\n|--:|--:|--:|")
    for share in (1, 0.1, 0.01, 0.001):
        changed = programs[: round(share * LESSONS)]
        pages = [LANGUAGES * PAGE] * LESSONS
        known = [seconds + QUESTION for seconds in changed] + [QUESTION] * (LESSONS - len(changed))
        reading = READINGS * (1 - 1 / 20)
        without, shared = (reading + makespan([a + b for a, b in zip(times, pages)], 20) for times in (programs, known))
        print(f"| {100 * share:g} % | {hours(without)} | {hours(shared)} |")


def main():
    programs = course(seed=1)
    print(f"{LESSONS:,} programs take {hours(sum(programs))}, the longest {hours(max(programs))}.\n")
    print_machines(programs)
    print("\nOn 20 machines:\n")
    print_cache(programs)


if __name__ == "__main__":
    main()

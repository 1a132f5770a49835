"""Runs our engine and its peers alternately, on the same work from the same weights and examples. See script/bench."""

import contextlib
import os
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from safetensors.numpy import save_file

import growth
import machine
import report
from data import examples, initial_weights
from options import parsed_arguments
from process import AVX2, ContestantError, Process, kinds

# Above this share of the machine, others decide what is measured.
MOST_FOR_OTHERS = 0.05


@dataclass(eq=False)
class Result:
    """What was measured of one contestant: seconds a step, round by round."""

    name: str
    times: list = field(default_factory=list)
    memory: int = 0
    allocations: dict = field(default_factory=dict)
    version: str = ""

    @property
    def median(self):
        return statistics.median(self.times)

    @property
    def quartiles(self):
        return statistics.quantiles(self.times, n=4, method="inclusive") if len(self.times) > 1 else 3 * self.times


def note(text):
    print(text, file=sys.stderr, flush=True)


class Arena:
    """Where contestants meet: the files they read, and the processes."""

    def __init__(self, arguments, threads):
        known = kinds(arguments.engine, arguments.release_engine)
        self.kinds = [kind for kind in known if not arguments.only or kind.name in arguments.only]
        self.threads = threads

    @contextlib.contextmanager
    def contestants(self, workload):
        """A process for each contestant, and how to prepare it for a workload."""
        with contextlib.ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            save_file(examples(workload), folder / "examples")

            def prepare(process, workload):
                save_file(initial_weights(workload), folder / "weights")
                return process.ask(
                    "prepare",
                    workload=workload.described,
                    weights=str(folder / "weights"),
                    examples=str(folder / "examples"),
                    threads=self.threads,
                )

            yield [
                stack.enter_context(Process(kind, self.threads))
                for kind in self.kinds
                if workload.is_convolutional or not kind.is_for_images_only
            ], prepare

    def measure(self, workload, pace):
        """The results of all contestants.

        Raises ContestantError if one does not follow the same losses as ours.
        """
        with self.contestants(workload) as (processes, prepare):
            losses = {}
            for process in processes:
                prepare(process, workload.without_dropout)
                losses[process.kind.name] = process.ask("losses", count=20)["losses"]
            check_agreement(workload, losses)
            results = {process: Result(process.kind.name) for process in processes}
            steps = {}
            for process, result in results.items():
                result.version = prepare(process, workload)["version"]
                steps[process] = steps_of_a_round(process, pace)
            for _ in range(pace.rounds):
                for process, result in results.items():
                    answer = process.ask("run", steps=steps[process])
                    result.times.append(answer["seconds"] / answer["steps"])
            for process, result in results.items():
                result.memory = process.memory()
                if process.kind.name == "ours":
                    result.allocations = process.ask("allocations", steps=100)
            return list(results.values())

    def profile(self, workload, steps=300):
        """What the operations of our step take, as pairs of an operation and seconds, in their order."""
        with self.contestants(workload) as (processes, prepare):
            process = next(process for process in processes if process.kind.name == "ours")
            prepare(process, workload)
            answer = process.ask("profile", steps=steps)
            return [(entry["operation"], entry["seconds"]) for entry in answer["profile"]]

    def limits(self):
        ours = next(kind for kind in self.kinds if kind.name == "ours")
        with Process(ours, self.threads) as process:
            answer = process.ask("limits", threads=self.threads)
            return answer["gigaflops"] * 1e9, answer["gigabytes"] * 1e9


def steps_of_a_round(process, pace):
    """As many steps as fill the pace's seconds, found by trying, the second time since the first has to compile."""
    process.ask("run", steps=pace.fewest_steps)
    answer = process.ask("run", steps=pace.fewest_steps)
    return max(pace.fewest_steps, round(pace.seconds * answer["steps"] / answer["seconds"]))


def check_agreement(workload, losses, tolerance=1e-3):
    """Raises ContestantError naming the first step in which somebody's loss is not that of our engine."""
    ours = losses.get("ours") or next(iter(losses.values()))
    for name, theirs in losses.items():
        for step, (our, their) in enumerate(zip(ours, theirs, strict=True), start=1):
            # Not `>`: that would let a loss through that is not a number.
            if not abs(our - their) <= tolerance * abs(our):
                raise ContestantError(
                    f"{workload.title}: in step {step} the loss of {name} is {their:.6g}, ours is {our:.6g}; "
                    f"all should agree within {tolerance}"
                )


def main():
    arguments = parsed_arguments()
    if arguments.avx2:
        os.environ.update(AVX2)
    if arguments.profile:
        profile_workloads(arguments)
        return
    run = measured_growth if arguments.growth else measured_workloads
    watch = machine.Watch()
    sections, pictures, failures = run(arguments)
    others = watch.share_of_others()
    kept = "; all kept to AVX2 by their variables" if arguments.avx2 else ""
    text = report.page(machine.description() + kept, others, arguments.pace, sections, growth=arguments.growth)
    print(text)
    if arguments.output and others > MOST_FOR_OTHERS:
        failures.append(
            f"other processes used {others:.0%} of the machine, at most {MOST_FOR_OTHERS:.0%} is expected; "
            f"{arguments.output} was not written"
        )
    if arguments.output and not failures:
        Path(arguments.output).write_text(text)
        for name, picture in pictures.items():
            (Path(arguments.output).parent / name).write_text(picture)
    if failures:
        sys.exit("\n".join(f"error: {failure}" for failure in failures))


def measured_growth(arguments):
    sections, pictures = [], {}
    for threads in arguments.thread_counts:
        name = f"{arguments.growth}-{threads}.svg"
        arena = Arena(arguments, threads)
        section, pictures[name] = growth.measured(arena, arguments.growth, name, note)
        sections.append(section)
    return sections, pictures, []


def profile_workloads(arguments):
    for threads in arguments.thread_counts:
        arena = Arena(arguments, threads)
        for workload in arguments.workloads:
            print(report.profile(workload, threads, arena.profile(workload)))


def measured_workloads(arguments):
    sections, failures = [], []
    for threads in arguments.thread_counts:
        arena = Arena(arguments, threads)
        limits, measured = arena.limits(), {}
        for workload in arguments.workloads:
            note(f"{threads} {'threads' if threads > 1 else 'thread'}: {workload.title}")
            try:
                measured[workload] = arena.measure(workload, arguments.pace)
                note(report.brief(workload, measured[workload]))
            except ContestantError as error:
                failures.append(str(error))
                note(f"error: {error}")
        sections.append(report.section(threads, limits, measured))
    return sections, {}, failures


if __name__ == "__main__":
    main()

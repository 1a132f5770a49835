"""What script/bench can be asked for. It needs nothing but Python, so that it can be asked before anything is installed."""

import argparse
from dataclasses import dataclass

from workloads import WORKLOADS


@dataclass(frozen=True)
class Pace:
    """How long is measured: rounds for each contestant, seconds a round should take, and the fewest steps it has."""

    rounds: int
    seconds: float
    fewest_steps: int

    def __str__(self):
        return f"{self.rounds} rounds of {self.seconds} s"


FULL = Pace(rounds=15, seconds=0.3, fewest_steps=50)
QUICK = Pace(rounds=5, seconds=0.15, fewest_steps=20)


def parser():
    names = [workload.name for workload in WORKLOADS]
    options = argparse.ArgumentParser(
        prog="script/bench",
        description="Runs our engine and its peers alternately, on the same work from the same weights and examples.",
        epilog=f"Workloads: {', '.join(names)}.",
    )
    options.add_argument(
        "--quick", dest="pace", action="store_const", const=QUICK, default=FULL, help="fewer and shorter rounds"
    )
    options.add_argument("--threads", choices=["1", "2", "both"], default="both", help="both by default: two, then one")
    options.add_argument(
        "--workload", choices=names, metavar="WORKLOAD", help="one workload, by its name, instead of all"
    )
    options.add_argument("--only", action="append", metavar="CONTESTANT", help="one contestant; may be repeated")
    options.add_argument(
        "--growth",
        choices=["width", "depth", "batch", "steps"],
        help="how costs grow with this, instead of the workloads",
    )
    options.add_argument(
        "--avx2", action="store_true", help="keeps all contestants to AVX2, as far as they have a variable for it"
    )
    options.add_argument("--profile", action="store_true", help="what our operations take, instead of comparing steps")
    options.add_argument("--release-engine", metavar="FILE", help="engine-benchmark of a release build, to take part too")
    options.add_argument("--output", metavar="FILE", help="also write the page here, such as Benchmarks/engine.md")
    options.add_argument("--engine", help=argparse.SUPPRESS)
    return options


def parsed_arguments():
    arguments = parser().parse_args()
    arguments.thread_counts = {"1": [1], "2": [2], "both": [2, 1]}[arguments.threads]
    arguments.workloads = [w for w in WORKLOADS if arguments.workload in (None, w.name)]
    return arguments


if __name__ == "__main__":
    parsed_arguments()

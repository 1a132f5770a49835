"""Changes the sources in many small ways and sees whether the quick tests notice: script/mutate.

`areas` says what is changed and which tests should notice. `Sites` (Swift, by swift-syntax) and `kernels` (C, by clang's
syntax tree) find what can be changed, `mutants` chooses some of it, `schemata` puts all that is chosen into the sources at
once, behind switches, `tree` builds a copy of the repository with them, `trial` runs tests on one mutant, `results` keeps
what that gave, and `report` writes the page of the survivors.
"""

import argparse
import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import kernels
import report
import tree
import trial
from areas import AREAS, area_of
from mutants import Mutant, choose, named
from results import Results

PATIENCE = 3  # times what the tests take without a mutant


def options():
    parser = argparse.ArgumentParser(prog="script/mutate", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1, help="which mutants are chosen (1)")
    parser.add_argument("--count", type=int, default=220, help="how many, of which some may not compile (220)")
    parser.add_argument("--only", metavar="PATH", default="", help="mutants in these sources only, without a report")
    parser.add_argument("--list", action="store_true", help="print the chosen mutants and try none")
    parser.add_argument("--seconds", type=float, default=float("inf"),
                        help="end after about so long; the next run goes on from there")  # fmt: skip
    parser.add_argument("--survivors", action="store_true",
                        help="after an edit of tests: count what an earlier build killed as killed")  # fmt: skip
    return parser.parse_args()


def main():
    chosen_options = options()
    # Ends the tests that run, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    chosen = find(chosen_options)
    if chosen_options.list:
        for number, one in chosen.items():
            if one.mutant.path.startswith(chosen_options.only):
                print(f"{number:4} {one.mutant.path}:{one.number}: {one.identity.change}")
        return 0
    built = tree.build_with(chosen)
    is_complete, outcomes = try_all(built, chosen_options)
    if not is_complete:
        print("Not all were tried; the next run goes on from here.")
        return 0
    return judge(outcomes, chosen_options)


def find(chosen_options):
    """The chosen mutants by their numbers."""
    # Sources with mutants in them are not built for this, and need not be built again afterwards.
    tree.refresh({}, leaving=[area.path for area in AREAS])
    said, succeeded = tree.build("--product", "mutation-sites")
    if not succeeded:
        raise SystemExit(said)
    files = sorted(str(p) for a in AREAS for p in Path(a.path).glob("*.swift"))
    output = subprocess.run([tree.products() / "mutation-sites", *files], check=True, capture_output=True).stdout
    found = [Mutant(**entry) for entry in json.loads(output)] + kernels.find("Sources/CKernels")
    chosen = choose(list(named(found, ".")), AREAS, chosen_options.count, chosen_options.seed)
    print(f"{len(found)} mutants could be made, {len(chosen)} are chosen.", flush=True)
    # All are built in, whichever of them are tried.
    return dict(enumerate(chosen, 1))


def try_all(mutants, chosen_options):
    """Whether each has been tried with all tests that might notice, and the outcomes."""
    results = Results(keeps_kills=chosen_options.survivors)
    end = time.monotonic() + chosen_options.seconds
    wanted = {n: one for n, one in mutants.items() if one.mutant.path.startswith(chosen_options.only)}
    # What survives the quickest tests is known before the slow ones begin.
    for round in range(max(len(area.tests) for area in AREAS)):
        for number, one in wanted.items():
            tests = area_of(one.mutant.path).tests
            known = results.outcomes.get(one.identity)
            if round >= len(tests) or known and (known.kind != "passed" or known.rounds > round):
                continue
            if time.monotonic() > end:
                return False, []
            seconds = PATIENCE * time_of(tests[round], results) + 5
            outcome = replace(trial.run(number, tests[round], seconds), rounds=round + 1)
            results.outcomes[one.identity] = outcome
            results.save()
            print(f"{number:4} of {max(wanted)}, round {round + 1}: {one.mutant.path}:{one.number}: "
                  f"{one.identity.change}: {described(outcome)}", flush=True)  # fmt: skip
    return True, [(one, results.outcomes[one.identity]) for one in wanted.values()]


def time_of(tests, results):
    """How long the tests take without a mutant."""
    if tests not in results.seconds:
        outcome = trial.run(0, tests, 600)
        # The switches alone must change nothing.
        if outcome.kind != "passed":
            raise SystemExit(f"Without a mutant, '{tests}': {described(outcome)}")
        results.seconds[tests] = outcome.seconds
    return results.seconds[tests]


def described(outcome):
    words = {"passed": "survives", "failed": "killed by", "crashed": "crashes", "out of time": "takes too long"}
    return f"{words[outcome.kind]} {outcome.by}".rstrip() + f" ({outcome.seconds:.1f} s)"


def judge(outcomes, chosen_options):
    """Says what survives, writes the page, and returns the script's status."""
    survivors = [one for one, outcome in outcomes if outcome.kind == "passed"]
    killed = 1 - len(survivors) / max(1, len(outcomes))
    print(f"{len(outcomes)} mutants, {killed:.1%} killed.")
    if not chosen_options.only:
        report.write(outcomes, chosen_options.seed)
        print(f"Wrote {report.PAGE}.")
    for identity in report.unneeded(outcomes):
        print(f"Killed, so it needs no reason any more: {identity}")
    missing = report.without_reason(survivors)
    if missing:
        print(f"Survivors without a reason in {report.REASONS}; write a test, or why none is possible:")
        print(json.dumps(missing, ensure_ascii=False, indent=2))
    return 1 if missing or killed < report.LEAST_KILLED else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nInterrupted; the next run goes on from here.")

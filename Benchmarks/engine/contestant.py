"""What all peers have in common: a request a line on standard input, an answer a line on standard output, in JSON."""

import json
import os
import sys
import time

from safetensors.numpy import load_file

from workloads import Workload


def serve(make):
    """Answers requests until there are no more.

    make(workload, weights, inputs, classes, threads) gives an object with `version`, `step(batch)`, which makes a step
    and gives its loss without waiting for it (in inference, the predictions), and `wait(result)`, which gives a loss as a
    number, or predictions as an array.
    """
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    contestant = batches = None
    for line in sys.stdin:
        ((what, arguments),) = json.loads(line).items()
        answer = {}
        try:
            if what == "prepare":
                contestant, batches = prepared(make, **arguments)
                answer["version"] = contestant.version
            elif what == "losses":
                answer["losses"] = [loss(contestant, batch) for batch in range(arguments["count"])]
            elif what == "run":
                answer = run(contestant, batches, arguments["steps"])
        except Exception as error:  # The driver says whose error it was, and ends the run.
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


def prepared(make, workload, weights, examples, threads):
    is_inference = workload.pop("isInference")
    workload = Workload("", "", **workload, is_inference=is_inference)
    arrays = load_file(examples)
    inputs = arrays["inputs"].reshape(-1, workload.batch, *workload.input)
    if workload.is_convolutional:
        inputs = inputs[..., None]
    classes = arrays["classes"].astype("int64").reshape(-1, workload.batch)
    contestant = make(workload, load_file(weights), inputs, classes, threads)
    return contestant, len(inputs)


def loss(contestant, batch):
    value = contestant.wait(contestant.step(batch))
    return float((value**2).mean()) if getattr(value, "ndim", 0) else float(value)


def run(contestant, batches, steps):
    start = time.perf_counter()
    for step in range(steps):
        result = contestant.step(step % batches)
    contestant.wait(result)
    return {"steps": steps, "seconds": time.perf_counter() - start}

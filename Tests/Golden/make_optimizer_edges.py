#!/usr/bin/env python3
"""Computes what PyTorch and NumPy make of gradients, weights and schedules at the edges of single precision, in single and in
double precision, and writes it beside this file."""

import platform
import warnings

import numpy
import torch
from torch import nn
from torch.optim import lr_scheduler

from make_golden import FOLDER, text

LARGEST = float(numpy.finfo(numpy.float32).max)
SMALLEST = float(numpy.finfo(numpy.float32).smallest_subnormal)

PATTERN = [1.0, -1.0, 0.5, 0.25]

# Four numbers each, or one.
EDGES = {
    "ordinary": PATTERN,
    "zero": [0.0] * 4,
    "negative zero": [-0.0] * 4,
    "smallest subnormal": [SMALLEST, -SMALLEST, 0.0, 0.0],
    "subnormal": [1e-40 * x for x in PATTERN],
    "1e-38": [1e-38 * x for x in PATTERN],
    "1e-30": [1e-30 * x for x in PATTERN],
    "1e30": [1e30 * x for x in PATTERN],
    "largest": [LARGEST * x for x in PATTERN],
    "infinity": [float("inf"), 1.0, -1.0, 0.5],
    "two infinities": [float("inf"), -float("inf"), 1.0, 0.5],
    "nan": [float("nan"), 1.0, -1.0, 0.5],
    "one element": [1e20],
    "one element of zero": [0.0],
}

WEIGHTS = [0.0, 1.0, 0.0, -1.0]
RATE = 0.5
DECAY = 0.25
STEPS = [1, 3]
PRECISIONS = {"single": torch.float32, "double": torch.float64}


def written(value):
    """JSON has no infinities."""
    if isinstance(value, dict):
        return {key: written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [written(item) for item in value]
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return str(value)
    return value


def stored(tensor):
    return torch.as_tensor(tensor).detach().to(torch.float64).flatten().tolist()


def exact(numbers, precision):
    """The same numbers in both precisions: those that 32 bits hold."""
    return torch.tensor(numbers, dtype=torch.float32).to(precision)


def of_both(compute):
    return {name: compute(precision) for name, precision in PRECISIONS.items()}


# Optimizers: each makes steps on a vector, always with the same gradient


def torch_steps(make):
    def steps(w, gradient):
        parameter = w.clone().requires_grad_()
        optimizer = make([parameter])
        while True:
            parameter.grad = gradient.clone()
            optimizer.step()
            yield parameter.detach().clone()

    return steps


def muon_steps(w, gradient):
    """The engine's weights are [inputs, outputs]. The iteration is in bfloat16 there; here it keeps its precision."""
    rows = 2 if w.numel() > 1 else 1
    parameter = w.reshape(rows, -1).T.clone().requires_grad_()
    optimizer = torch.optim.Muon([parameter], lr=RATE, weight_decay=0.0)
    while True:
        parameter.grad = gradient.reshape(rows, -1).T.clone()
        narrowing = torch.Tensor.bfloat16
        torch.Tensor.bfloat16 = torch.Tensor.clone
        optimizer.step()
        torch.Tensor.bfloat16 = narrowing
        yield parameter.detach().T.flatten().clone()


def normalised_gradient_steps(w, gradient):
    while True:
        w = w - RATE * (gradient / gradient.norm())
        yield w


def lion_steps(w, gradient, beta1=0.9, beta2=0.99):
    m = torch.zeros_like(w)
    while True:
        update = numpy.sign((beta1 * m + (1 - beta1) * gradient).numpy())
        m = beta2 * m + (1 - beta2) * gradient
        w = w - RATE * (torch.from_numpy(update) + DECAY * w)
        yield w


def decayed_steps(w, gradient):
    while True:
        w = w - RATE * gradient - RATE * DECAY * w
        yield w


OPTIMIZERS = {
    "gradientDescent": torch_steps(lambda p: torch.optim.SGD(p, lr=RATE)),
    "sgd": torch_steps(lambda p: torch.optim.SGD(p, lr=RATE)),
    "normalisedGradient": normalised_gradient_steps,
    "momentum": torch_steps(lambda p: torch.optim.SGD(p, lr=RATE, momentum=0.5)),
    "nesterov": torch_steps(lambda p: torch.optim.SGD(p, lr=RATE, momentum=0.5, nesterov=True)),
    "adagrad": torch_steps(lambda p: torch.optim.Adagrad(p, lr=RATE)),
    "adadelta": torch_steps(lambda p: torch.optim.Adadelta(p, lr=RATE, rho=0.95)),
    "rmsProp": torch_steps(lambda p: torch.optim.RMSprop(p, lr=RATE, alpha=0.9)),
    "adam": torch_steps(lambda p: torch.optim.Adam(p, lr=RATE)),
    "amsGrad": torch_steps(lambda p: torch.optim.Adam(p, lr=RATE, amsgrad=True)),
    "adamW": torch_steps(lambda p: torch.optim.AdamW(p, lr=RATE, weight_decay=DECAY)),
    "nadam": torch_steps(lambda p: torch.optim.NAdam(p, lr=RATE)),
    "adaMax": torch_steps(lambda p: torch.optim.Adamax(p, lr=RATE)),
    "lion": lion_steps,
    "muon": muon_steps,
    "withDecoupledWeightDecay": decayed_steps,
}


def optimizer_case(name, edge, numbers):
    def weights(precision):
        steps = OPTIMIZERS[name](exact(WEIGHTS[:len(numbers)], precision), exact(numbers, precision))
        reached = [next(steps) for _ in range(max(STEPS))]
        return [stored(reached[step - 1]) for step in STEPS]

    return {"name": name, "edge": edge, "given": stored(exact(numbers, torch.float64)), **of_both(weights)}


# What is done to a vector once: clipping, penalties, constraints


def parts_of(vector):
    """A weight and a bias, or a weight alone."""
    return [part.clone().requires_grad_() for part in (vector[:2], vector[2:]) if part.numel() > 0]


def clipped(vector, clip):
    parts = parts_of(torch.zeros_like(vector))
    for part, gradient in zip(parts, (vector[:2], vector[2:])):
        part.grad = gradient.clone()
    clip(parts)
    return torch.cat([part.grad for part in parts])


def divided_by_norm(vector, bound):
    norm = vector.norm()
    return vector / norm if norm > bound or norm.isnan() else vector


def column_norms(vector):
    return torch.linalg.vector_norm(vector.reshape(-1, 2 if vector.numel() > 1 else 1), dim=0)


def by_columns(vector, factors):
    return (vector.reshape(-1, factors.numel()) * factors).flatten()


CHANGES = {
    "value": lambda v, bound: clipped(v, lambda parts: nn.utils.clip_grad_value_(parts, bound)),
    "parameterNorm": lambda v, bound: clipped(
        v, lambda parts: [nn.utils.clip_grad_norm_([part], bound) for part in parts]),
    "globalNorm": lambda v, bound: clipped(v, lambda parts: nn.utils.clip_grad_norm_(parts, bound)),
    "dividingByNorm": divided_by_norm,
    # Penalties: the gradient that they add to one of zeros.
    "l2": lambda w, penalty: penalty * w,
    "l1": lambda w, penalty: torch.from_numpy(penalty * numpy.sign(w.numpy())),
    "elasticNet": lambda w, penalty: 2 * penalty * w + torch.from_numpy(penalty * numpy.sign(w.numpy())),
    # Constraints
    "maxNorm": lambda w, bound: by_columns(w, (bound / column_norms(w)).clamp(max=1)),
    "unitNorm": lambda w, _: by_columns(w, 1 / column_norms(w)),
    "nonNegative": lambda w, _: w.clamp(min=0),
}


def change_case(name, setting, edge, numbers):
    def result(precision):
        return stored(CHANGES[name](exact(numbers, precision), setting))

    return {
        "name": name, "setting": setting, "edge": edge, "given": stored(exact(numbers, torch.float64)),
        **of_both(result),
    }


# Lengths and their derivatives


def length_case(name, edge, numbers):
    functions = {
        "norm": lambda x: torch.linalg.vector_norm(x),
        "standardDeviation": lambda x: torch.std(x, correction=0),
    }

    def value_and_gradient(precision):
        x = exact(numbers, precision).requires_grad_()
        value = functions[name](x)
        (gradient,) = torch.autograd.grad(value, x)
        return [stored(value), stored(gradient)]

    return {
        "name": name, "edge": edge, "given": stored(exact(numbers, torch.float64)), **of_both(value_and_gradient),
    }


# Schedules, counted from step 0 to beyond their ends

COUNT = 14


def schedule_cases():
    def case(name, make, **settings):
        return {"name": name, **settings, **rates_of(make)}

    cosine, restarts = lr_scheduler.CosineAnnealingLR, lr_scheduler.CosineAnnealingWarmRestarts
    cases = [case("constant", lambda o: lr_scheduler.LambdaLR(o, lambda _: 1.0))]
    for factor in [0.0, 0.5, 1.0]:
        cases.append(case("exponential", lambda o: lr_scheduler.ExponentialLR(o, factor), factor=factor))
        cases.append(case("step", lambda o: lr_scheduler.StepLR(o, 1, factor), length=1, factor=factor))
    for boundaries in [[], [1], [3, 3]]:
        cases.append(case(
            "piecewise", lambda o: lr_scheduler.MultiStepLR(o, boundaries, 0.5), boundaries=boundaries))
    for length in [1, 2, 10]:
        for power in [0.0, 0.5, 1.0]:
            cases.append(case(
                "polynomial", lambda o: lr_scheduler.PolynomialLR(o, length, power), length=length, power=power))
        cases.append(case("cosine", lambda o: cosine(o, length, 0.125), length=length))
        for growth in [1, 2]:
            cases.append(case(
                "warmRestarts", lambda o: restarts(o, length, growth, 0.125), length=length, growth=growth))
        cases.append(case(
            "warmedUp", lambda o: lr_scheduler.LinearLR(o, 1 / length, 1.0, length - 1), length=length))
        for rise in [0.0, 0.05, 0.1, 0.3, 0.5, 1.0]:
            cases.append(case(
                "oneCycle",
                lambda o: lr_scheduler.OneCycleLR(
                    o, RATE, total_steps=length, pct_start=rise, cycle_momentum=False),
                length=length, rise=rise))
    return cases


def rates_of(make):
    """The rates up to where PyTorch refuses to go on, and what it says there."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    rates = []
    try:
        scheduler = make(optimizer)
        while True:
            rates.append(float(optimizer.param_groups[0]["lr"]))
            if len(rates) == COUNT:
                return {"rates": rates}
            optimizer.step()
            scheduler.step()
    except (ValueError, ZeroDivisionError) as error:
        return {"rates": rates, "refusal": f"{type(error).__name__}: {error}"}


def main():
    warnings.simplefilter("ignore")
    numpy.seterr(all="ignore")
    bounds = {"value": [1.0, 1e-3], "parameterNorm": [1.0, 1e-3], "globalNorm": [1.0, 1e-3],
              "dividingByNorm": [1.0, 1e-3], "l2": [DECAY], "l1": [DECAY], "elasticNet": [DECAY],
              "maxNorm": [1.0, 1e-3], "unitNorm": [1.0], "nonNegative": [0.0]}
    made_by = {
        "torch": torch.__version__, "numpy": numpy.__version__, "python": platform.python_version(),
        "precision": "float32 and float64",
    }
    content = {
        "madeBy": made_by, "rate": RATE, "decay": DECAY, "start": WEIGHTS, "steps": STEPS,
        "optimizers": [optimizer_case(name, *edge) for name in OPTIMIZERS for edge in EDGES.items()],
        "changes": [
            change_case(name, setting, *edge)
            for name, settings in bounds.items() for setting in settings for edge in EDGES.items()],
        "lengths": [length_case(name, *edge) for name in ["norm", "standardDeviation"] for edge in EDGES.items()],
        "schedules": schedule_cases(),
    }
    (FOLDER / "optimizer_edges.json").write_text(text(written(content)) + "\n")


if __name__ == "__main__":
    main()

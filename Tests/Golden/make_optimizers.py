#!/usr/bin/env python3
"""Computes the reference values of further optimizers, of what stands around them, and of learning rates, with PyTorch
in double precision, and writes them beside this file."""

import numpy
import torch
from torch import nn
from torch.optim import lr_scheduler

from make_golden import drawn, quadratic, rosenbrock, stored, write

STEPS = 100

# The quadratic function's three numbers as a layer of two weights and a bias.
WEIGHT_AND_BIAS = [
    {"name": "weight", "shape": [2, 1], "role": "weight"},
    {"name": "bias", "shape": [1], "role": "bias"},
]


def follow(function, parameters, step, flat=torch.cat):
    """The loss and all numbers before each of 100 steps, and the numbers after the last; `step` changes the parameters."""
    joined = lambda: flat([p.detach().flatten() for p in parameters]).tolist()
    weights, losses = [joined()], []
    for index in range(STEPS):
        for p in parameters:
            p.grad = None
        loss = function(*parameters)
        loss.backward()
        losses.append(loss.item())
        step(index)
        weights.append(joined())
    return {"weights": weights, "losses": losses}


def starts(function):
    return torch.tensor([1.0, 1.0, -1.0]) if function is quadratic else torch.tensor([-0.5, 1.0])


def on_vectors(name, rate, make_step):
    """An optimizer on both functions; `make_step` gives its step for a vector."""
    cases = []
    for function in [quadratic, rosenbrock]:
        w = starts(function).clone().requires_grad_()
        cases.append({
            "name": name, "function": function.__name__, "learningRate": rate,
            **follow(function, [w], make_step(w, rate)),
        })
    return cases


def on_layer(name, rate, make_step):
    """An optimizer on the quadratic function's two weights and its bias."""
    start = starts(quadratic)
    weight, bias = (part.clone().requires_grad_() for part in (start[:2], start[2:]))
    return {
        "name": name, "function": "quadratic", "learningRate": rate, "parts": WEIGHT_AND_BIAS,
        **follow(lambda *parts: quadratic(torch.cat(parts)), [weight, bias], make_step(weight, bias, rate)),
    }


def nadam(w, rate):
    optimizer = torch.optim.NAdam([w], lr=rate)
    return lambda _: optimizer.step()


def normalised_gradient(w, rate):
    def step(_):
        with torch.no_grad():
            w.sub_(rate * w.grad / w.grad.norm())

    return step


def lion(w, rate, decay=0.0625, beta1=0.9, beta2=0.99):
    """Algorithm 2 of arXiv 2302.06675, with numpy."""
    m = numpy.zeros(w.numel())

    def step(_):
        nonlocal m
        gradient, old = w.grad.numpy().copy(), w.detach().numpy().copy()
        update = numpy.sign(beta1 * m + (1 - beta1) * gradient)
        m = beta2 * m + (1 - beta2) * gradient
        with torch.no_grad():
            w.copy_(torch.from_numpy(old - rate * (update + decay * old)))

    return step


def momentum(weight, bias, rate, change=lambda parts: None, **of_weights):
    """Momentum 0.9 with weights in a group of their own, after a change of the gradients."""
    groups = [{"params": [weight], **of_weights}, {"params": [bias]}]
    optimizer = torch.optim.SGD(groups, lr=rate, momentum=0.9)

    def step(_):
        change([weight, bias])
        optimizer.step()

    return step


def shortened(gradient, norm, bound):
    return gradient * min(1.0, bound / norm.item())


def clip_parameter_norm(parts, bound=0.5):
    for p in parts:
        p.grad = shortened(p.grad, p.grad.norm(), bound)


def clip_global_norm(parts, bound=0.5):
    # PyTorch divides by the norm + 1e-6, so this is written out, and compared with it.
    norm = torch.cat([p.grad for p in parts]).norm()
    expected = [shortened(p.grad, norm, bound) for p in parts]
    nn.utils.clip_grad_norm_(parts, bound)
    for p, gradient in zip(parts, expected):
        assert torch.allclose(p.grad, gradient, rtol=1e-5)
        p.grad = gradient


def add_l1(parts, penalty):
    (gradient,) = torch.autograd.grad(penalty * parts[0].abs().sum(), parts[0])
    parts[0].grad = parts[0].grad + gradient


def adam_w(weight, bias, rate):
    optimizer = torch.optim.AdamW(
        [{"params": [weight], "weight_decay": 0.0625}, {"params": [bias], "weight_decay": 0.0}], lr=rate)
    return lambda _: optimizer.step()


def nadam_w(weight, bias, rate):
    groups = [{"params": [weight], "weight_decay": 0.0625}, {"params": [bias], "weight_decay": 0.0}]
    optimizer = torch.optim.NAdam(groups, lr=rate, decoupled_weight_decay=True)
    return lambda _: optimizer.step()


def muon_case(inputs, outputs, generator):
    """Muon on a dense layer's weights [outputs, inputs], AdamW on its bias; the loss is ½‖xWᵀ + b − c‖²."""
    rate, adam_rate, decay = 0.0078125, 0.5, 0.0625
    x, c = drawn(generator, 6, inputs), drawn(generator, 6, outputs, scale=3)
    weight = drawn(generator, outputs, inputs, scale=0.5).requires_grad_()
    bias = drawn(generator, outputs, scale=0.5).requires_grad_()
    muon = torch.optim.Muon([weight], lr=rate, weight_decay=decay)
    adam = torch.optim.AdamW([bias], lr=rate * adam_rate, betas=(0.9, 0.95), eps=1e-10, weight_decay=0.0)

    def step(_):
        # torch.optim.Muon's iteration is in bfloat16; here it stays in double precision.
        narrowing = torch.Tensor.bfloat16
        torch.Tensor.bfloat16 = torch.Tensor.clone
        muon.step()
        torch.Tensor.bfloat16 = narrowing
        adam.step()

    # The engine's weights are [inputs, outputs].
    trajectory = follow(
        lambda w, b: ((x @ w.T + b - c) ** 2).sum() / 2, [weight, bias], step,
        flat=lambda parts: torch.cat([parts[0].reshape(outputs, inputs).T.flatten(), parts[1]]))
    return {
        "name": "muon", "function": "regression", "learningRate": rate,
        "parts": [
            {"name": "weight", "shape": [inputs, outputs], "role": "weight"},
            {"name": "bias", "shape": [outputs], "role": "bias"},
        ],
        "x": stored(x), "c": stored(c), **trajectory,
    }


def further_optimizers():
    generator = torch.Generator().manual_seed(4)
    cases = [
        *on_vectors("nadam", 0.03125, nadam),
        *on_vectors("lion", 0.0078125, lion),
        *on_vectors("normalisedGradient", 0.0078125, normalised_gradient),
        on_layer("clipValue", 0.0078125, lambda *a: momentum(*a, lambda p: nn.utils.clip_grad_value_(p, 0.5))),
        on_layer("clipParameterNorm", 0.0078125, lambda *a: momentum(*a, clip_parameter_norm)),
        on_layer("clipGlobalNorm", 0.0078125, lambda *a: momentum(*a, clip_global_norm)),
        on_layer("l2", 0.0078125, lambda *a: momentum(*a, weight_decay=0.25)),
        on_layer("l1", 0.0078125, lambda *a: momentum(*a, lambda p: add_l1(p, 0.25))),
        on_layer("elasticNet", 0.0078125, lambda *a: momentum(*a, lambda p: add_l1(p, 0.25), weight_decay=0.5)),
        on_layer("adamWOfLayer", 0.03125, adam_w),
        on_layer("nadamW", 0.03125, nadam_w),
        muon_case(5, 2, generator),
        muon_case(2, 4, generator),
    ]
    write("further_optimizers.json", {"cases": cases})


# Learning rates

RATE = 0.5

SCHEDULES = {
    "exponential": lambda o: lr_scheduler.ExponentialLR(o, 0.9),
    "step": lambda o: lr_scheduler.StepLR(o, 4, 0.5),
    "piecewise": lambda o: lr_scheduler.MultiStepLR(o, [3, 7, 8], 0.25),
    "linear": lambda o: lr_scheduler.PolynomialLR(o, 12, 1.0),
    "polynomial": lambda o: lr_scheduler.PolynomialLR(o, 12, 2.0),
    "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, 19, 0.125),
    "warmRestarts": lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 3, 2, 0.125),
    "warmUp": lambda o: lr_scheduler.LinearLR(o, 1 / 5, 1, 4),
    "warmUpThenExponential": lambda o: lr_scheduler.ChainedScheduler(
        [lr_scheduler.LinearLR(o, 1 / 5, 1, 4), lr_scheduler.ExponentialLR(o, 0.9)]),
    "oneCycle": lambda o: lr_scheduler.OneCycleLR(o, RATE, total_steps=20, cycle_momentum=False),
}


def made_optimizer():
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)


def rates_of(make):
    optimizer = made_optimizer()
    scheduler, rates = make(optimizer), []
    for _ in range(20):
        rates.append(optimizer.param_groups[0]["lr"])
        if len(rates) < 20:
            optimizer.step()
            scheduler.step()
    return rates


def plateaus():
    """The rate after each epoch, for losses that fall, stay, rise and fall again."""
    losses = [3, 2.5, 2.5, 2.46, 2.44, 2.4, 2.41, 2.5, 2.2, 2.3, 2.3, 2.3, 2.3, 2.3, 2.3, 2.1, 2.2, 2.2, 2.2, 2.2, 2.2]
    cases = []
    for patience, change, cooldown, minimum in [(1, 0, 0, 0), (2, 0.05, 0, 0), (0, 0, 2, 0), (1, 0, 1, 0.03)]:
        optimizer = made_optimizer()
        scheduler = lr_scheduler.ReduceLROnPlateau(
            optimizer, factor=0.25, patience=patience, threshold=change, threshold_mode="abs", cooldown=cooldown,
            min_lr=minimum, eps=0)
        rates = []
        for loss in losses:
            scheduler.step(loss)
            rates.append(optimizer.param_groups[0]["lr"])
        cases.append({
            "patience": patience, "minimumChange": change, "cooldown": cooldown, "minimumRate": minimum,
            "losses": losses, "rates": rates,
        })
    return cases


def schedules():
    write("schedules.json", {
        "rate": RATE, "schedules": [{"name": name, "rates": rates_of(make)} for name, make in SCHEDULES.items()],
        "plateaus": plateaus(),
    })


if __name__ == "__main__":
    further_optimizers()
    schedules()

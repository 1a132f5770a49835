#!/usr/bin/env python3
"""Computes the reference values of this folder with PyTorch in double precision, and writes them beside this file."""

import json
import pathlib
import platform

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.use_deterministic_algorithms(True)
torch.set_num_threads(1)

FOLDER = pathlib.Path(__file__).parent


def exact(tensor):
    """The nearest numbers that 32 bits hold, so that an engine in single precision starts from the same ones."""
    return tensor.to(torch.float32).to(torch.float64)


def drawn(generator, *shape, scale=1.0):
    return exact(scale * torch.randn(shape, generator=generator))


def stored(tensor):
    """A tensor as the files hold it."""
    tensor = tensor.detach()
    if tensor.dtype.is_floating_point:
        tensor = tensor.to(torch.float64)
    return {"shape": list(tensor.shape), "values": tensor.flatten().tolist()}


# Files


def is_inline(value):
    return not isinstance(value, dict) and not (isinstance(value, list) and value and isinstance(value[0], dict))


def text(value, indent=""):
    """JSON in which a list of numbers stands on one line."""
    if is_inline(value):
        return json.dumps(value, allow_nan=False)
    inner = indent + " "
    if isinstance(value, dict) and set(value) == {"shape", "values"}:
        return json.dumps(value, allow_nan=False)
    if isinstance(value, dict):
        lines = [f"{inner}{json.dumps(key)}: {text(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(lines) + "\n" + indent + "}"
    return "[\n" + ",\n".join(inner + text(item, inner) for item in value) + "\n" + indent + "]"


def write(name, content):
    made_by = {"torch": torch.__version__, "python": platform.python_version(), "precision": "float64"}
    (FOLDER / name).write_text(text({"madeBy": made_by, **content}) + "\n")


# Operations


def operation_case(name, function, inputs, generator, **settings):
    """An operation's result, and the gradients of the sum of result times `upstream`."""
    inputs = {key: value.clone().requires_grad_() for key, value in inputs.items()}
    output = function(**inputs)
    upstream = drawn(generator, *output.shape)
    gradients = torch.autograd.grad((output * upstream).sum(), list(inputs.values()))
    return {
        "name": name,
        **settings,
        "inputs": {key: stored(value) for key, value in inputs.items()},
        "output": stored(output),
        "upstream": stored(upstream),
        "gradients": {key: stored(value) for key, value in zip(inputs, gradients)},
    }


def batch_norm_cases(generator):
    epsilon, weight_of_batch = 1e-5, 0.1
    inputs = {
        "x": exact(drawn(generator, 6, 4) * 2 + torch.tensor([0.0, 1.0, -3.0, 10.0])),
        "scale": exact(1 + drawn(generator, 4, scale=0.3)),
        "offset": drawn(generator, 4, scale=0.3),
    }
    mean, variance = drawn(generator, 4), exact(drawn(generator, 4).abs() + 0.5)
    before = {"running mean": stored(mean.clone()), "running variance": stored(variance.clone())}

    def normalised(x, scale, offset, is_training):
        return F.batch_norm(x, mean, variance, scale, offset, is_training, weight_of_batch, epsilon)

    settings = {"epsilon": epsilon, "decay": 1 - weight_of_batch}
    inference = operation_case(
        "batchNormInference", lambda **a: normalised(**a, is_training=False), inputs, generator, **settings)
    inference["before"] = before
    training = operation_case(
        "batchNormTraining", lambda **a: normalised(**a, is_training=True), inputs, generator, **settings)
    training["before"] = before
    training["after"] = {"running mean": stored(mean), "running variance": stored(variance)}
    return [inference, training]


def channels_first(function):
    """A function of images whose channels are the second axis, for images whose channels are the last."""
    return lambda x: function(x.movedim(-1, 1)).movedim(1, -1)


def normalisation_cases(generator):
    epsilon = 1e-5
    images = exact(drawn(generator, 2, 3, 2, 6) * 2 + 1)
    scale, offset = exact(1 + drawn(generator, 6, scale=0.3)), drawn(generator, 6, scale=0.3)
    case = lambda name, function, inputs: operation_case(name, function, inputs, generator, epsilon=epsilon)
    return [
        case(
            "layerNorm", lambda x, scale, offset: F.layer_norm(x, (6,), scale, offset, epsilon),
            {"x": images, "scale": scale, "offset": offset}),
        case("rmsNorm", lambda x, scale: F.rms_norm(x, (6,), scale, epsilon), {"x": images, "scale": scale}),
        case(
            "groupNorm",
            lambda x, scale, offset: channels_first(lambda x: F.group_norm(x, 3, scale, offset, epsilon))(x),
            {"x": images, "scale": scale, "offset": offset}),
        operation_case(
            "weightNorm",
            lambda x, weight, gain, bias: F.linear(x, torch._weight_norm(weight.T, gain[:, None], 0), bias),
            {"x": drawn(generator, 5, 7), "weight": drawn(generator, 7, 4), "gain": drawn(generator, 4),
             "bias": drawn(generator, 4)}, generator),
    ]


def recurrent_cases(generator):
    """`torch.nn.RNN`, of whose two biases one is zero."""
    network = torch.nn.RNN(4, 6, batch_first=True)
    inputs = {
        "x": drawn(generator, 3, 5, 4), "weight": drawn(generator, 4, 6, scale=0.5),
        "recurrent weight": drawn(generator, 6, 6, scale=0.5), "bias": drawn(generator, 6, scale=0.3),
    }

    def states(**a):
        weights = {
            "weight_ih_l0": a["weight"].T, "weight_hh_l0": a["recurrent weight"].T, "bias_ih_l0": a["bias"],
            "bias_hh_l0": torch.zeros(6)}
        return torch.func.functional_call(network, weights, (a["x"],))[0]

    return [
        operation_case("recurrent", lambda **a: states(**a)[:, -1], inputs, generator),
        operation_case("recurrentStates", states, inputs, generator),
    ]


def operations():
    generator = torch.Generator().manual_seed(1)
    # Far from 0 too, where sigmoid and softmax overflow if they are written carelessly.
    wide = exact(torch.cat([drawn(generator, 17, scale=2), torch.tensor([-100.0, -20.0, 20.0, 100.0, 0.0])]))
    scores = torch.cat([drawn(generator, 4, 5, scale=2), torch.tensor([[1000.0, 999.0, -1000.0, 0.0, 998.0]])])
    labels = torch.tensor([0, 4, 2, 2, 1])
    matrix = lambda *shape: drawn(generator, *shape)
    cases = [
        operation_case("sigmoid", lambda x: torch.sigmoid(x), {"x": wide}, generator),
        operation_case("tanh", lambda x: torch.tanh(x), {"x": wide}, generator),
        operation_case("relu", lambda x: torch.relu(x), {"x": wide}, generator),
        operation_case("softmax", lambda x: torch.softmax(x, 1), {"x": scores}, generator),
        operation_case("matrixProduct", lambda a, b: a @ b, {"a": matrix(3, 7), "b": matrix(7, 4)}, generator),
        operation_case(
            "softmaxCrossEntropy", lambda scores: F.cross_entropy(scores, labels), {"scores": scores}, generator,
            labels=labels.tolist()),
        operation_case(
            "meanSquaredError", lambda predictions, targets: F.mse_loss(predictions, targets),
            {"predictions": matrix(4, 3), "targets": matrix(4, 3)}, generator),
        *batch_norm_cases(generator),
        *normalisation_cases(generator),
        *recurrent_cases(generator),
    ]
    write("operations.json", {"cases": cases})


# Images, whose channels are the last axis here and the second in PyTorch


def padded(x, kernel, stride, dilation=(1, 1), value=0.0):
    """`same` as TensorFlow has it: ⌈size / stride⌉ places, what is odd at the bottom and the right."""
    edges = []
    for size, k, s, d in reversed(list(zip(x.shape[2:], kernel, stride, dilation))):
        missing = max((-(-size // s) - 1) * s + (k - 1) * d + 1 - size, 0)
        edges += [missing // 2, missing - missing // 2]
    return F.pad(x, edges, value=value)


def convolution(x, weight, padding, stride, dilation, groups):
    """Weights are [kernel height, kernel width, inputs / groups, outputs]."""
    def function(x):
        x = padded(x, weight.shape[:2], stride, dilation) if padding == "same" else x
        return F.conv2d(x, weight.permute(3, 2, 0, 1), stride=stride, dilation=dilation, groups=groups)

    return channels_first(function)(x)


def convolution_case(generator, x, weight, padding="valid", stride=(1, 1), dilation=(1, 1), groups=1):
    settings = {"padding": padding, "stride": stride, "dilation": dilation, "groups": groups}
    return operation_case(
        "convolution", lambda x, weight: convolution(x, weight, **settings),
        {"x": drawn(generator, *x), "weight": drawn(generator, *weight)}, generator, **settings)


def average_pool(x, window, stride):
    """What lies in the padding does not count."""
    x, counted = padded(x, window, stride), padded(torch.ones_like(x), window, stride)
    return F.avg_pool2d(x, window, stride) / F.avg_pool2d(counted, window, stride)


def pooling_cases(generator, x, window, stride, padding="valid", symmetric=0):
    """With `symmetric` pixels of padding on all sides `same` is what PyTorch's own padding does."""
    def largest(x):
        if padding == "valid" or symmetric:
            return F.max_pool2d(x, window, stride, padding=symmetric)
        return F.max_pool2d(padded(x, window, stride, value=-torch.inf), window, stride)

    def mean(x):
        if padding == "valid" or symmetric:
            return F.avg_pool2d(x, window, stride, padding=symmetric, count_include_pad=False)
        return average_pool(x, window, stride)

    settings = {"window": window, "stride": stride, "padding": padding}
    inputs = {"x": drawn(generator, *x)}
    return [
        operation_case("maxPool", channels_first(largest), inputs, generator, **settings),
        operation_case("averagePool", channels_first(mean), inputs, generator, **settings),
    ]


def image_batch_norm_case(generator):
    inputs = {
        "x": exact(drawn(generator, 3, 2, 4, 3) * 2 + torch.tensor([0.0, 1.0, -3.0])),
        "scale": exact(1 + drawn(generator, 3, scale=0.3)),
        "offset": drawn(generator, 3, scale=0.3),
    }
    module = nn.BatchNorm2d(3, eps=1e-5, momentum=0.1)
    before = {"running mean": stored(module.running_mean.clone()), "running variance": stored(module.running_var.clone())}

    def normalised(x, scale, offset):
        parameters = {"weight": scale, "bias": offset}
        return channels_first(lambda x: torch.func.functional_call(module, parameters, (x,)))(x)

    case = operation_case("batchNormTraining", normalised, inputs, generator, epsilon=1e-5, decay=0.9)
    after = {"running mean": stored(module.running_mean), "running variance": stored(module.running_var)}
    return {**case, "before": before, "after": after}


def images():
    generator = torch.Generator().manual_seed(4)
    convolved = lambda *shapes, **settings: convolution_case(generator, *shapes, **settings)
    write("images.json", {"cases": [
        convolved((2, 5, 6, 3), (3, 3, 3, 4)),
        convolved((1, 5, 5, 1), (3, 3, 1, 2), padding="same"),
        convolved((2, 6, 6, 2), (3, 3, 2, 3), padding="same", stride=(2, 2)),
        convolved((2, 7, 5, 2), (2, 3, 2, 3), stride=(2, 1)),
        convolved((1, 7, 8, 2), (3, 3, 2, 2), padding="same", dilation=(2, 2)),
        convolved((2, 4, 5, 4), (3, 3, 2, 6), padding="same", groups=2),
        *pooling_cases(generator, (2, 4, 6, 3), (2, 2), (2, 2)),
        *pooling_cases(generator, (1, 5, 5, 2), (3, 3), (2, 2), "same", symmetric=1),
        *pooling_cases(generator, (1, 5, 6, 2), (2, 3), (2, 2), "same"),
        image_batch_norm_case(generator),
    ]})


# Optimizers


def quadratic(w):
    """½ wᵀAw − bᵀw with eigenvalues from 0.5 to 10."""
    a = torch.tensor([[10.0, 1.0, 0.0], [1.0, 2.0, 0.5], [0.0, 0.5, 0.75]])
    b = torch.tensor([1.0, -2.0, 0.5])
    return w @ a @ w / 2 - b @ w


def rosenbrock(w):
    """(1 − x)² + 10 (y − x²)², a bent valley."""
    x, y = w
    return (1 - x) ** 2 + 10 * (y - x**2) ** 2


def trajectory(function, start, rate, momentum, factor):
    """Weights before each step and after the last: v ← γv − η∇, w ← w + v, the rate times `factor` after each step."""
    w, v = start.clone(), torch.zeros_like(start)
    weights, losses = [w.tolist()], []
    for step in range(100):
        w.requires_grad_()
        loss = function(w)
        (gradient,) = torch.autograd.grad(loss, w)
        v = momentum * v - rate * factor**step * gradient
        w = (w + v).detach()
        weights.append(w.tolist())
        losses.append(loss.item())
    return weights, losses


def check_against_torch(function, start, rate, momentum, weights):
    """With a constant rate PyTorch's own optimizer goes the same way."""
    w = start.clone().requires_grad_()
    optimizer = torch.optim.SGD([w], lr=rate, momentum=momentum)
    for _ in range(100):
        optimizer.zero_grad()
        function(w).backward()
        optimizer.step()
    assert torch.allclose(w, torch.tensor(weights[-1]), rtol=1e-9, atol=1e-12)


def optimizers():
    cases = []
    for function, start, rate in [
        (quadratic, torch.tensor([1.0, 1.0, -1.0]), 0.03125),
        (rosenbrock, torch.tensor([-0.5, 1.0]), 0.0078125),
    ]:
        for name, momentum, factor in [("sgd", 0.0, 1.0), ("momentum", 0.9, 1.0), ("momentumDecayingRate", 0.9, 0.98)]:
            rate_here = rate if momentum == 0 else rate / 4
            weights, losses = trajectory(function, start, rate_here, momentum, factor)
            if factor == 1:
                check_against_torch(function, start, rate_here, momentum, weights)
            cases.append({
                "name": name, "function": function.__name__, "learningRate": rate_here, "momentum": momentum,
                "factorPerStep": factor, "weights": weights, "losses": losses,
            })
    write("optimizers.json", {"cases": cases})


# The settings are this engine's defaults, which PyTorch is given here where its own differ.
ADAPTIVE = {
    "nesterov": lambda w: torch.optim.SGD(w, lr=0.0078125, momentum=0.9, nesterov=True),
    "adagrad": lambda w: torch.optim.Adagrad(w, lr=0.125),
    "adadelta": lambda w: torch.optim.Adadelta(w, lr=1, rho=0.95, eps=1e-6),
    "rmsProp": lambda w: torch.optim.RMSprop(w, lr=0.0078125, alpha=0.9),
    "adam": lambda w: torch.optim.Adam(w, lr=0.03125),
    "amsGrad": lambda w: torch.optim.Adam(w, lr=0.03125, amsgrad=True),
    "adamW": lambda w: torch.optim.AdamW(w, lr=0.03125, weight_decay=0.0625),
    "adaMax": lambda w: torch.optim.Adamax(w, lr=0.03125),
}


def adaptive_optimizers():
    cases = []
    for name, make in ADAPTIVE.items():
        for function, start in [(quadratic, torch.tensor([1.0, 1.0, -1.0])), (rosenbrock, torch.tensor([-0.5, 1.0]))]:
            w = start.clone().requires_grad_()
            rate = 0.25 if name == "nesterov" and function is rosenbrock else 1
            optimizer = make([w])
            optimizer.param_groups[0]["lr"] *= rate
            weights, losses = [w.tolist()], []
            for _ in range(100):
                optimizer.zero_grad()
                loss = function(w)
                loss.backward()
                optimizer.step()
                losses.append(loss.item())
                weights.append(w.tolist())
            cases.append({
                "name": name, "function": function.__name__,
                "learningRate": optimizer.param_groups[0]["lr"], "weights": weights, "losses": losses,
            })
    write("adaptive_optimizers.json", {"cases": cases})


# Training

NORMALISATIONS = (nn.BatchNorm1d, nn.BatchNorm2d)


class FlattenChannelsLast(nn.Module):
    """Pixel by pixel, the channels of each next to each other."""

    def forward(self, x):
        return x.movedim(1, -1).flatten(1)


def layers(model):
    """Parameters in the order of the layers, weights as [(kernel height, kernel width,) inputs, outputs]."""
    named = []
    for module in model:
        if isinstance(module, nn.Linear):
            named += [("weight", module.weight.T), ("bias", module.bias)]
        elif isinstance(module, nn.Conv2d):
            named += [("weight", module.weight.permute(2, 3, 1, 0)), ("bias", module.bias)]
        elif isinstance(module, NORMALISATIONS):
            named += [("scale", module.weight), ("offset", module.bias)]
    return [{"name": name, "tensor": stored(tensor)} for name, tensor in named]


def running(model):
    return [
        {"mean": stored(module.running_mean), "variance": stored(module.running_var)}
        for module in model
        if isinstance(module, NORMALISATIONS)
    ]


def snapshot(model, inputs):
    model.eval()
    result = {"parameters": layers(model), "running": running(model), "scores": stored(model(inputs))}
    model.train()
    return result


def training(name, model, generator, example=(12,), rate=0.125):
    """Momentum SGD over the batches in turn, with snapshots of everything on the way."""
    count, batch_size, momentum = 30, 6, 0.9
    with torch.no_grad():
        for module in model:
            if isinstance(module, (nn.Linear, nn.Conv2d)):
                module.weight.copy_(drawn(generator, *module.weight.shape, scale=0.5))
                module.bias.copy_(drawn(generator, *module.bias.shape, scale=0.1))
    inputs = drawn(generator, count, *example)
    labels = torch.randint(0, 5, (count,), generator=generator)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=momentum)
    snapshots, losses = {"0": snapshot(model, inputs)}, []
    for step in range(50):
        start = step * batch_size % count
        loss = F.cross_entropy(model(inputs[start : start + batch_size]), labels[start : start + batch_size])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if step + 1 in (1, 10, 50):
            snapshots[str(step + 1)] = snapshot(model, inputs)
    write(name, {
        "batchSize": batch_size, "learningRate": rate, "momentum": momentum, "inputs": stored(inputs),
        "labels": labels.tolist(), "losses": losses, "snapshots": snapshots,
    })


if __name__ == "__main__":
    operations()
    images()
    optimizers()
    adaptive_optimizers()
    training(
        "mlp.json", nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 5)), torch.Generator().manual_seed(2))
    training(
        "batch_norm_mlp.json",
        nn.Sequential(nn.Linear(12, 8), nn.BatchNorm1d(8, eps=1e-5, momentum=0.1), nn.ReLU(), nn.Linear(8, 5)),
        torch.Generator().manual_seed(3))
    training(
        "cnn.json",
        nn.Sequential(
            nn.Unflatten(1, (1, 8)), nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4, eps=1e-5, momentum=0.1), nn.ReLU(),
            nn.MaxPool2d(2), nn.Conv2d(4, 6, 3, padding="same"), FlattenChannelsLast(), nn.Linear(54, 5)),
        torch.Generator().manual_seed(5), example=(8, 8), rate=0.0078125)

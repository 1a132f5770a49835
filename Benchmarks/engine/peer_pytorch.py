"""PyTorch, eagerly, in its own layout or with channels last."""

import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from contestant import serve
from workloads import placed

IS_CHANNELS_LAST = "channels-last" in sys.argv


class Residual(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = layers

    def forward(self, x):
        return self.layers(x) + x


class Convolution(nn.Conv2d):
    """A convolution whose padding, if one pixel more is needed, has it on the bottom and the right, as the others have."""

    def __init__(self, layer):
        options = layer.options
        kernel, stride = options["kernel"], options["stride"]
        missing = (layer.after[0] - 1) * stride + kernel - layer.before[0] if options["padding"] == "same" else 0
        super().__init__(
            *(layer.before[-1], options["filters"], kernel, stride, missing // 2),
            bias=options["bias"],
        )
        self.is_uneven = missing % 2 == 1

    def forward(self, x):
        return super().forward(functional.pad(x, (0, 1, 0, 1)) if self.is_uneven else x)


class GlobalAveragePool(nn.Module):
    def forward(self, x):
        return x.mean((2, 3))


class Recurrent(nn.RNN):
    """Over the rows of an image, with the last state as its output; of the two biases one stays zero."""

    def __init__(self, layer):
        super().__init__(layer.before[1], layer.after[-1], batch_first=True)
        self.bias_hh_l0.requires_grad_(False).zero_()

    def forward(self, x):
        return super().forward(x.flatten(1, 2) if x.ndim == 4 else x)[1][0]


def module(layer):
    kind, options = layer.kind, layer.options
    if kind == "dense":
        return nn.Linear(layer.before[-1], options["units"], bias=options["bias"])
    if kind == "convolution":
        return Convolution(layer)
    if kind == "batchNorm":
        return (nn.BatchNorm2d if len(layer.before) == 3 else nn.BatchNorm1d)(layer.before[-1])
    if kind == "recurrent":
        return Recurrent(layer)
    if kind == "residual":
        return Residual(sequence(layer.inside))
    return {
        "relu": lambda: nn.ReLU(inplace=True),
        "sigmoid": nn.Sigmoid,
        "tanh": nn.Tanh,
        "dropout": lambda: nn.Dropout(options["rate"]),
        "maxPool": lambda: nn.MaxPool2d(options["window"]),
        "globalAveragePool": GlobalAveragePool,
        "flatten": nn.Flatten,
    }[kind]()


def sequence(layers):
    return nn.Sequential(*(module(layer) for layer in layers))


def load(sequence, layers, weights):
    """Gives modules the weights that have the layers' names, in PyTorch's layout."""
    flattened = None
    for module, layer in zip(sequence, layers):
        if layer.kind == "flatten" and len(layer.before) == 3:
            flattened = layer.before
        elif layer.kind == "residual":
            load(module.layers, layer.inside, weights)
        for name in layer.parameters:
            what = name.rsplit(".", 1)[1]
            target = {"weight": "weight", "scale": "weight", "bias": "bias", "offset": "bias"}.get(what)
            value = weights[name]
            if layer.kind == "recurrent":
                target = {"weight": "weight_ih_l0", "recurrent weight": "weight_hh_l0", "bias": "bias_ih_l0"}[what]
                value = value.T
            elif layer.kind == "dense" and what == "weight":
                if flattened:
                    # The rows follow pixels and then channels; PyTorch flattens channels first.
                    value = value.reshape(*flattened, -1).transpose(2, 0, 1, 3).reshape(value.shape)
                    flattened = None
                value = value.T
            elif layer.kind == "convolution" and what == "weight":
                value = value.transpose(3, 2, 0, 1)
            with torch.no_grad():
                getattr(module, target).copy_(torch.from_numpy(np.ascontiguousarray(value)))


class PyTorch:
    version = f"PyTorch {torch.__version__}"

    def __init__(self, workload, weights, inputs, classes, threads):
        torch.set_num_threads(threads)
        torch.manual_seed(1)
        layers = placed(workload.layers, workload.input)
        self.model = sequence(layers)
        load(self.model, layers, weights)
        if inputs.ndim == 5:
            inputs = inputs.transpose(0, 1, 4, 2, 3)
        self.inputs = [torch.from_numpy(np.ascontiguousarray(batch)) for batch in inputs]
        if IS_CHANNELS_LAST:
            self.model = self.model.to(memory_format=torch.channels_last)
            self.inputs = [batch.contiguous(memory_format=torch.channels_last) for batch in self.inputs]
        self.classes = [torch.from_numpy(batch) for batch in classes]
        self.optimizer = optimizer(workload.optimizer, self.model.parameters())
        if workload.is_inference:
            self.model.eval()
            self.step = self.predict

    def step(self, batch):
        self.optimizer.zero_grad(set_to_none=True)
        loss = functional.cross_entropy(self.model(self.inputs[batch]), self.classes[batch])
        loss.backward()
        self.optimizer.step()
        return loss.detach()

    @torch.inference_mode()
    def predict(self, batch):
        return self.model(self.inputs[batch])

    def wait(self, result):
        return result.numpy() if result.ndim else result.item()


def optimizer(described, parameters):
    ((kind, options),) = described.items()
    if kind == "adam":
        return torch.optim.Adam(parameters, lr=options["rate"], eps=1e-8, fused=True)
    return torch.optim.SGD(parameters, lr=options["rate"], momentum=options.get("decay", 0), fused=True)


torch.set_num_interop_threads(1)
serve(PyTorch)

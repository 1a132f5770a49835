"""What is measured: each workload as it is described to every contestant, in JSON."""

from dataclasses import dataclass, replace
from math import prod


def dense(units, bias=True):
    return {"dense": {"units": units, "bias": bias}}


def convolution(filters, padding, stride=1, bias=True):
    return {"convolution": {"filters": filters, "kernel": 3, "stride": stride, "padding": padding, "bias": bias}}


def dropout(rate):
    return {"dropout": {"rate": rate}}


def recurrent(units):
    return {"recurrent": {"units": units}}


def residual(*layers):
    return {"residual": {"layers": list(layers)}}


batch_norm, relu, sigmoid, tanh = {"batchNorm": {}}, {"relu": {}}, {"sigmoid": {}}, {"tanh": {}}
flatten, max_pool, global_average_pool = {"flatten": {}}, {"maxPool": {"window": 2}}, {"globalAveragePool": {}}

VECTOR, IMAGE, CLASSES = [784], [28, 28], 10


@dataclass(frozen=True, eq=False)
class Workload:
    name: str
    title: str
    input: list
    layers: list
    batch: int
    optimizer: dict
    # How many times faster than the best peer ours is to be.
    goal: float | None = None
    is_inference: bool = False

    @property
    def is_convolutional(self):
        return len(self.input) > 1

    @property
    def without_dropout(self):
        return replace(self, layers=[layer for layer in self.layers if "dropout" not in layer])

    @property
    def described(self):
        return {
            "input": self.input,
            "layers": self.layers,
            "batch": self.batch,
            "optimizer": self.optimizer,
            "isInference": self.is_inference,
        }


def sgd(rate):
    return {"sgd": {"rate": rate}}


def momentum(decay, rate):
    return {"momentum": {"decay": decay, "rate": rate}}


ADAM = {"adam": {"rate": 0.0003}}

NOTEBOOK = [
    *(convolution(32, "valid"), relu, max_pool, convolution(64, "valid"), relu, max_pool),
    *(flatten, dense(CLASSES)),
]


def residual_block(filters):
    """K. He et al., 2015, figure 2, with batch normalisation as there."""
    return [
        residual(
            *(convolution(filters, "same", bias=False), batch_norm, relu),
            *(convolution(filters, "same", bias=False), batch_norm),
        ),
        relu,
    ]


WORKLOADS = [
    Workload(
        "relu",
        "784-128-10 ReLU, batch 64, momentum",
        VECTOR,
        [dense(128), relu, dense(CLASSES)],
        batch=64,
        optimizer=momentum(0.9, 0.01),
        goal=2.2,
    ),
    Workload(
        "sigmoid",
        "784-100-100-100-10 sigmoid + batch norm, batch 60, SGD",
        VECTOR,
        [*(3 * [dense(100), batch_norm, sigmoid]), dense(CLASSES)],
        batch=60,
        optimizer=sgd(0.1),
        goal=2.2,
    ),
    Workload(
        "dropout",
        "784-512-512-10, batch norm + dropout 0.3, batch 128, Adam",
        VECTOR,
        [*(2 * [dense(512), batch_norm, relu, dropout(0.3)]), dense(CLASSES)],
        batch=128,
        optimizer=ADAM,
        goal=1.6,
    ),
    Workload(
        "tanh",
        "784-5×1000-10 tanh, batch 10, SGD",
        VECTOR,
        [*(5 * [dense(1000), tanh]), dense(CLASSES)],
        batch=10,
        optimizer=sgd(0.01),
        goal=1.5,
    ),
    Workload(
        "wide",
        "784-1000-1000-10, batch 128, Adam",
        VECTOR,
        [*(2 * [dense(1000), relu]), dense(CLASSES)],
        batch=128,
        optimizer=ADAM,
        goal=1.2,
    ),
    Workload(
        "convolution",
        "conv 16, conv 32, batch norm, pools, batch 64, Adam",
        IMAGE,
        [
            *(convolution(16, "same"), batch_norm, relu, max_pool),
            *(convolution(32, "same"), batch_norm, relu, max_pool),
            *(flatten, dense(CLASSES)),
        ],
        batch=64,
        optimizer=ADAM,
        goal=4,
    ),
    Workload(
        "notebook",
        "the course notebook's CNN, batch 64, Adam",
        IMAGE,
        [*NOTEBOOK[:6], dropout(0.2), *NOTEBOOK[6:]],
        batch=64,
        optimizer=ADAM,
        goal=2.2,
    ),
    Workload(
        "resnet",
        "small ResNet: 3 residual blocks of 32 channels at 14×14, batch 64, Adam",
        IMAGE,
        [
            *(convolution(32, "same", stride=2, bias=False), batch_norm, relu),
            *(3 * residual_block(32)),
            *(global_average_pool, dense(CLASSES)),
        ],
        batch=64,
        optimizer=ADAM,
        goal=2.3,
    ),
    Workload(
        "recurrent",
        "recurrent 128 over the 28 rows of an image, batch 64, momentum",
        IMAGE,
        [recurrent(128), dense(CLASSES)],
        batch=64,
        optimizer=momentum(0.9, 0.01),
    ),
    Workload(
        "inference-1",
        "inference of the notebook's CNN, batch 1",
        IMAGE,
        NOTEBOOK,
        batch=1,
        optimizer=ADAM,
        goal=2.5,
        is_inference=True,
    ),
    Workload(
        "inference-256",
        "inference of the notebook's CNN, batch 256",
        IMAGE,
        NOTEBOOK,
        batch=256,
        optimizer=ADAM,
        goal=1.8,
        is_inference=True,
    ),
]

# How layers are called in the names of parameters.
NAMES = {"batchNorm": "batch norm", "maxPool": "max pool", "globalAveragePool": "global average pool"}


@dataclass(frozen=True)
class Placed:
    """A layer with its name, its options, the layers inside it, and the shape of an example before and after it."""

    name: str
    kind: str
    options: dict
    inside: list
    before: tuple
    after: tuple

    @property
    def parameters(self):
        """The shapes of what is learned, by their names."""
        if self.kind == "dense":
            shapes = {"weight": (self.before[-1], self.after[-1]), "bias": self.after[-1:]}
        elif self.kind == "convolution":
            kernel = self.options["kernel"]
            shapes = {"weight": (kernel, kernel, self.before[-1], self.after[-1]), "bias": self.after[-1:]}
        elif self.kind == "recurrent":
            units = self.after[-1]
            shapes = {"weight": (self.before[1], units), "recurrent weight": (units, units), "bias": (units,)}
            return {f"{self.name}.{what}": shape for what, shape in shapes.items()}
        elif self.kind == "batchNorm":
            return {f"{self.name}.scale": self.before[-1:], f"{self.name}.offset": self.before[-1:]}
        else:
            return {}
        return {f"{self.name}.{what}": shape for what, shape in shapes.items() if what == "weight" or self.options["bias"]}

    @property
    def states(self):
        if self.kind != "batchNorm":
            return {}
        return {f"{self.name}.running mean": self.before[-1:], f"{self.name}.running variance": self.before[-1:]}

    @property
    def products(self):
        """How many multiplications with weights an example needs."""
        if self.kind == "dense":
            return self.before[-1] * self.after[-1]
        if self.kind == "convolution":
            return prod(self.after) * self.options["kernel"] ** 2 * self.before[-1]
        if self.kind == "recurrent":
            # Each row of an image is a step; the first has no state before it.
            return self.products_with_input + (self.before[0] - 1) * self.after[-1] ** 2
        return 0

    @property
    def products_with_input(self):
        """Those of them that multiply the layer's input."""
        return prod(self.before) * self.after[-1] if self.kind == "recurrent" else self.products


def placed(layers, shape, prefix=""):
    """The layers of a description, one after the other."""
    shape = tuple(shape) if len(shape) != 2 else (*shape, 1)
    counts, result = {}, []
    for layer in layers:
        ((kind, options),) = layer.items()
        counts[kind] = counts.get(kind, 0) + 1
        name = f"{prefix}{NAMES.get(kind, kind)} {counts[kind]}"
        inside = placed(options["layers"], shape, f"{name}.") if kind == "residual" else []
        after = shape_after(kind, options, shape)
        result.append(Placed(name, kind, options, inside, shape, after))
        shape = after
    return result


def shape_after(kind, options, shape):
    if kind in ("dense", "recurrent"):
        return (options["units"],)
    if kind == "convolution":
        edge = 0 if options["padding"] == "same" else options["kernel"] - 1
        height, width = (-(-(extent - edge) // options["stride"]) for extent in shape[:2])
        return (height, width, options["filters"])
    if kind == "maxPool":
        return (shape[0] // options["window"], shape[1] // options["window"], shape[2])
    if kind == "flatten":
        return (prod(shape),)
    if kind == "globalAveragePool":
        return shape[-1:]
    return shape


def flattened(layers):
    """The layers and those inside them."""
    for layer in layers:
        yield from flattened(layer.inside)
        yield layer


def leaves(workload):
    return [layer for layer in flattened(placed(workload.layers, workload.input)) if not layer.inside]


def operations(workload):
    """Multiplications and additions with weights in a step: forward, towards the weights, and towards the input, which
    the first layer that has weights does not need."""
    weighted = [layer for layer in leaves(workload) if layer.products]
    products = sum(layer.products for layer in weighted)
    passes = products if workload.is_inference else 3 * products - weighted[0].products_with_input
    return 2 * workload.batch * passes


def traffic(workload):
    """Bytes that a step moves at least, if no cache keeps the parameters: they are read forward, backward and for the
    update, which writes them; momentum is read and written, Adam's two averages are."""
    count = sum(prod(shape) for layer in leaves(workload) for shape in layer.parameters.values())
    state = {"sgd": 0, "momentum": 1, "adam": 2}[next(iter(workload.optimizer))]
    passes = 1 if workload.is_inference else 4 + 2 * state
    return 4 * (passes * count + workload.batch * prod(workload.input))

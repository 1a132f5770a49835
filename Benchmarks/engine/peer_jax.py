"""JAX: the step is one compiled function, whose weights and optimizer state are donated."""

import jax
import numpy as np
from jax import lax
from jax import numpy as jnp

from contestant import serve
from workloads import flattened, placed


def apply(layers, weights, x, key):
    """A batch after the layers, in training mode if there is a key for dropout; and the new running statistics."""
    is_training, states = key is not None, {}
    for layer in layers:
        name, kind, options = layer.name, layer.kind, layer.options
        if kind == "dense":
            x = x @ weights[f"{name}.weight"]
        elif kind == "convolution":
            x = lax.conv_general_dilated(
                *(x, weights[f"{name}.weight"], 2 * [options["stride"]], options["padding"].upper()),
                dimension_numbers=("NHWC", "HWIO", "NHWC"),
            )
        elif kind == "batchNorm":
            x, updated = normalised(name, weights, x, is_training)
            states |= updated
        elif kind == "dropout":
            if is_training:
                key, own = jax.random.split(key)
                kept = jax.random.bernoulli(own, 1 - options["rate"], x.shape)
                x = jnp.where(kept, x / (1 - options["rate"]), 0)
        elif kind == "maxPool":
            window = (1, options["window"], options["window"], 1)
            x = lax.reduce_window(x, -jnp.inf, lax.max, window, window, "VALID")
        elif kind == "recurrent":
            x = last_state(name, weights, x)
        elif kind == "residual":
            y, updated = apply(layer.inside, weights, x, key)
            x, states = x + y, states | updated
        else:
            x = {
                "relu": jax.nn.relu,
                "sigmoid": jax.nn.sigmoid,
                "tanh": jnp.tanh,
                "globalAveragePool": lambda x: x.mean((1, 2)),
                "flatten": lambda x: x.reshape(len(x), -1),
            }[kind](x)
        if options.get("bias"):
            x = x + weights[f"{name}.bias"]
    return x, states


def last_state(name, weights, x):
    """That of a recurrent layer after the rows of images."""
    rows = x.reshape(*x.shape[:3]).transpose(1, 0, 2) @ weights[f"{name}.weight"] + weights[f"{name}.bias"]
    recurrent = weights[f"{name}.recurrent weight"]
    start = jnp.zeros((x.shape[0], recurrent.shape[0]))
    return lax.scan(lambda state, row: (jnp.tanh(row + state @ recurrent), None), start, rows)[0]


def normalised(name, weights, x, is_training):
    running_mean, running_variance = weights[f"{name}.running mean"], weights[f"{name}.running variance"]
    mean, variance, updated = running_mean, running_variance, {}
    if is_training:
        axes = tuple(range(x.ndim - 1))
        mean = x.mean(axes)
        variance = (x * x).mean(axes) - mean * mean
        count = x.size // x.shape[-1]
        updated = {
            f"{name}.running mean": 0.9 * running_mean + 0.1 * mean,
            f"{name}.running variance": 0.9 * running_variance + 0.1 * variance * count / max(count - 1, 1),
        }
    factor = weights[f"{name}.scale"] * lax.rsqrt(variance + 1e-5)
    return (x - mean) * factor + weights[f"{name}.offset"], updated


def update(described, weights, gradients, state, count):
    """New weights and state of the optimizer."""
    ((kind, options),) = described.items()
    rate, tree = options["rate"], jax.tree.map
    if kind == "sgd":
        return tree(lambda w, g: w - rate * g, weights, gradients), state
    if kind == "momentum":
        velocity = tree(lambda v, g: options["decay"] * v - rate * g, state, gradients)
        return tree(jnp.add, weights, velocity), velocity
    first = tree(lambda m, g: 0.9 * m + 0.1 * g, state[0], gradients)
    second = tree(lambda v, g: 0.999 * v + 0.001 * g * g, state[1], gradients)
    step, root = rate / (1 - 0.9**count), 1 / (1 - 0.999**count)
    changed = tree(lambda w, m, v: w - step * m / (jnp.sqrt(v * root) + 1e-8), weights, first, second)
    return changed, (first, second)


class JAX:
    version = f"JAX {jax.__version__}"

    def __init__(self, workload, weights, inputs, classes, threads):
        layers = placed(workload.layers, workload.input)
        statistics = {name for layer in flattened(layers) for name in layer.states}
        self.statistics = {name: jnp.asarray(value) for name, value in weights.items() if name in statistics}
        self.weights = {name: jnp.asarray(value) for name, value in weights.items() if name not in statistics}
        self.inputs = [jnp.asarray(batch) for batch in inputs]
        self.classes = [jnp.asarray(batch, jnp.int32) for batch in classes]
        zeros = lambda: jax.tree.map(jnp.zeros_like, self.weights)
        self.state = {"sgd": tuple, "momentum": zeros, "adam": lambda: (zeros(), zeros())}[next(iter(workload.optimizer))]()
        # Much cheaper on processors than JAX's default generator.
        self.key = jax.random.key(1, impl="rbg")
        self.count = jnp.zeros(())

        def loss(weights, statistics, x, y, key):
            scores, updated = apply(layers, weights | statistics, x, key)
            return -jnp.take_along_axis(jax.nn.log_softmax(scores), y[:, None], 1).mean(), updated

        def train(weights, statistics, state, key, count, x, y):
            key, own = jax.random.split(key)
            (value, statistics), gradients = jax.value_and_grad(loss, has_aux=True)(weights, statistics, x, y, own)
            weights, state = update(workload.optimizer, weights, gradients, state, count + 1)
            return value, weights, statistics, state, key, count + 1

        self.train = jax.jit(train, donate_argnums=(0, 1, 2, 3, 4))
        self.predict = jax.jit(lambda weights, x: apply(layers, weights, x, None)[0])
        if workload.is_inference:
            everything = self.weights | self.statistics
            self.step = lambda batch: self.predict(everything, self.inputs[batch])

    def step(self, batch):
        value, self.weights, self.statistics, self.state, self.key, self.count = self.train(
            *(self.weights, self.statistics, self.state, self.key, self.count),
            *(self.inputs[batch], self.classes[batch]),
        )
        return value

    def wait(self, result):
        return np.asarray(result)


serve(JAX)

"""What all contestants begin with: weights and examples."""

from math import prod

import numpy as np

from workloads import CLASSES, leaves


def initial_weights(workload, seed=1):
    """Parameters and running statistics, by the names that the engine gives them. Glorot's uniform initialisation."""
    random, weights = np.random.default_rng(seed), {}
    for layer in leaves(workload):
        for name, shape in layer.parameters.items():
            if name.endswith("weight"):
                fans = prod(shape[:-1]) + shape[-1] * prod(shape[:-2])
                bound = (6 / fans) ** 0.5
                weights[name] = random.uniform(-bound, bound, shape)
            else:
                weights[name] = np.full(shape, 1.0 if name.endswith("scale") else 0.0)
        for name, shape in layer.states.items():
            weights[name] = np.full(shape, 1.0 if name.endswith("variance") else 0.0)
    return {name: np.ascontiguousarray(value, np.float32) for name, value in weights.items()}


def examples(workload, seed=2):
    """Images of ten classes that can be learned: a pattern of each class under noise. A third of the classes are wrong, so
    that losses stay away from zero, where rounding shows."""
    count = max(12_800, 20 * workload.batch) // workload.batch * workload.batch
    random = np.random.default_rng(seed)
    patterns = random.uniform(0, 1, (CLASSES, *workload.input)) * (random.uniform(0, 1, (CLASSES, *workload.input)) < 0.3)
    classes = random.integers(0, CLASSES, count)
    noise = random.random((count, *workload.input), dtype=np.float32)
    inputs = (patterns[classes] + noise - 0.65).astype(np.float32)
    wrong = random.random(count) < 1 / 3
    classes[wrong] = random.integers(0, CLASSES, wrong.sum())
    return {"inputs": inputs, "classes": classes.astype(np.float32)}

"""Writes edges.json: what operations give at the edges of single precision, and their derivatives there.

Each case has what PyTorch computes in single precision, and the exact value, rounded once: by mpmath with 60 digits, by
PyTorch in double precision, or by a limit that is written here. Where it is null there is none, or none that all agree on. A name is that of the operation and, behind a stroke, of its operands.
README.md says how to run it.
"""
import json
import math
import pathlib
import sys

import mpmath
import numpy
import torch
import torch.nn.functional as F

mpmath.mp.dps = 60
INF, NAN = math.inf, math.nan
FINITE = [
    0.0, -0.0, 1.401298464324817e-45, -1.401298464324817e-45, 1e-40, -1e-40, 1.1754943508222875e-38, -1.1754943508222875e-38,
    1e-30, -1e-30, 1e-8, -1e-8, 1e-5, -1e-5, 1e-3, -1e-3, 0.1, -0.1, 0.5, -0.5, 1.0, -1.0, 1.5, -1.5, 2.5, -2.5, 5.0, -5.0, 9.0, -9.0,
    13.0, -13.0, 15.0, -15.0, 20.0, -20.0, 50.0, -50.0, 87.0, -87.0, 88.5, -88.5, 89.0, -89.0, 95.0, -95.0, 110.0, -110.0,
    1e4, -1e4, 1e30, -1e30, 3e38, -3e38,
]
POINTS = [float(numpy.float32(x)) for x in FINITE] + [INF, -INF, NAN]


def written(values):
    """Numbers as text, since JSON knows neither infinities nor NaN."""
    with numpy.errstate(over="ignore"):
        return [None if x is None else str(numpy.float32(x)) for x in values]


def rounded(x):
    """An mpmath number in single precision, rounded once."""
    if mpmath.isnan(x) or mpmath.isinf(x) or x == 0:
        return float(x)
    _, exponent = mpmath.frexp(x)
    unit = mpmath.mpf(2) ** max(int(exponent) - 24, -149)
    result = float(mpmath.nint(x / unit) * unit)
    return math.copysign(INF, result) if abs(result) > 3.4028234663852886e38 else math.copysign(result, float(mpmath.sign(x)))


def by_torch(function, operands, upstream=None, dtype=torch.float32, differentiated=None):
    """The result, and the derivatives of Σ upstream · result by the operands."""
    tensors = [torch.tensor(x, dtype=torch.float32).to(dtype) for x in operands]
    differentiated = range(len(tensors)) if differentiated is None else differentiated
    for index in differentiated:
        tensors[index].requires_grad_()
    y = function(*tensors)
    weights = torch.ones_like(y) if upstream is None else torch.tensor(upstream, dtype=dtype).reshape(y.shape)
    if y.requires_grad:
        y.backward(weights)
    gradients = [tensors[i].grad if tensors[i].grad is not None else torch.zeros_like(tensors[i]) for i in differentiated]
    return y.detach().flatten().tolist(), [g.flatten().tolist() for g in gradients]


CASES = []


def add(name, operands, function, *, shapes=None, upstream=None, exact=None, exact_gradients=None, differentiated=None,
        doubled=False, scaled=False, scaled_gradients=None, floors=(0.0, 0.0)):
    """`doubled` takes PyTorch's result in double precision for the exact one; `scaled` says that errors of the value, and
    `scaled_gradients` that those of gradients, are relative to the largest element, or to a floor: that of the terms that
    cancel."""
    value, gradients = by_torch(function, operands, upstream, differentiated=differentiated)
    in_double = by_torch(function, operands, upstream, torch.float64, differentiated) if doubled else (None, None)
    exact = in_double[0] if exact is None else exact
    exact_gradients = in_double[1] if exact_gradients is None else exact_gradients
    flat = [numpy.array(x, dtype=numpy.float32) for x in operands]
    CASES.append({
        "name": name,
        "operands": [{"shape": list(x.shape), "values": written(x.flatten())} for x in flat],
        "differentiated": list(range(len(operands)) if differentiated is None else differentiated),
        "upstream": None if upstream is None else written(upstream),
        "scaled": [scaled, scaled if scaled_gradients is None else scaled_gradients],
        "floors": floors,
        "pytorch": {"value": written(value), "gradients": [written(g) for g in gradients]},
        "exact": {
            "value": written(exact if exact is not None else [None] * len(value)),
            "gradients": [written(g) for g in exact_gradients] if exact_gradients is not None
            else [[None] * len(g) for g in gradients],
        },
    })


# Functions of one number

def unary(name, function, value=None, slope=None, limits=(None,) * 4, at_zero=(), scaled_slopes=False):
    """`limits`: the value at −∞ and ∞, the slope at −∞ and ∞. `at_zero`: the value and the slope at 0 if they are not those of
    the formulas; a kink has no slope."""
    def exact(x, formula, low, high, zero):
        if math.isnan(x) or formula is None:
            return None
        if math.isinf(x):
            return low if x < 0 else high
        if x == 0 and zero is not False:
            return zero
        if x == 0 and formula is value:
            result = formula(mpmath.mpf(0))
            return math.copysign(0.0, x) if result == 0 and odd else float(result)
        return rounded(mpmath.mpf(formula(mpmath.mpf(x))))
    odd = value is not None and value(mpmath.mpf("1e-3")) < 0.01 and value(mpmath.mpf("-1e-3")) < 0
    zero_value, zero_slope = at_zero if at_zero else (False, False)
    add(name, [POINTS], function,
        exact=[exact(x, value, limits[0], limits[1], zero_value) for x in POINTS],
        exact_gradients=[[exact(x, slope, limits[2], limits[3], zero_slope) for x in POINTS]],
        scaled_gradients=scaled_slopes)


exp, one = mpmath.exp, mpmath.mpf(1)


def sigma(x):
    return one / (one + exp(-x))


def density(x):
    return exp(-x * x / 2) / mpmath.sqrt(2 * mpmath.pi)


def phi(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def bounded(formula, bound=2000):
    """The formula without numbers of millions of digits: from the bound on it is 0 or what it is at the bound."""
    return lambda x: formula(mpmath.mpf(max(-bound, min(bound, x))))


def times_bounded(formula, bound=2000):
    return lambda x: x * formula(mpmath.mpf(max(-bound, min(bound, x))))


def elu(a):
    return lambda x: x if x > 0 else a * mpmath.expm1(max(x, -2000))


def elu_slope(a):
    return lambda x: one if x > 0 else a * exp(max(x, -2000))


A, L = mpmath.mpf("1.6732632423543772848170429916717"), mpmath.mpf("1.0507009873554804934193349852946")
unary("negate", lambda x: -x, lambda x: -x, lambda x: -one, (INF, -INF, -1, -1))
unary("magnitude", torch.abs, abs, lambda x: mpmath.sign(x), (INF, INF, -1, 1), (0.0, None))
unary("sign", torch.sign, mpmath.sign, lambda x: mpmath.mpf(0), (-1, 1, 0, 0), (0.0, 0.0))
unary("square", torch.square, lambda x: x * x, lambda x: 2 * x, (INF, INF, -INF, INF))
unary("square root", torch.sqrt)
unary("exponential", torch.exp, bounded(exp), bounded(exp), (0, INF, 0, INF))
unary("exponential minus one", torch.expm1, bounded(mpmath.expm1), bounded(exp), (-1, INF, 0, INF))
unary("logarithm", torch.log)
unary("sine", torch.sin)
unary("cosine", torch.cos)
unary("tanh", torch.tanh, bounded(mpmath.tanh), bounded(lambda x: mpmath.sech(x) ** 2), (-1, 1, 0, 0),
      scaled_slopes=True)
unary("sigmoid", torch.sigmoid, bounded(sigma), bounded(lambda x: sigma(x) * sigma(-x)), (0, 1, 0, 0))
unary("ReLU", torch.relu, lambda x: max(x, mpmath.mpf(0)), lambda x: one if x > 0 else mpmath.mpf(0), (0, INF, 0, 1), (None, None))
unary("leaky ReLU", lambda x: F.leaky_relu(x, 0.25), lambda x: x if x > 0 else x / 4, lambda x: one if x > 0 else one / 4,
      (-INF, INF, 0.25, 1), (None, None))
unary("leaky ReLU of slope 0", lambda x: F.leaky_relu(x, 0.0))
unary("ELU", F.elu, elu(one), elu_slope(one), (-1, INF, 0, 1), (None, 1.0))
unary("ELU of 1.5", lambda x: F.elu(x, 1.5), elu(mpmath.mpf(1.5)), elu_slope(mpmath.mpf(1.5)), (-1.5, INF, 0, 1), (None, 1.5))
unary("SELU", F.selu, lambda x: L * elu(A)(x), lambda x: L * elu_slope(A)(x), (rounded(-L * A), INF, 0, rounded(L)))
unary("GELU", F.gelu, times_bounded(phi), bounded(lambda x: phi(x) + x * density(x)), (-0.0, INF, 0, 1))
unary("SiLU", F.silu, times_bounded(sigma), bounded(lambda x: sigma(x) * (1 + x * sigma(-x))), (-0.0, INF, 0, 1))
unary("softplus", F.softplus, lambda x: max(x, mpmath.mpf(0)) + mpmath.log1p(exp(-min(abs(x), mpmath.mpf(2000)))),
      bounded(sigma), (0, INF, 0, 1))
unary("error function", torch.erf, bounded(mpmath.erf), bounded(lambda x: 2 / mpmath.sqrt(mpmath.pi) * exp(-x * x)),
      (-1, 1, 0, 0))
for exponent in (0, 1, 2, 3, 0.5, 2.5, -1):
    unary(f"power {exponent}", lambda x, e=exponent: x ** e)
unary("product with a number", lambda x: 3 * x)
unary("sum with a number", lambda x: x + 0.5)
unary("number less tensor", lambda x: 1 - x)
for divisor in (3, 49, 0.1, 1e-40, 0.0, INF, 2.0 ** 127, 2.0 ** -127, 4):
    unary(f"tensor over {divisor}", lambda x, d=float(numpy.float32(divisor)): x / torch.tensor(d, dtype=x.dtype))
for dividend in (1, 3, 0.1):
    unary(f"{dividend} over tensor", lambda x, d=float(numpy.float32(dividend)): torch.tensor(d, dtype=x.dtype) / x)
unary("clamp", lambda x: torch.clamp(x, -1, 1), lambda x: max(-one, min(one, x)), None, (-1, 1, 0, 0))

# Functions of two numbers

SOME = [float(numpy.float32(x)) for x in
        (0.0, -0.0, 1.401298464324817e-45, 1e-40, 1.0, -1.0, 3.0, 1e-30, 1e30, -3e38, INF, -INF, NAN)]
LEFT, RIGHT = [a for a in SOME for _ in SOME], [b for _ in SOME for b in SOME]
for name, function in {
    "add": torch.add, "subtract": torch.subtract, "multiply": torch.multiply, "divide": torch.divide,
    "maximum": torch.maximum, "minimum": torch.minimum,
    "greater": lambda a, b: (a > b).to(a.dtype), "greater or equal": lambda a, b: (a >= b).to(a.dtype),
    "less": lambda a, b: (a < b).to(a.dtype), "less or equal": lambda a, b: (a <= b).to(a.dtype),
    "equal": lambda a, b: (a == b).to(a.dtype),
    "replacement": lambda a, b: torch.where(b > 0, b, a),
}.items():
    # PyTorch's are exact; a replacement made of sums has no −0.
    exact, _ = by_torch(function, [LEFT, RIGHT])
    add(name, [LEFT, RIGHT], function, exact=[abs(x) if name == "replacement" and x == 0 else x for x in exact])


# Functions of vectors

VECTORS = [
    [1.0], [NAN], [INF], [-INF], [0.0, -0.0], [NAN, 1.0], [1.0, NAN, 2.0, NAN], [INF, -INF], [-INF, -INF], [INF, 0.0], [-INF, 0.0],
    [0.0, -INF, 2.0], [INF, INF], [3e38, 3e38], [-3e38, 3e38, 3e38], [1e-45, 1e-45, 1e-40], [1e30, -1e30], [0.1] * 49, [0.1] * 3,
    [1000.0, 999.0, -1000.0], [5.0, 5.0, 5.0], [20.0, 0.0], [-100.0, 0.0], [1e-8, 2e-8],
]


def totals(x):
    return math.fsum(x) if all(map(math.isfinite, x)) else None


def exact_lse(x):
    if any(math.isnan(v) for v in x):
        return NAN
    if INF in x:
        return INF
    finite = [mpmath.mpf(v) for v in x if v > -INF]
    return rounded(mpmath.log(sum(exp(v - max(finite)) for v in finite)) + max(finite)) if finite else -INF


def exact_softmax(x, logarithm=False):
    if any(math.isnan(v) or v == INF for v in x) or max(x) == -INF:
        return [None] * len(x)
    powers = [exp(mpmath.mpf(v) - mpmath.mpf(max(x))) if v > -INF else mpmath.mpf(0) for v in x]
    shares = [p / sum(powers) for p in powers]
    return [(rounded(mpmath.log(s)) if s > 0 else -INF) if logarithm else rounded(s) for s in shares]


for number, vector in enumerate(VECTORS):
    x = [float(numpy.float32(v)) for v in vector]
    upstream = [float(1 + i % 3) for i in range(len(x))]
    total = totals(x)
    label = f"| vector {number}"
    add(f"sum {label}", [x], torch.sum, exact=[total], scaled=True)
    add(f"mean {label}", [x], torch.mean, exact=[None if total is None else total / len(x)], scaled=True)
    add(f"largest {label}", [x], torch.max)
    add(f"smallest {label}", [x], torch.min)
    add(f"argmax {label}", [x], lambda x: torch.argmax(x).to(x.dtype))
    add(f"cumulative sum {label}", [x], lambda x: torch.cumsum(x, 0), upstream=upstream, scaled=True)
    all_lowest = max(x, default=0) == -INF
    add(f"logarithm of a sum of exponentials {label}", [x], lambda x: torch.logsumexp(x, 0), exact=[exact_lse(x)],
        exact_gradients=[[0.0] * len(x) if all_lowest else exact_softmax(x)], scaled=True)
    add(f"softmax {label}", [x], lambda x: torch.softmax(x, 0), upstream=upstream, exact=exact_softmax(x), scaled=True,
        doubled=True)
    add(f"logarithm of softmax {label}", [x], lambda x: torch.log_softmax(x, 0), upstream=upstream,
        exact=exact_softmax(x, True), scaled=True, doubled=True)

# Losses

for number, (row, label) in enumerate([
    ([1.0, 2.0, 3.0], 0), ([0.0, -INF, 1.0], 0), ([0.0, -INF, 1.0], 1), ([-INF, -INF, 0.0], 2), ([-INF, -INF, -INF], 0),
    ([INF, 0.0, 0.0], 0), ([INF, 0.0, 0.0], 1), ([NAN, 0.0, 1.0], 1), ([3e38, -3e38, 0.0], 0), ([3e38, -3e38, 0.0], 1),
    ([1e4, 1e4 + 1, 0.0], 0), ([0.0, 0.0, 0.0], 1), ([20.0, 0.0, 0.0], 0), ([5.0], 0),
]):
    for smoothing in (0.0, 0.25):
        if len(row) == 1 and smoothing:
            continue
        add(f"softmax cross-entropy smoothed by {smoothing} | scores {number}", [[row], [float(label)]],
            lambda x, t, s=smoothing: F.cross_entropy(x, t.long(), label_smoothing=s), differentiated=[0], doubled=True, scaled=True)


def exact_bce(x, t):
    if math.isnan(x):
        return NAN
    if math.isinf(x):
        return 0.0 if t == (1 if x > 0 else 0) else INF
    x, t = mpmath.mpf(x), mpmath.mpf(t)
    return rounded(max(x, mpmath.mpf(0)) - x * t + mpmath.log1p(exp(-min(abs(x), mpmath.mpf(2000)))))


def exact_bce_slope(x, t):
    return NAN if math.isnan(x) else rounded(bounded(sigma)(mpmath.mpf(x)) - mpmath.mpf(t)) if math.isfinite(x) else float(x > 0) - t


for target in (0.0, 1.0, 0.5):
    add(f"binary cross-entropy | with target {target}", [POINTS, [target] * len(POINTS)],
        lambda x, t: F.binary_cross_entropy_with_logits(x, t, reduction="none"), differentiated=[0],
        exact=[exact_bce(x, target) for x in POINTS], exact_gradients=[[exact_bce_slope(x, target) for x in POINTS]],
        scaled_gradients=True)
for name, function in {
    "squared error": F.mse_loss, "absolute error": F.l1_loss, "Huber's loss": F.huber_loss,
}.items():
    add(name, [LEFT, RIGHT], lambda a, b, f=function: f(a, b, reduction="none"), differentiated=[0])

# Normalisations. Rows are examples, columns channels.

BATCHES = {
    "| of equal numbers": [[5.0, 0.1], [5.0, 0.1], [5.0, 0.1], [5.0, 0.1]],
    "| of large numbers": [[1e30, -1e30], [-1e30, 3e30], [2e30, 1e30], [5e30, -2e30]],
    "| of the largest numbers": [[1e38, -1e38], [-1e38, 1e38], [1e38, 5e37], [-1e38, 0.0]],
    "| of small numbers": [[1e-30, -1e-30], [-1e-30, 3e-30], [2e-30, 1e-30], [5e-30, -2e-30]],
    "| of subnormal numbers": [[1e-40, -1e-40], [-1e-40, 3e-40], [2e-40, 1e-40], [5e-40, -2e-40]],
    "| of large and small numbers": [[1e30, 1.0], [-1e30, 2.0], [1e30, 3.0], [3e30, 5.0]],
    "| with an infinity": [[INF, 1.0], [2.0, 2.0], [3.0, 4.0], [4.0, 3.0]],
    "| with NaN": [[NAN, 1.0], [2.0, 2.0], [3.0, 4.0], [4.0, 3.0]],
    "| far from 0": [[1e4, 1e4], [1e4 + 1, 1e4 + 2], [1e4 + 2, 1e4 + 1], [1e4 + 3, 1e4 + 3]],
}
# Of the value and of the gradients.
FLOORS = {
    "| of equal numbers": (1.0, 1.0), "| of large numbers": (1.0, 3e-30), "| of the largest numbers": (1.0, 3e-38),
    "| of large and small numbers": (1.0, 3e-30), "| of subnormal numbers": (1e-36, 0.0),
}
UPSTREAM = [1.0, -2.0, 0.5, 3.0, -1.0, 1.0, 2.0, 0.25]


def rms_norm(x):
    return F.rms_norm(x, (x.shape[1],), eps=1e-5)


for label, batch in BATCHES.items():
    common = {"upstream": UPSTREAM, "doubled": True, "scaled": True, "floors": FLOORS.get(label, (0.0, 0.0))}
    add(f"batch normalisation {label}", [batch], lambda x: F.batch_norm(x, None, None, training=True), **common)
    add(f"layer normalisation {label}", [batch], lambda x: F.layer_norm(x, (2,)), **common)
    add(f"RMS normalisation {label}", [batch], rms_norm, **common)
    add(f"group normalisation {label}", [batch], lambda x: F.group_norm(x.reshape(1, 2, 4), 2).reshape(4, 2), **common)
add("layer normalisation | of single numbers", [[[3.0], [1e30], [-0.0]]], lambda x: F.layer_norm(x, (1,)),
    doubled=True, scaled=True, floors=(1.0, 1.0))
add("RMS normalisation | of single numbers", [[[3.0], [1e30], [-2.0]]], rms_norm, doubled=True, scaled=True,
    floors=(1.0, 1.0))

# Pooling of one image of one channel

IMAGES = {
    "| with NaN": [[NAN, 1.0, 2.0, 3.0], [0.0, 5.0, NAN, NAN], [1.0, 1.0, -INF, -INF], [1.0, 1.0, -INF, -INF]],
    "| with infinities": [[INF, 1.0, -INF, 3.0], [0.0, INF, 2.0, 1.0], [-INF, INF, 7.0, 7.0], [1.0, 1.0, 7.0, 7.0]],
    "| of large numbers": [[1e30, 1e38, -1e30, 3.0], [3e38, 3e38, 3e38, 1.0], [0.1, 0.1, 1e-45, 1e-45], [0.1, 0.1, 0.0, -0.0]],
}


def image(x):
    return x.reshape(1, 1, 4, 4)


for label, pixels in IMAGES.items():
    add(f"max pooling {label}", [pixels], lambda x: F.max_pool2d(image(x), 2).flatten(), upstream=[1.0, 2.0, 3.0, 4.0])
    add(f"overlapping max pooling {label}", [pixels], lambda x: F.max_pool2d(image(x), 3, 1, 1).flatten(),
        upstream=[float(2 ** i) for i in range(16)])
    add(f"average pooling {label}", [pixels], lambda x: F.avg_pool2d(image(x), 2).flatten(), upstream=[1.0, 2.0, 3.0, 4.0],
        doubled=True)
add("whole average pooling | of equal numbers", [[[0.1] * 49]],
    lambda x: F.avg_pool2d(x.reshape(1, 1, 7, 7), 7).flatten())

# Products

add("matrix product | with an infinity", [[[0.0, INF], [1.0, 2.0], [NAN, 1.0]], [[INF, 0.0, 1e30], [1.0, 0.0, 1e30]]], torch.matmul)
add("matrix product | of large numbers", [[[1e30, 1e-30]], [[1e30], [1e-30]]], torch.matmul)

# Dropout multiplies by a mask.

torch.manual_seed(0)
dropped = F.dropout(torch.full([64], INF), 0.5)

output = pathlib.Path(__file__).parent / "edges.json"
made_by = f"Python {sys.version.split()[0]}, PyTorch {torch.__version__}, NumPy {numpy.__version__}, mpmath {mpmath.__version__}"
with output.open("w", encoding="utf-8") as file:
    file.write('{"madeBy": ' + json.dumps(made_by) + ',\n"dropoutOfInfinityHasNaN": '
               + json.dumps(bool(torch.isnan(dropped).any())) + ',\n"cases": [\n')
    file.write(",\n".join(json.dumps(case, ensure_ascii=False) for case in CASES))
    file.write("\n]}\n")

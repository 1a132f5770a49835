/// Why results are not PyTorch's in single precision.
enum EdgeDifference {
  /// Ours are the exact ones.
  case exact(String)
  /// There is no exact one at some places, and we chose another.
  case chosen(String)

  var isChosen: Bool { if case .chosen = self { true } else { false } }
}

/// The operations whose results are not always PyTorch's. *Where frameworks differ* has them for users.
let edgeDifferences: [String: EdgeDifference] = [
  "ELU": nanDerivative, "ELU of 1.5": nanDerivative, "SELU": nanDerivative,
  "GELU": .exact(
    "1 + erf(x) cancels below −3, and PyTorch has NaN at infinities; the tail itself does not, and has limits"
  ),
  "SiLU": .exact(
    "PyTorch has 0 where e⁻ˣ overflows, and NaN at −∞; the result has digits there, and a limit"),
  "sigmoid": .exact("PyTorch has 0 where e⁻ˣ overflows; the result is a subnormal number there"),
  "exponential minus one": .exact(
    "PyTorch adds 1 to the result for the derivative, which cancels; eˣ does not"),
  "mean": .exact("PyTorch's sum overflows; ours is in double precision"),
  "logarithm of a sum of exponentials": .exact(
    "PyTorch's derivative e^(x − result) loses what the result rounds off, and is NaN where all elements are −∞"
  ),
  "binary cross-entropy": .exact("the terms of PyTorch's formula cancel where the target is 0; ours do not"),
  "RMS normalisation": largeSquares, "layer normalisation": largeSquares,
  "group normalisation": largeSquares, "batch normalisation": largeSquares,
  "absolute error": nanSign, "sign": nanSign, "magnitude": nanSign,
  "clamp": .chosen("NaN passes the derivative, as it does through ReLU; PyTorch stops it"),
  "maximum": ties, "minimum": ties,
  "replacement": .exact("a sum of two gated tensors makes 0 of −0"),
  "power 0.5": .chosen("as C and NumPy have it: 0 for −0 and ∞ for −∞; PyTorch takes the square root"),
]

private let nanDerivative = EdgeDifference.chosen(
  "the derivative e^NaN is NaN; PyTorch has that of positive numbers")
private let largeSquares = EdgeDifference.exact(
  "squares of large numbers overflow in PyTorch; ours are added in double precision where they do")
private let nanSign = EdgeDifference.chosen("the sign of NaN is NaN, as in NumPy; PyTorch has 0")
private let ties = EdgeDifference.chosen(
  "the first of equal operands is chosen and has the whole derivative, as in pooling; PyTorch halves it")

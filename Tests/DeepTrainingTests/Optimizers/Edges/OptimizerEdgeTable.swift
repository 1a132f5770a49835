// Where the engine gives something else than PyTorch or NumPy at the edges of single precision, and why.
// `WhereFrameworksDiffer.md` tells it to users.

private let zeros = ["zero", "negative zero", "one element of zero"]
private let tooLargeToSquare = ["1e30", "largest"]
private let tooSmallToSquare = ["1e-30", "1e-38", "subnormal", "smallest subnormal"]

let differencesOfOptimizers: [DeliberateDifferences] = [
  DeliberateDifferences(
    ["normalisedGradient"], tooLargeToSquare + tooSmallToSquare, from: [.single],
    "the norm neither overflows nor vanishes, so the step has the length η"),
  DeliberateDifferences(
    ["normalisedGradient"], zeros, from: [.single, .double, .definition],
    "zeros have no direction: no step instead of 0/0"),
  DeliberateDifferences(
    ["muon"], tooLargeToSquare, from: [.single], "the norm does not overflow, so the step is like others"),
  DeliberateDifferences(
    ["adagrad", "adadelta", "rmsProp", "adam", "amsGrad", "adamW", "nadam"],
    tooLargeToSquare + ["one element"],
    from: [.double],
    "the square is infinite in single precision, in PyTorch too, and the weight makes no step"),
  DeliberateDifferences(
    ["adam", "amsGrad", "adamW"], ["one element"], from: [.single],
    "1e20 is squared before it is multiplied by 1 − β₂, in PyTorch after it, where overflow begins at 5.8e20"),
  DeliberateDifferences(
    ["nesterov"], ["largest"], from: [.single],
    "η is multiplied before gradients are added up, which does not overflow; PyTorch adds them up first"),
  DeliberateDifferences(
    ["nesterov"], ["smallest subnormal"], from: [.single, .double],
    "half of the smallest number is 0: η is multiplied before gradients are added up"),
  DeliberateDifferences(
    ["adagrad", "rmsProp", "nadam"], ["smallest subnormal"], from: [.single],
    "η is multiplied last, which is exact; PyTorch multiplies the gradient by η first, which gives 0"),
  DeliberateDifferences(
    ["adam", "amsGrad", "adamW", "nadam", "adaMax", "lion"], ["smallest subnormal"], from: [.double],
    "a tenth of the smallest number is 0, in PyTorch too"),
]

let differencesOfChanges: [DeliberateDifferences] = [
  DeliberateDifferences(
    ["parameterNorm", "globalNorm", "dividingByNorm", "maxNorm"], tooLargeToSquare, from: [.single],
    "the norm does not overflow, so the result has the length that was asked for instead of 0"),
  DeliberateDifferences(
    ["unitNorm"], tooLargeToSquare + tooSmallToSquare, from: [.single],
    "the norm neither overflows nor vanishes, so the result has the norm 1"),
  DeliberateDifferences(
    ["unitNorm"], zeros, from: [.single, .double, .definition], "zeros have no direction and stay"),
]

let differencesOfLengths: [DeliberateDifferences] = [
  DeliberateDifferences(
    ["norm"], tooLargeToSquare + tooSmallToSquare, from: [.single],
    "the norm neither overflows nor vanishes"),
  DeliberateDifferences(
    ["standardDeviation"], ["subnormal", "smallest subnormal"], from: [.single],
    "PyTorch's derivative is infinite or NaN there"),
  DeliberateDifferences(
    ["standardDeviation"], ["largest"], from: [.single, .double],
    "a distance from the mean is more than the largest number, so the deviation is infinite"),
]

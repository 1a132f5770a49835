/// Where the table of edges has what the engine defines.
enum EdgeRow {
  /// Operations of the golden values.
  case golden([String])
  /// It moves elements, or draws them, and computes with none.
  case moves
  /// Another suite looks at its edges, for the reason given.
  case elsewhere(String)
}

/// A row for each operation, and for each function, activation and loss that users see, by its name in the source.
let edgeRows: [String: EdgeRow] = [
  // Operations
  "Unary": .golden(["negate"]), "Binary": .golden(["add"]),
  "Sum": .golden(["sum"]), "Mean": .golden(["mean"]), "Maximum": .golden(["largest", "smallest"]),
  "RootMeanSquare": .golden(["layer normalisation", "RMS normalisation", "group normalisation"]),
  "Norm": .elsewhere("the tests of norms"), "LengthFactors": .elsewhere("the tests of norms"),
  "CumulativeSum": .golden(["cumulative sum"]), "ArgMax": .golden(["argmax"]),
  "NormalizedExponential": .golden(["softmax"]),
  "SoftmaxCrossEntropy": .golden([
    "softmax cross-entropy smoothed by 0.0", "softmax cross-entropy smoothed by 0.25",
  ]),
  "CorrectCount": .elsewhere("MetricTests: counts, which have no derivative"),
  "MatrixProduct": .golden(["matrix product"]),
  "DescendedProduct": .elsewhere("PlanTests: the bits of product and sum"),
  "BatchNormalization": .golden(["batch normalisation"]),
  "BatchNormalizationGradient": .golden(["batch normalisation"]),
  "PooledBatchNormalization": .elsewhere("NormalizationRuleTests: the bits of both operations"),
  "PooledBatchNormalizationGradient": .elsewhere("NormalizationRuleTests: the bits of both operations"),
  "WindowSelection": .golden(["max pooling", "overlapping max pooling"]),
  "WindowScatter": .golden(["max pooling", "overlapping max pooling"]),
  "WindowMean": .golden(["average pooling", "whole average pooling"]),
  "WindowSpread": .golden(["average pooling", "whole average pooling"]),
  "Convolution": .elsewhere("oneDNN's sums of products, see “Where frameworks differ”"),
  "BiasedConvolution": .elsewhere("oneDNN's sums of products"),
  "WinogradConvolution": .elsewhere("EndedConvolutionTests: sums in tiles spread infinities"),
  "WinogradWeights": .elsewhere("EndedConvolutionTests"),
  "WinogradWeightGradient": .elsewhere("EndedConvolutionTests"),
  "PooledConvolution": .elsewhere("EndedConvolutionTests"),
  "ElementwiseRun": .elsewhere("ElementwiseProgramTests: the bits of its steps; all plans here fuse"),
  "DropoutMask": .moves, "NormalNoise": .moves, "GradientBarrier": .moves, "Broadcast": .moves,
  "Reshaping": .moves, "Slice": .moves, "Join": .moves, "Permute": .moves, "Section": .moves,
  "Embedding": .moves, "Concatenation": .moves, "Split": .moves,

  // Functions of one number
  "negate": .golden(["negate"]), "absolute": .golden(["magnitude"]),
  "positive": .golden(["ELU", "magnitude"]),
  "square": .golden(["square"]), "exponential": .golden(["exponential"]),
  "exponentialMinusOne": .golden(["exponential minus one"]), "logarithm": .golden(["logarithm"]),
  "sine": .golden(["sine"]), "cosine": .golden(["cosine"]), "leakyReLUSlope": .golden(["leaky ReLU"]),
  "eluSlope": .golden(["ELU", "ELU of 1.5"]), "scale": .golden(["product with a number", "tensor over 4"]),
  "offset": .golden(["sum with a number", "number less tensor"]),
  "divisor": .golden(
    ["3", "49", "0.1", "1e-40", "0.0", "inf", "4", "1.7014118346046923e+38", "5.877471754111438e-39"].map {
      "tensor over \($0)"
    }),
  "dividend": .golden(["1 over tensor", "3 over tensor", "0.1 over tensor"]),

  // Functions of two numbers
  "add": .golden(["add"]), "subtract": .golden(["subtract"]), "multiply": .golden(["multiply"]),
  "divide": .golden(["divide"]), "greater": .golden(["greater", "less"]),
  "greaterOrEqual": .golden(["greater or equal", "less or equal"]), "equal": .golden(["equal"]),
  "gate": .golden(["ReLU", "replacement", "maximum"]),
  "masked": .elsewhere("EdgeTests: what is dropped is 0"),
  "tanhGradient": .golden(["tanh"]), "sigmoidGradient": .golden(["sigmoid"]),
  "geluGradient": .golden(["GELU"]), "siluGradient": .golden(["SiLU"]),

  // Functions of tensors
  "magnitude": .golden(["magnitude"]), "sign": .golden(["sign"]), "squared": .golden(["square"]),
  "squareRoot": .golden(["square root"]), "exp": .golden(["exponential"]),
  "expMinusOne": .golden(["exponential minus one"]), "log": .golden(["logarithm"]), "sin": .golden(["sine"]),
  "cos": .golden(["cosine"]), "tanh": .golden(["tanh"]), "sigmoid": .golden(["sigmoid"]),
  "relu": .golden(["ReLU"]), "leakyReLU": .golden(["leaky ReLU", "leaky ReLU of slope 0"]),
  "elu": .golden(["ELU", "ELU of 1.5"]), "gelu": .golden(["GELU"]), "silu": .golden(["SiLU"]),
  "softplus": .golden(["softplus"]), "errorFunction": .golden(["error function"]),
  "power": .golden(["0", "1", "2", "3", "0.5", "2.5", "-1"].map { "power \($0)" }),
  "maximum": .golden(["maximum"]), "minimum": .golden(["minimum"]), "clamped": .golden(["clamp"]),
  "softmax": .golden(["softmax"]), "logSoftmax": .golden(["logarithm of softmax"]),
  "withoutGradient": .moves, "sum": .golden(["sum"]), "mean": .golden(["mean"]),
  "variance": .elsewhere("the tests of statistics"),
  "standardDeviation": .elsewhere("the tests of statistics"),
  "max": .golden(["largest"]), "min": .golden(["smallest"]),
  "logSumExp": .golden(["logarithm of a sum of exponentials"]),
  "cumulativeSum": .golden(["cumulative sum"]), "argmax": .golden(["argmax"]),
  "norm": .elsewhere("the tests of norms"), "reshaped": .moves, "broadcast": .moves, "permuted": .moves,
  "transposed": .moves,

  // Activations
  "ReLU": .golden(["ReLU"]), "LeakyReLU": .golden(["leaky ReLU"]), "ELU": .golden(["ELU"]),
  "SELU": .golden(["SELU"]), "GELU": .golden(["GELU"]), "SiLU": .golden(["SiLU"]),
  "Softplus": .golden(["softplus"]), "Sigmoid": .golden(["sigmoid"]), "Tanh": .golden(["tanh"]),
  "Softmax": .golden(["softmax"]),

  // Losses
  "softmaxCrossEntropy": .golden(["softmax cross-entropy smoothed by 0.0"]),
  "binaryCrossEntropy": .golden(["binary cross-entropy"]), "meanSquaredError": .golden(["squared error"]),
  "meanAbsoluteError": .golden(["absolute error"]), "huber": .golden(["Huber's loss"]),
]

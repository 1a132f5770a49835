import Foundation
import TestSupport
import Testing

@testable import DeepTraining

/// The engine against PyTorch: in double precision by the reference interpreter, in single precision by its kernels.
@Suite("Golden values")
struct GoldenTests {
  @Test("an operation has the results and derivatives that PyTorch computes", arguments: Golden.operations)
  func operation(_ golden: OperationCase) throws {
    let recorder = Recorder()
    let names = golden.inputs.keys.sorted()
    // What was a constant would be computed with in single precision, so the statistics are inputs too.
    let given = golden.inputs.merging(golden.before ?? [:]) { first, _ in first }
    let inputs = given.reduce(into: [:]) { inputs, named in
      inputs[named.key] = recorder.input(named.key, shape: Shape(named.value.shape))
    }
    let (output, statistics) = try golden.apply(to: inputs)
    let upstream = recorder.input("upstream", shape: Shape(golden.upstream.shape))
    let derivatives = gradients(of: (output * upstream).sum(), at: names.map { inputs[$0]! })

    let expected =
      [golden.output] + names.map { golden.gradients[$0]! }
      + ["running mean", "running variance"].compactMap { golden.after?[$0] }
    let outputs = [output] + derivatives + statistics
    try #require(outputs.count == expected.count)
    let fed = given.merging(["upstream": golden.upstream]) { first, _ in first }
    let found = recorder.evaluate(outputs, inputs: fed.mapValues(\.reference))
    for (index, expected) in expected.enumerated() {
      expectAgreement(
        found.double[index], expected.values, within: 1e-9, "result \(index) in double precision")
      expectAgreement(
        found.single[index], expected.values, within: 1e-4, "result \(index) in single precision")
    }
  }

  @Test("an optimizer's steps are PyTorch's, eager and in single precision", arguments: Golden.optimizers)
  func optimizerInSinglePrecision(_ golden: OptimizerCase) {
    var weights = Tensor(golden.weights[0])
    var step = Stepper(golden.optimizer, for: weights, layout: golden.layout)
    for (index, expected) in golden.weights.dropFirst().enumerated() {
      let (loss, gradient) = valueAndGradient(at: weights) { golden.value(at: $0) }
      step(&weights, gradient)
      let tolerance = index < 10 ? 1e-4 : 1e-3
      expectAgreement(
        [loss.scalar], [golden.losses[index]], within: tolerance, "the loss before step \(index)")
      expectAgreement(weights.scalars, expected, within: tolerance, "the weights after step \(index)")
    }
  }

  @Test("an optimizer's steps are PyTorch's, recorded and in double precision", arguments: Golden.optimizers)
  func optimizerInDoublePrecision(_ golden: OptimizerCase) {
    let start = GoldenTensor(shape: [golden.weights[0].count], values: golden.weights[0])
    var step = DoubleStep(golden.optimizer, parameters: ["w": start], layout: golden.layout) { _, recorded in
      (golden.value(at: recorded["w"]!), [:])
    }
    for (index, expected) in golden.weights.dropFirst().enumerated() {
      let loss = step(index)
      expectAgreement([loss], [golden.losses[index]], within: 1e-9, "the loss before step \(index)")
      expectAgreement(step.contents["w"]!.scalars, expected, within: 1e-9, "the weights after step \(index)")
    }
  }

  @Test("50 steps of training go as PyTorch's do, in double precision", arguments: Golden.trainings)
  func trainingInDoublePrecision(_ golden: TrainingCase) throws {
    let first = golden.snapshots["0"]!
    let names = try golden.model.requirements()
    let parameters = Dictionary(
      uniqueKeysWithValues: pairs(names.parameters.map(\.name), first.parameters.map(\.tensor)))
    let states = Dictionary(
      uniqueKeysWithValues: pairs(names.states.map(\.name), first.running.flatMap { [$0.mean, $0.variance] }))
    var step = try DoubleStep(golden.optimizer, parameters: parameters, states: states) {
      recorder, recorded in
      let context = LayerContext(
        mode: .training, parameter: { recorded[$0.name]! }, state: { recorded[$0.name]! })
      let x = recorder.input("x", shape: golden.inputShape.batched(golden.batchSize))
      let scores = try golden.model.apply(x, in: context)
      let labels = recorder.input("labels", shape: [golden.batchSize])
      return (Loss.softmaxCrossEntropy.apply(scores, labels), context.updates)
    }
    for index in golden.losses.indices {
      let (inputs, labels) = golden.batch(ofStep: index)
      let loss = step(
        index,
        inputs: [
          "x": ReferenceTensor(golden.inputShape.batched(golden.batchSize), inputs),
          "labels": ReferenceTensor([golden.batchSize], labels.map(Double.init)),
        ])
      expectAgreement([loss], [golden.losses[index]], within: 1e-9, "the loss before step \(index)")
      guard let snapshot = golden.snapshots["\(index + 1)"] else { continue }
      for (name, expected) in pairs(names.parameters.map(\.name), snapshot.parameters) {
        let found = step.contents[name]!.scalars
        expectAgreement(found, expected.tensor.values, within: 1e-9, "\(name) after \(index + 1) steps")
      }
      for (name, expected) in pairs(
        names.states.map(\.name), snapshot.running.flatMap { [$0.mean, $0.variance] })
      {
        let found = step.contents[name]!.scalars
        expectAgreement(found, expected.values, within: 1e-9, "\(name) after \(index + 1) steps")
      }
    }
  }

  @Test("a trainer's 50 steps go as PyTorch's do", arguments: Golden.trainings)
  func trainer(_ golden: TrainingCase) throws {
    let trainer = try Trainer(
      golden.modelFromFirstParameters(), loss: .softmaxCrossEntropy, optimizer: golden.optimizer)
    let inputs = golden.inputs.tensor
    for index in golden.losses.indices {
      let (examples, labels) = golden.batch(ofStep: index)
      let batch = try Dataset(
        inputShape: golden.inputShape.extents, inputs: examples.map { Float($0) },
        targets: .classes(labels.map(Int32.init), count: 5))
      let loss = try trainer.fit(batch, epochs: 1, batchSize: golden.batchSize).training.loss
      let tolerance = index < 10 ? 1e-4 : 1e-3
      expectAgreement(loss, [golden.losses[index]], within: tolerance, "the loss before step \(index)")
      guard let snapshot = golden.snapshots["\(index + 1)"] else { continue }
      let scores = trainer.network(inputs).scalars
      expectAgreement(
        scores, snapshot.scores.values, within: tolerance, "the scores after \(index + 1) steps")
      for (found, (first, expected)) in pairs(
        trainer.network.parameters, Array(pairs(golden.snapshots["0"]!.parameters, snapshot.parameters)))
      {
        let given = found.name.contains("given") ? first.tensor.tensor : Tensor(zerosLike: found.tensor)
        expectAgreement(
          (given + found.tensor).scalars, expected.tensor.values, within: tolerance,
          "\(found.name) after \(index + 1) steps")
      }
    }
  }
}

// MARK: - The cases in terms of the engine

extension Golden {
  static let trainings = [multilayerPerceptron, batchNormalised, convolutional]
}

extension OperationCase {
  /// The output, and what the running statistics become.
  fileprivate func apply(to inputs: [String: Tensor]) throws -> (output: Tensor, statistics: [Tensor]) {
    func input(_ name: String) -> Tensor { inputs[name]! }
    func input(to layer: any Layer) throws -> Tensor {
      let context = LayerContext(
        mode: .training, parameter: { input(String($0.name.split(separator: ".").last!)) },
        state: { preconditionFailure("\($0.name) is not given") })
      return try layer.apply(input("x"), in: context)
    }
    switch name {
    case "sigmoid": return (input("x").sigmoid(), [])
    case "tanh": return (input("x").tanh(), [])
    case "relu": return (input("x").relu(), [])
    case "softmax": return (input("x").softmax(), [])
    case "matrixProduct": return (input("a").matrixProduct(input("b")), [])
    case "softmaxCrossEntropy":
      return (Loss.softmaxCrossEntropy.apply(input("scores"), Tensor(labels!.map(Double.init))), [])
    case "meanSquaredError": return (Loss.meanSquaredError.apply(input("predictions"), input("targets")), [])
    case "layerNorm": return (try input(to: LayerNorm(epsilon: epsilon!)), [])
    case "rmsNorm": return (try input(to: RMSNorm(epsilon: epsilon!)), [])
    case "groupNorm": return (try input(to: GroupNorm(groups: 3, epsilon: epsilon!)), [])
    case "weightNorm": return (try input(to: WeightNorm(Dense(4))), [])
    case "recurrent": return (try input(to: Recurrent(6)), [])
    case "recurrentStates": return (try input(to: Recurrent(6, output: .everyStep)), [])
    case "convolution":
      let convolved = input("x").convolved(
        with: input("weight"), stride: Size2D(stride!), padding: pad,
        dilation: Size2D(dilation!), groups: groups!)
      return (convolved, [])
    case "maxPool":
      return (try input(to: MaxPool2D(Size2D(window!), stride: Size2D(stride!), padding: pad)), [])
    case "averagePool":
      return (try input(to: AveragePool2D(Size2D(window!), stride: Size2D(stride!), padding: pad)), [])
    case "batchNormTraining", "batchNormInference":
      let context = LayerContext(
        mode: name == "batchNormTraining" ? .training : .inference,
        parameter: { input(String($0.name.dropFirst())) }, state: { input(String($0.name.dropFirst())) })
      let output = try BatchNorm(decay: decay!, epsilon: epsilon!).apply(input("x"), in: context)
      return (output, [".running mean", ".running variance"].compactMap { context.updates[$0] })
    default: throw UnknownCase(name: name)
    }
  }
}

extension OperationCase {
  private var pad: Padding { padding == "same" ? .same : .valid }
}

extension Size2D {
  fileprivate init(_ pair: [Int]) { self.init(pair[0], pair[1]) }
}

extension TrainingCase {
  fileprivate var optimizer: Optimizer { .momentum(momentum, learningRate: learningRate) }

  fileprivate var model: Model {
    model { _, layer in layer }
  }

  /// The model with the first parameters built in, so that a trainer starts from them.
  fileprivate func modelFromFirstParameters() -> Model {
    let first = snapshots["0"]!.parameters
    let weights = first.filter { $0.name == "weight" }.map(\.tensor.tensor)
    let biases = first.filter { $0.name == "bias" }.map(\.tensor.tensor)
    return model { index, _ in
      Given(weight: weights[index], bias: biases[index], padding: index == 1 ? .same : .valid)
    }
  }

  /// The layers, those with weights and biases, by their number, replaced by others.
  private func model(replacing: (Int, any Layer) -> any Layer) -> Model {
    Model(input: inputShape) {
      if isOfImages {
        replacing(0, Conv2D(4, kernel: 3))
        BatchNorm()
        ReLU()
        MaxPool2D(2)
        replacing(1, Conv2D(6, kernel: 3, padding: .same))
        Flatten()
        replacing(2, Dense(5))
      } else {
        replacing(0, Dense(8))
        if isNormalised { BatchNorm() }
        ReLU()
        replacing(1, Dense(5))
      }
    }
  }

  fileprivate func batch(ofStep step: Int) -> (inputs: [Double], labels: [Int]) {
    let width = inputShape.count
    let examples = step * batchSize % labels.count..<step * batchSize % labels.count + batchSize
    return (
      Array(inputs.values[examples.lowerBound * width..<examples.upperBound * width]), Array(labels[examples])
    )
  }
}

/// A dense layer or a convolution whose parameters are differences from given ones: they take the same steps.
private struct Given: Layer {
  let weight: Tensor
  let bias: Tensor
  let padding: Padding
  let name = "given"
  let location = DeepTraining.SourceLocation(file: #filePath, line: #line)

  func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    let fans = Fans(input: weight.shape[0], output: weight.shape[1])
    let current =
      weight + context.parameter("weight", shape: weight.shape, initializer: .zeros, fans: fans)
    let product =
      weight.shape.rank == 2
      ? x.matrixProduct(current) : try x.asImages().convolved(with: current, padding: padding)
    return product + (bias + context.parameter("bias", shape: bias.shape, initializer: .zeros, fans: fans))
  }
}

private struct UnknownCase: Error {
  let name: String
}

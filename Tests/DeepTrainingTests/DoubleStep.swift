import TestSupport
import Testing

@testable import DeepTraining

/// A training step in double precision: loss, derivatives and the optimizer's update as the engine defines them,
/// recorded once and computed by the reference interpreter.
struct DoubleStep {
  /// Parameters, states and what the optimizer remembers, by name.
  private(set) var contents: [String: ReferenceTensor] = [:]
  private let recorder = Recorder()
  private let loss: Tensor
  /// What each of the contents becomes.
  private var updates: [String: Tensor]
  private var numbers: [@Sendable (StepPosition) -> Double] = []

  /// - Parameters:
  ///   - parameters: What the optimizer changes.
  ///   - states: What the model itself changes.
  ///   - layout: How a single parameter is made of several; each is a weight by default.
  ///   - record: Gives the loss for recorded contents, and what each state becomes.
  init(
    _ optimizer: Optimizer, parameters: [String: GoldenTensor], states: [String: GoldenTensor] = [:],
    layout: ParameterLayout? = nil,
    record: (Recorder, [String: Tensor]) throws -> (loss: Tensor, updates: [String: Tensor])
  ) rethrows {
    contents = parameters.merging(states) { first, _ in first }.mapValues(\.reference)
    let recorder = recorder
    let recorded = contents.reduce(into: [:]) { recorded, content in
      recorded[content.key] = recorder.input(content.key, shape: content.value.shape)
    }
    (loss, updates) = try record(recorder, recorded)

    let names = parameters.keys.sorted()
    let gradients = gradients(of: loss, at: names.map { recorded[$0]! })
    var numbers = numbers
    func number(_ rule: @escaping @Sendable (StepPosition) -> Double) -> Tensor {
      numbers.append(rule)
      return recorder.input("number \(numbers.count - 1)", shape: [])
    }
    let learningRate = number { optimizer.learningRate.learningRate(at: $0) }
    for (name, gradient) in pairs(names, gradients) {
      let initial = optimizer.initialState(for: parameters[name]!.tensor)
      var state = initial
      func stateName(_ index: Int) -> String { "\(name), state \(index)" }
      for (index, tensor) in initial.enumerated() {
        contents[stateName(index)] = ReferenceTensor(tensor.shape, tensor.scalars)
        state[index] = recorder.input(stateName(index), shape: tensor.shape)
      }
      let context = UpdateContext(
        layout: layout ?? ParameterLayout(weight: Shape(parameters[name]!.shape)), learningRate: learningRate,
        number: number)
      updates[name] = optimizer.update(recorded[name]!, gradient: gradient, state: &state, in: context)
      for (index, tensor) in state.enumerated() { updates[stateName(index)] = tensor }
    }
    self.numbers = numbers
  }

  /// Makes step `step`, and gives the loss before it.
  mutating func callAsFunction(_ step: Int, inputs: [String: ReferenceTensor] = [:]) -> Double {
    var all = contents.merging(inputs) { first, _ in first }
    for (index, number) in numbers.enumerated() {
      all["number \(index)"] = ReferenceTensor([], [number(StepPosition(step: step))])
    }
    let results = recorder.graph.reference(inputs: all)
    for (name, update) in updates { contents[name] = results[recorder.value(of: update)]! }
    return results[recorder.value(of: loss)]!.scalars[0]
  }
}

extension Recorder {
  /// What the reference interpreter and a plan give for `outputs`.
  func evaluate(
    _ outputs: [Tensor], inputs: [String: ReferenceTensor]
  ) -> (double: [[Double]], single: [[Double]]) {
    let values = outputs.map(value)
    let results = graph.reference(inputs: inputs)
    let plan = Plan(self, outputs: outputs)
    for (name, input) in inputs {
      _ = plan.input(name).update(fromContentsOf: input.scalars.map { Float($0) })
    }
    plan.run()
    return (values.map { results[$0]!.scalars }, outputs.indices.map { plan.output($0).map(Double.init) })
  }
}

extension UpdateContext {
  /// The context of the first step on weights of one shape.
  static func firstStep(for weights: Shape) -> UpdateContext {
    UpdateContext(
      layout: ParameterLayout(weight: weights), learningRate: Tensor(0.1),
      number: { rule in Tensor(rule(StepPosition(step: 0))) })
  }
}

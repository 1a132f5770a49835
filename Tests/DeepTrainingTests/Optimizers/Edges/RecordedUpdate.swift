@testable import DeepTraining

/// The update of an optimizer, recorded with the gradient as an input, so that any gradient can be given.
struct RecordedUpdate {
  private let recorder = Recorder()
  private let optimizer: Optimizer
  private let shape: Shape
  /// The weights and the states of the transforms afterwards.
  private var results: [Tensor] = []
  private var initial: [ReferenceTensor]
  private var numbers: [@Sendable (StepPosition) -> Double] = []

  init(_ optimizer: Optimizer, weights: Tensor, layout: ParameterLayout) {
    self.optimizer = optimizer
    shape = weights.shape
    let states = optimizer.initialState(for: weights), recorder = recorder
    initial = ([weights] + states).map { ReferenceTensor($0.shape, $0.scalars) }
    var place = 0, numbers: [@Sendable (StepPosition) -> Double] = []
    func number(_ rule: @escaping @Sendable (StepPosition) -> Double) -> Tensor {
      numbers.append(rule)
      return recorder.input("number \(numbers.count - 1)", shape: [])
    }
    var recorded = states.map { tensor in
      place += 1
      return recorder.input("content \(place)", shape: tensor.shape)
    }
    let learningRate = number { optimizer.learningRate.learningRate(at: $0) }
    let updated = optimizer.update(
      recorder.input("content 0", shape: shape), gradient: recorder.input("gradient", shape: shape),
      state: &recorded,
      in: UpdateContext(layout: layout, learningRate: learningRate, number: number))
    results = [updated] + recorded
    self.numbers = numbers
  }

  /// The weights after each of some steps, as the reference interpreter computes them.
  func double(_ gradient: [Double], steps: Int) -> [[Double]] {
    var contents = initial
    return (0..<steps).map { step in
      var inputs = ["gradient": ReferenceTensor(shape, gradient)]
      for (index, content) in contents.enumerated() { inputs["content \(index)"] = content }
      for (index, rule) in numbers.enumerated() {
        inputs["number \(index)"] = ReferenceTensor([], [rule(StepPosition(step: step))])
      }
      let values = recorder.graph.reference(inputs: inputs)
      contents = results.map { values[recorder.value(of: $0)]! }
      return contents[0].scalars
    }
  }

  /// The same, as a plan does.
  func planned(_ gradient: [Double], steps: Int) -> [[Double]] {
    let plan = Plan(recorder, outputs: results)
    var contents = initial.map { $0.scalars.map { Float($0) } }
    return (0..<steps).map { step in
      _ = plan.input("gradient").update(fromContentsOf: gradient.map { Float($0) })
      for (index, content) in contents.enumerated() {
        _ = plan.input("content \(index)").update(fromContentsOf: content)
      }
      for (index, rule) in numbers.enumerated() {
        plan.input("number \(index)")[0] = Float(rule(StepPosition(step: step)))
      }
      plan.run()
      contents = results.indices.map { Array(plan.output($0)) }
      return contents[0].map(Double.init)
    }
  }

  /// The same, as a stepper does.
  func eager(_ gradient: [Double], steps: Int, layout: ParameterLayout) -> [[Double]] {
    var weights = Tensor(initial[0].scalars, shape: shape)
    var stepper = Stepper(optimizer, for: weights, layout: layout)
    return (0..<steps).map { _ in
      stepper(&weights, Tensor(gradient, shape: shape))
      return weights.scalars
    }
  }
}

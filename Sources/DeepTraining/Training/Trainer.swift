/// Trains one model: owns its parameters and the plans that change them.
public final class Trainer {
  private let model: Model
  private let loss: Loss
  private let optimizer: Optimizer
  private let metrics: [Metric]
  private let seed: Int
  private let requirements: Requirements
  private let variables: Variables
  /// A state of the optimizer for each transform that has some: the indices of its variables.
  private let optimizerState: [[Int]]
  private var trainingSteps: [Int: TrainingStep] = [:]
  private var evaluationPlans: [Int: Plan] = [:]
  private var position = StepPosition(step: 0, epoch: 0)

  /// A trainer of a model with fresh parameters.
  ///
  /// - Parameters:
  ///   - loss: What is made small.
  ///   - optimizer: How.
  ///   - clipping: A bound on the gradient, before the optimizer sees it; none by default.
  ///   - metrics: What is measured beside the loss; nothing by default.
  ///   - seed: Decides the first parameters, the order of the examples and what dropout drops.
  /// - Throws: `ModelError` at the first layer that does not fit, `TrainingError` for a model without parameters.
  public init(
    _ model: Model, loss: Loss, optimizer: Optimizer, clipping: Clipping? = nil, metrics: [Metric] = [],
    seed: Int = DefaultSeed.value
  ) throws {
    self.model = model
    self.loss = loss
    let optimizer = clipping.map { Optimizer([$0] + optimizer.transforms) } ?? optimizer
    self.optimizer = optimizer
    self.metrics = metrics
    self.seed = seed
    requirements = try model.requirements()
    guard requirements.parameterCount > 0 else { throw TrainingError("the model has no parameters to train") }
    let parameters = Tensor(
      shape: [requirements.parameterCount], floats: requirements.initialParameters(seed: seed))
    let initialState = optimizer.initialState(for: parameters)
    var contents = [parameters]
    contents += requirements.states.map { Tensor(repeating: $0.initialValue, shape: $0.shape) }
    optimizerState = initialState.map { state in
      defer { contents += state }
      return Array(contents.count..<(contents.count + state.count))
    }
    variables = Variables(contents.map(\.shape))
    for (index, content) in contents.enumerated() { variables.set(index, to: content.floats) }
  }

  /// The network as it is now.
  public var network: Network {
    Network(
      model, requirements, parameters: Array(variables[0]),
      states: requirements.states.indices.map { variables.tensor(1 + $0) })
  }

  /// Parameters and running statistics at one moment.
  struct Snapshot: Sendable {
    fileprivate let contents: [[Float]]
  }

  var snapshot: Snapshot { Snapshot(contents: (0...requirements.states.count).map { Array(variables[$0]) }) }

  /// Sets parameters and running statistics back; the optimizer's state stays.
  func restore(_ snapshot: Snapshot) {
    for (index, content) in snapshot.contents.enumerated() { variables.set(index, to: content) }
  }

  /// Goes through the training data `epochs` times, in a new order each time, changing the parameters after every
  /// batch; the last batch of an epoch may be smaller. A second call goes on where the first ended.
  ///
  /// - Parameters:
  ///   - data: What is learned from.
  ///   - validation: What the network is measured on after each epoch, without learning from it.
  ///   - epochs: How often all examples are seen.
  ///   - batchSize: How many examples are looked at before each change.
  ///   - callbacks: What looks at the training after each epoch and may end it, as ``EarlyStopping`` does.
  /// - Throws: `TrainingError` if data, model and loss do not fit, or the loss stops being a finite number.
  public func fit(
    _ data: Dataset, validation: Dataset? = nil, epochs: Int, batchSize: Int, callbacks: [any Callback] = []
  ) throws -> History {
    try check(data)
    if let validation { try check(validation) }
    guard epochs > 0 else { throw TrainingError("\(epochs) epochs were asked for; at least 1 is expected") }
    guard (1...data.count).contains(batchSize) else {
      throw TrainingError(
        "the batch size is \(batchSize); with \(data.count) examples 1...\(data.count) is expected")
    }
    for callback in callbacks { try callback.check(hasValidation: validation != nil) }
    var history = History(), callbacks = callbacks
    let batches = Batches(data)
    for _ in 0..<epochs {
      history.training.append(try trainEpoch(data, batches, batchSize: batchSize))
      if let validation { history.validation.append(try evaluate(validation)) }
      position.epoch += 1
      // Each looks at every epoch, even if another has had enough.
      var goesOn = true
      for index in callbacks.indices where !callbacks[index].epochEnded(history, self) { goesOn = false }
      if !goesOn { break }
    }
    for index in callbacks.indices { callbacks[index].trainingEnded(self) }
    return history
  }

  /// How well the network does, in inference mode.
  public func evaluate(_ data: Dataset) throws -> Evaluation {
    try check(data)
    var total = Totals()
    let batches = Batches(data), batchSize = 256
    let order = Array(0..<Int32(data.count))
    for start in stride(from: 0, to: data.count, by: batchSize) {
      let indices = order[start..<min(start + batchSize, data.count)]
      let plan = try evaluationPlan(batchSize: indices.count, data)
      batches.feed(indices, to: plan)
      plan.run()
      total.add(plan, count: indices.count)
    }
    return total.evaluation(metrics)
  }

  private func check(_ data: Dataset) throws {
    guard Shape(data.inputShape) == model.inputShape else {
      throw TrainingError(
        "the model takes examples of shape \(model.inputShape), the data's have \(Shape(data.inputShape))")
    }
    try loss.check(data, outputShape: requirements.outputShape)
    if metrics.contains(.accuracy), data.classCount == nil {
      throw TrainingError("accuracy needs classes as targets; the data has numbers")
    }
  }

  private func trainEpoch(_ data: Dataset, _ batches: Batches, batchSize: Int) throws -> Evaluation {
    var shuffling = RandomStream(seed: seed, stream: Streams.shuffling).split(position.epoch)
    let order = shuffling.shuffledIndices(data.count).map(Int32.init)
    var total = Totals()
    for start in stride(from: 0, to: data.count, by: batchSize) {
      let indices = order[start..<min(start + batchSize, data.count)]
      let step = try trainingStep(batchSize: indices.count, data)
      batches.feed(indices, to: step.plan)
      step.feedNumbers(position)
      step.plan.run(Run(seed: UInt64(truncatingIfNeeded: seed), step: UInt64(position.step)))
      let loss = step.plan.output(0)[0]
      guard loss.isFinite else {
        throw TrainingError(
          "the loss is \(loss.isNaN ? "nan" : "\(loss)") in step \(position.step + 1), epoch \(position.epoch + 1); "
            + "try a smaller learning rate or another initialisation")
      }
      total.add(step.plan, count: indices.count)
      position.step += 1
    }
    return total.evaluation(metrics)
  }
}

// MARK: - Plans

extension Trainer {
  private func trainingStep(batchSize: Int, _ data: Dataset) throws -> TrainingStep {
    if let step = trainingSteps[batchSize] { return step }
    let recording = try record(.training, batchSize: batchSize, data)
    let recorder = recording.recorder
    let gradient = Tensor.apply(
      Join(), gradients(of: recording.loss, at: recording.parameters))[0]
    var rules: [@Sendable (StepPosition) -> Double] = []
    let context = UpdateContext { rule in
      rules.append(rule)
      return recorder.input("number \(rules.count - 1)", shape: [])
    }
    var state = optimizerState.map { $0.map { recorder.variable($0, shape: variables.shapes[$0]) } }
    let updated = optimizer.update(recording.weights, gradient: gradient, state: &state, in: context)
    var assignments = [(variable: 0, value: updated)]
    for (index, required) in requirements.states.enumerated() {
      if let value = recording.updates[required.name] { assignments.append((1 + index, value)) }
    }
    for (variable, value) in zip(optimizerState.joined(), state.joined()) {
      assignments.append((variable, value))
    }
    let plan = Plan(recorder, outputs: recording.outputs, assignments: assignments, variables: variables)
    let step = TrainingStep(plan: plan, rules: rules)
    trainingSteps[batchSize] = step
    return step
  }

  private func evaluationPlan(batchSize: Int, _ data: Dataset) throws -> Plan {
    if let plan = evaluationPlans[batchSize] { return plan }
    let recording = try record(.inference, batchSize: batchSize, data)
    let plan = Plan(recording.recorder, outputs: recording.outputs, variables: variables)
    evaluationPlans[batchSize] = plan
    return plan
  }

  /// The model applied to a batch, up to loss and metrics.
  private func record(_ mode: Mode, batchSize: Int, _ data: Dataset) throws -> Recording {
    let recorder = Recorder()
    let weights = recorder.variable(0, shape: variables.shapes[0])
    var parameters: [Tensor] = []
    var stateCount = 0
    let context = LayerContext(
      mode: mode,
      parameter: { parameter in
        parameters.append(
          .apply(Slice(offset: parameter.offset, target: parameter.shape), weights))
        return parameters.last!
      },
      state: { state in
        stateCount += 1
        return recorder.variable(stateCount, shape: state.shape)
      })
    let x = recorder.input("x", shape: model.inputShape.batched(batchSize))
    let targets = recorder.input("targets", shape: loss.targetShape(of: data, batchSize: batchSize))
    let predictions = try model.apply(x, in: context).last!.output
    let value = loss.apply(predictions, targets)
    let measured = metrics.map { metric in
      switch metric {
      case .accuracy: Tensor.apply(CorrectCount(), predictions, targets)
      }
    }
    return Recording(
      recorder: recorder, weights: weights, parameters: parameters, loss: value, outputs: [value] + measured,
      updates: context.updates)
  }
}

private struct Recording {
  let recorder: Recorder
  let weights: Tensor
  let parameters: [Tensor]
  let loss: Tensor
  /// The loss and, for each metric, its sum over the batch.
  let outputs: [Tensor]
  let updates: [String: Tensor]
}

/// A plan that changes the parameters, for batches of one size.
private struct TrainingStep {
  let plan: Plan
  /// What each number that depends on the step is.
  let rules: [@Sendable (StepPosition) -> Double]

  func feedNumbers(_ position: StepPosition) {
    for (index, rule) in rules.enumerated() { plan.input("number \(index)")[0] = Float(rule(position)) }
  }
}

/// Sums over batches.
private struct Totals {
  private var count = 0
  private var loss = 0.0
  private var metrics: [Double] = []

  /// Adds what a plan has just measured on a batch: the mean loss, then the sum of each metric.
  mutating func add(_ plan: Plan, count: Int) {
    if metrics.isEmpty { metrics = [Double](repeating: 0, count: plan.outputCount - 1) }
    self.count += count
    loss += Double(plan.output(0)[0]) * Double(count)
    for index in metrics.indices { metrics[index] += Double(plan.output(1 + index)[0]) }
  }

  func evaluation(_ names: [Metric]) -> Evaluation {
    Evaluation(
      loss: loss / Double(count),
      metrics: Dictionary(uniqueKeysWithValues: zip(names, metrics.map { $0 / Double(count) })))
  }
}

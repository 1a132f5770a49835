/// Trains one model: owns its parameters and the plans that change them.
public final class Trainer {
  let model: Model
  let loss: Loss
  let optimizer: Optimizer
  let constraint: Constraint?
  let averaging: WeightAveraging?
  let metrics: [Metric]
  let seed: Int
  let requirements: Requirements
  /// The parameters as one vector, then the model's states, then the optimizer's, then the mean of the parameters.
  let variables: Variables
  /// The indices of the variables that hold the optimizer's state.
  let optimizerState: Range<Int>
  /// The index of the parameters' mean, if one is maintained.
  let averageVariable: Int?
  private var trainingSteps: [Int: TrainingStep] = [:]
  private var evaluationPlans: [Int: Plan] = [:]
  /// The factor of the schedule's learning rates: 1 until it is changed, for example by ``ReduceOnPlateau``.
  public var learningRateFactor = 1.0
  /// Whether steps measure the norm of the gradient, which requires different plans.
  private(set) var measuresGradientNorm = false {
    didSet { if measuresGradientNorm != oldValue { trainingSteps = [:] } }
  }
  /// The position of the next step.
  var position = StepPosition(step: 0, epoch: 0)

  /// A trainer of a model with fresh parameters.
  ///
  /// - Parameters:
  ///   - model: The model to train.
  ///   - loss: The function to minimise.
  ///   - optimizer: The rule for the steps.
  ///   - regularization: A penalty on large weights, whose gradient is added before clipping; none by default.
  ///   - clipping: A bound on the gradient, applied before the optimizer; none by default.
  ///   - constraint: A condition that weights fulfil after every step; none by default.
  ///   - averaging: A mean of the weights to maintain for ``averagedNetwork(statisticsFrom:batchSize:)``; none by
  ///     default.
  ///   - metrics: Measurements in addition to the loss; none by default.
  ///   - seed: The seed of the initial parameters, the order of the examples and dropout.
  /// - Throws: `ModelError` at the first layer that does not fit, `TrainingError` for a model without parameters and
  ///   for impossible settings, such as a learning rate of 0 or a momentum of 1.5.
  public convenience init(
    _ model: Model, loss: Loss, optimizer: Optimizer, regularization: Regularization? = nil,
    clipping: Clipping? = nil, constraint: Constraint? = nil, averaging: WeightAveraging? = nil,
    metrics: [Metric] = [], seed: Int = DefaultSeed.value
  ) throws {
    try self.init(
      model.initialized(seed: seed), loss: loss, optimizer: optimizer, regularization: regularization,
      clipping: clipping, constraint: constraint, averaging: averaging, metrics: metrics, seed: seed)
  }

  /// A trainer that continues with a network's parameters and running statistics. The optimizer's state begins anew,
  /// and the network itself does not change. The other arguments are those of the initialiser with a model.
  ///
  /// - Throws: `TrainingError` for a model without parameters and for impossible settings.
  public init(
    _ network: Network, loss: Loss, optimizer: Optimizer, regularization: Regularization? = nil,
    clipping: Clipping? = nil, constraint: Constraint? = nil, averaging: WeightAveraging? = nil,
    metrics: [Metric] = [], seed: Int = DefaultSeed.value
  ) throws {
    model = network.model
    self.loss = loss
    let before: [(any GradientTransform)?] = [regularization, clipping]
    let optimizer = optimizer.preceded(by: before.compactMap { $0 })
    try optimizer.check()
    try constraint?.check()
    try averaging?.check()
    self.optimizer = optimizer
    self.constraint = constraint
    self.averaging = averaging
    self.metrics = metrics
    self.seed = seed
    requirements = network.requirements
    guard requirements.layout.count > 0 else { throw TrainingError("the model has no parameters to train") }
    let parameters = network.parameterVector
    let initialState = optimizer.initialState(for: parameters)
    var contents = [parameters]
    contents += network.states.map(\.tensor)
    optimizerState = contents.count..<(contents.count + initialState.count)
    contents += initialState
    averageVariable = averaging.map { _ in contents.count }
    if averaging != nil { contents.append(parameters) }
    variables = Variables(contents.map(\.shape))
    for (index, content) in contents.enumerated() { variables.set(index, to: content.floats) }
  }

  /// The learning rate of the next step.
  public var learningRate: Double {
    optimizer.learningRate.learningRate(at: position) * learningRateFactor
  }

  /// The current network.
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

  /// Restores parameters and running statistics; the optimizer's state stays.
  func restore(_ snapshot: Snapshot) {
    for (index, content) in snapshot.contents.enumerated() { variables.set(index, to: content) }
  }

  /// Trains for `epochs` passes through the training data, each in a new order, with a step for every batch; the last
  /// batch of an epoch may be smaller. A second call continues where the first one ended.
  ///
  /// - Parameters:
  ///   - data: The training data.
  ///   - validation: Data for measurements after each epoch; the network does not learn from it.
  ///   - epochs: The number of passes through all examples.
  ///   - batchSize: The number of examples per step.
  ///   - augmentation: Random changes of the training images, different in each epoch; none by default.
  ///   - callbacks: Observers that are called after each epoch and may end the training, such as ``EarlyStopping``.
  ///   - inspection: The interval of inspections; none by default.
  ///   - measuringGradientNorm: Whether the history records the gradient's norm in each step, which takes some time;
  ///     `false` by default.
  ///   - progress: Called with the progress about ten times a second and at each epoch's end.
  /// - Throws: `TrainingError` if data, model and loss do not fit together, or the loss becomes infinite or NaN.
  public func fit(
    _ data: Dataset, validation: Dataset? = nil, epochs: Int, batchSize: Int,
    augmentation: Augmentation? = nil, callbacks: [any Callback] = [],
    inspecting inspection: Inspection? = nil, measuringGradientNorm: Bool = false,
    progress: ((TrainingProgress) -> Void)? = nil
  ) throws -> History {
    try check(data)
    if let validation { try check(validation) }
    guard epochs > 0 else { throw TrainingError("\(epochs) epochs were asked for; at least 1 is expected") }
    try check(batchSize: batchSize, data)
    for callback in callbacks { try callback.check(hasValidation: validation != nil) }
    try inspection?.check()
    measuresGradientNorm = measuringGradientNorm
    let batches = try augmentation.map { try Batches(data, augmentation: $0, seed: seed) } ?? Batches(data)
    func train() throws -> History {
      try self.train(
        data, batches, validation: validation, epochs: epochs, batchSize: batchSize, callbacks, inspection,
        progress)
    }
    // Observers and inspections need an actual training, not a cached result.
    guard inspection == nil, progress == nil, TrainingProgress.observer == nil else { return try train() }
    return try remembered(
      TrainingRequest(
        data: data, validation: validation, epochs: epochs, batchSize: batchSize, augmentation: augmentation,
        callbacks: callbacks), train)
  }

  private func train(
    _ data: Dataset, _ batches: Batches, validation: Dataset?, epochs: Int, batchSize: Int,
    _ callbacks: [any Callback], _ inspection: Inspection?, _ progress: ((TrainingProgress) -> Void)?
  ) throws -> History {
    let stepCount = (data.count + batchSize - 1) / batchSize
    let (allSteps, isTooLarge) = stepCount.multipliedReportingOverflow(by: epochs)
    var log = TrainingLog(
      inspection, ProgressReporter(epochs: epochs, steps: stepCount, progress),
      stepCount: isTooLarge ? .max : allSteps)
    var callbacks = callbacks
    for _ in 0..<epochs {
      let rate = try optimizer.learningRate.checked(at: position, times: learningRateFactor)
      let evaluation = try trainEpoch(data, batches, batchSize: batchSize, &log)
      log.epochEnded(evaluation, validation: try validation.map(evaluate), learningRate: rate)
      averageEpoch()
      position.epoch += 1
      // All callbacks are called after every epoch, even if one of them ends the training.
      var goesOn = true
      for index in callbacks.indices where !callbacks[index].epochEnded(log.history, self) { goesOn = false }
      if !goesOn { break }
    }
    for index in callbacks.indices { callbacks[index].trainingEnded(self) }
    return log.history
  }

  /// The loss and metrics of the network, in inference mode.
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

  func check(batchSize: Int, _ data: Dataset) throws {
    guard (1...data.count).contains(batchSize) else {
      throw TrainingError(
        "the batch size is \(batchSize); with \(data.count) examples 1...\(data.count) is expected")
    }
  }

  func check(_ data: Dataset) throws {
    guard Shape(data.inputShape) == model.inputShape else {
      throw TrainingError(
        "the model takes examples of shape \(model.inputShape), the data has \(Shape(data.inputShape))")
    }
    try loss.check(data, outputShape: requirements.outputShape)
    for metric in metrics { try metric.check(data) }
  }

  private func trainEpoch(
    _ data: Dataset, _ batches: Batches, batchSize: Int, _ log: inout TrainingLog
  ) throws -> Evaluation {
    var shuffling = RandomStream(seed: seed, stream: Streams.shuffling).split(position.epoch)
    let order = shuffling.shuffledIndices(data.count).map(Int32.init)
    let parts = stride(from: 0, to: data.count, by: batchSize).map {
      order[$0..<min($0 + batchSize, data.count)]
    }
    let beginning = state
    var total = Totals()
    for (index, indices) in parts.enumerated() {
      try log.stepBegins(indices, of: data, batches, isFirstOfEpoch: index == 0, self)
      let plan = try learn(from: indices, of: data, batches)
      guard plan.output(0)[0].isFinite else {
        let loss = plan.output(0)[0]
        position.step -= 1
        let origin = try firstNonFinite(from: beginning, data, batches, parts.prefix(index), in: indices)
        throw TrainingError(
          "the loss is \(loss.isNaN ? "nan" : "\(loss)") in step \(position.step + 1), epoch \(position.epoch + 1): "
            + "\(origin); try a smaller learning rate or another initialisation",
          isDivergence: true)
      }
      total.add(plan, count: indices.count)
      log.stepEnded(index + 1, plan, meanLoss: total.evaluation([]).loss, self)
    }
    return total.evaluation(metrics)
  }

  /// Makes one step with the examples at these indices.
  ///
  /// - Parameter rate: The learning rate, if it differs from the schedule's.
  /// - Returns: The plan that was run, with the loss and the metrics of the batch.
  func learn(
    from indices: ArraySlice<Int32>, of data: Dataset, _ batches: Batches, rate: Double? = nil
  ) throws -> Plan {
    let rate = try rate ?? optimizer.learningRate.checked(at: position, times: learningRateFactor)
    let step = try trainingStep(batchSize: indices.count, data)
    batches.feed(indices, to: step.plan, epoch: position.epoch)
    step.feedNumbers(position, learningRate: rate)
    step.plan.run(run)
    position.step += 1
    return step.plan
  }

  /// The seed and the step, which determine the random numbers of the next step.
  var run: Run { Run(seed: UInt64(truncatingIfNeeded: seed), step: UInt64(position.step)) }

  private func trainingStep(batchSize: Int, _ data: Dataset) throws -> TrainingStep {
    if let step = trainingSteps[batchSize] { return step }
    let step = try makeTrainingStep(batchSize: batchSize, data)
    trainingSteps[batchSize] = step
    return step
  }

  private func evaluationPlan(batchSize: Int, _ data: Dataset) throws -> Plan {
    if let plan = evaluationPlans[batchSize] { return plan }
    let plan = try makeEvaluationPlan(batchSize: batchSize, data)
    evaluationPlans[batchSize] = plan
    return plan
  }
}

/// Sums over batches.
private struct Totals {
  private var count = 0
  private var loss = 0.0
  private var metrics: [Double] = []

  /// Adds the outputs of a plan's last run: the mean loss, the sum of each metric, and possibly more.
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

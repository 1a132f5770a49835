// Records the graphs of a trainer's plans.

extension Trainer {
  /// A plan that makes training steps with batches of one size.
  func makeTrainingStep(batchSize: Int, _ data: Dataset, rewriting: [RewritingRule] = .training) throws
    -> TrainingStep
  {
    let recorded = try recordTrainingStep(batchSize: batchSize, data)
    let plan = Plan(
      recorded.recorder, outputs: recorded.outputs, assignments: recorded.assignments, variables: variables,
      rewriting: rewriting)
    return TrainingStep(plan: plan, rules: recorded.rules)
  }

  /// The recording of the training step, without memory.
  func recordTrainingStep(batchSize: Int, _ data: Dataset) throws -> RecordedStep {
    let recording = try record(.training, batchSize: batchSize, data)
    let recorder = recording.recorder
    let gradient = Tensor.apply(Join(), gradients(of: recording.loss, at: recording.parameters))[0]
    var rules: [@Sendable (StepPosition) -> Double] = []
    let context = UpdateContext(
      layout: requirements.layout, learningRate: recorder.input(TrainingStep.learningRate, shape: [])
    ) { rule in
      rules.append(rule)
      return recorder.input(TrainingStep.number(rules.count - 1), shape: [])
    }
    var state = optimizerState.map { recorder.variable($0, shape: variables.shapes[$0]) }
    var updated = optimizer.update(recording.weights, gradient: gradient, state: &state, in: context)
    if let constraint { updated = constraint.apply(to: updated, requirements.layout) }
    var assignments = [(variable: 0, value: updated)] + recording.stateUpdates
    assignments += averageUpdate(recorder, updated)
    for (variable, value) in zip(optimizerState, state) {
      assignments.append((variable, value))
    }
    let norm = measuresGradientNorm ? [gradient.norm()] : []
    return RecordedStep(
      recorder: recorder, outputs: recording.outputs + norm, assignments: assignments, rules: rules)
  }

  /// A plan that measures loss and metrics on batches of one size.
  func makeEvaluationPlan(batchSize: Int, _ data: Dataset) throws -> Plan {
    let recording = try record(.inference, batchSize: batchSize, data)
    return Plan(recording.recorder, outputs: recording.outputs, variables: variables)
  }

  /// The model applied to a batch, up to loss and metrics.
  ///
  /// - Parameter share: Provides the weight of a batch in running statistics as a tensor of the recording; `nil` if
  ///   each layer uses its own.
  func record(
    _ mode: Mode, batchSize: Int, _ data: Dataset, share: (Recorder) -> Tensor? = { _ in nil }
  ) throws -> Recording {
    let recorder = Recorder()
    let weights = recorder.variable(0, shape: variables.shapes[0])
    var parameters: [String: Tensor] = [:]
    var stateCount = 0
    let context = LayerContext(
      mode: mode, share: share(recorder),
      parameter: { [layout = requirements.layout] parameter in
        let place = layout[parameter.name]
        let tensor = Tensor.apply(Slice(offset: place.range.lowerBound, target: place.shape), weights)
        parameters[parameter.name] = tensor
        return tensor
      },
      state: { state in
        stateCount += 1
        return recorder.variable(stateCount, shape: state.shape)
      })
    let x = recorder.input("x", shape: model.inputShape.batched(batchSize))
    let targets = recorder.input("targets", shape: loss.targetShape(of: data, batchSize: batchSize))
    let predictions = try model.apply(x, in: context)
    let value = loss.apply(predictions, targets)
    let measured = metrics.map { $0.sum(predictions, targets) }
    let stateUpdates = requirements.states.enumerated().compactMap { index, state in
      context.updates[state.name].map { (variable: 1 + index, value: $0) }
    }
    return Recording(
      recorder: recorder, weights: weights,
      parameters: requirements.layout.parts.map { parameters[$0.name]! },
      layers: context.results, loss: value, outputs: [value] + measured, stateUpdates: stateUpdates)
  }
}

/// A model applied to a batch.
struct Recording {
  let recorder: Recorder
  /// The vector of all parameters.
  let weights: Tensor
  /// The parameters as parts of the vector.
  let parameters: [Tensor]
  /// The output of each layer.
  let layers: [LayerResult]
  let loss: Tensor
  /// The loss and, for each metric, its sum over the batch.
  let outputs: [Tensor]
  /// The new values of the model's states.
  let stateUpdates: [(variable: Int, value: Tensor)]
}

/// A recorded training step.
struct RecordedStep {
  let recorder: Recorder
  let outputs: [Tensor]
  let assignments: [(variable: Int, value: Tensor)]
  /// The rules of the numbers that depend on the step.
  let rules: [@Sendable (StepPosition) -> Double]
}

/// A plan that changes the parameters, for batches of one size.
struct TrainingStep {
  let plan: Plan
  /// The rules of the numbers that depend on the step.
  let rules: [@Sendable (StepPosition) -> Double]

  static let learningRate = "learning rate"
  static func number(_ index: Int) -> String { "number \(index)" }

  func feedNumbers(_ position: StepPosition, learningRate: Double) {
    plan.input(Self.learningRate)[0] = Float(learningRate)
    for (index, rule) in rules.enumerated() { plan.input(Self.number(index))[0] = Float(rule(position)) }
  }
}

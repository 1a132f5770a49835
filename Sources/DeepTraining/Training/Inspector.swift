/// Inspects a network at some steps of its training.
///
/// It uses separate plans, so that inspections do not change the training's plans.
struct Inspector {
  private let inspection: Inspection
  private var plans: [Int: InspectionPlan] = [:]

  init(_ inspection: Inspection) { self.inspection = inspection }

  /// The inspection before a step; `nil` if none is due.
  mutating func inspect(
    _ indices: ArraySlice<Int32>, of data: Dataset, _ batches: Batches, isFirstOfEpoch: Bool,
    by trainer: Trainer
  ) throws -> PendingRecord? {
    guard inspection.isDue(at: trainer.position, isFirstOfEpoch: isFirstOfEpoch) else { return nil }
    let plan = try plans[indices.count] ?? trainer.makeInspectionPlan(batchSize: indices.count, data)
    plans[indices.count] = plan
    batches.feed(indices, to: plan.plan, epoch: trainer.position.epoch)
    plan.plan.run(trainer.run)
    return PendingRecord(plan, trainer, bins: inspection.bins)
  }
}

/// A plan whose outputs are the outputs of the layers, and the derivatives of the loss with respect to these and to
/// each parameter.
struct InspectionPlan {
  let plan: Plan
  let layers: [LayerResult]
  /// The parameters in the order of the layers, with their positions.
  let parameters: [ParameterLayout.Part]
}

extension Trainer {
  func makeInspectionPlan(batchSize: Int, _ data: Dataset) throws -> InspectionPlan {
    let recording = try record(.training, batchSize: batchSize, data)
    let parts = requirements.parameters.map { requirements.layout[$0.name] }
    let tensors = Dictionary(
      uniqueKeysWithValues: zip(requirements.layout.parts.map(\.name), recording.parameters))
    let outputs = recording.layers.map(\.output)
    let derivatives = gradients(of: recording.loss, at: outputs + parts.map { tensors[$0.name]! })
    return InspectionPlan(
      plan: Plan(recording.recorder, outputs: outputs + derivatives, variables: variables),
      layers: recording.layers, parameters: parts)
  }
}

/// An inspection before its step, without the update ratios.
struct PendingRecord {
  private let position: StepPosition
  private let activations: LayerStatistics
  private let gradients: LayerStatistics
  private let parameters: LayerStatistics
  private let parameterGradients: LayerStatistics
  private let parts: [ParameterLayout.Part]
  private let before: [Float]

  /// - Parameter plan: The plan, just after a run.
  fileprivate init(_ plan: InspectionPlan, _ trainer: Trainer, bins: Int) {
    let count = plan.layers.count, weights = UnsafeBufferPointer(trainer.variables[0])
    func samples(from start: Int, saturates: Bool) -> LayerStatistics {
      LayerStatistics(
        plan.layers.enumerated().map { index, layer in
          layer.sample(of: plan.plan.output(start + index), saturates: saturates)
        }, bins: bins)
    }
    position = trainer.position
    activations = samples(from: 0, saturates: true)
    gradients = samples(from: count, saturates: false)
    parameters = LayerStatistics(
      plan.parameters.map { Sample($0.name, UnsafeBufferPointer(rebasing: weights[$0.range])) }, bins: bins)
    parameterGradients = LayerStatistics(
      plan.parameters.enumerated().map { Sample($1.name, plan.plan.output(2 * count + $0)) }, bins: bins)
    parts = plan.parameters
    before = Array(weights)
  }

  /// The complete record, after the step.
  func completed(with weights: UnsafeMutableBufferPointer<Float>) -> InspectionRecord {
    let ratios = zip(parts, parameters.statistics).map { part, statistics in
      let square = part.range.reduce(0.0) { sum, index in
        let change = Double(weights[index]) - Double(before[index])
        return sum + change * change
      }
      return square == 0 ? 0 : square.squareRoot() / statistics.norm
    }
    return InspectionRecord(
      step: position.step + 1, epoch: position.epoch + 1, activations: activations, gradients: gradients,
      parameters: parameters, parameterGradients: parameterGradients, updateRatios: ratios)
  }
}

// Finds the origin of a loss that is not finite. The step that reported it has already changed the parameters, so the
// epoch is repeated up to that step. A step depends only on the state before it, so ordinary steps have no extra cost.

extension Trainer {
  /// The first place at which a step computed an infinite number or NaN; the trainer is left in the state before that
  /// step.
  ///
  /// - Parameters:
  ///   - beginning: The state before the epoch.
  ///   - earlier: The epoch's batches before the failed one.
  ///   - indices: The failed batch.
  func firstNonFinite(
    from beginning: TrainerState, _ data: Dataset, _ batches: Batches,
    _ earlier: ArraySlice<ArraySlice<Int32>>, in indices: ArraySlice<Int32>
  ) throws -> String {
    restore(beginning)
    for part in earlier { _ = try learn(from: part, of: data, batches) }
    if let part = requirements.layout.parts.first(where: { !variables[0][$0.range].allSatisfy(\.isFinite) }) {
      return "the update of step \(position.step) made \(part.name) infinite or nan"
    }
    let recording = try record(.training, batchSize: indices.count, data)
    let plan = Plan(recording.recorder, outputs: recording.layers.map(\.output), variables: variables)
    batches.feed(indices, to: plan, epoch: position.epoch)
    plan.run(run)
    for (index, result) in recording.layers.enumerated() {
      if let number = plan.output(index).first(where: { !$0.isFinite }) {
        return "\(result.layer) is the first layer to give \(number.isNaN ? "nan" : "\(number)")"
      }
    }
    return "all layers give finite numbers, but their loss is not one"
  }
}

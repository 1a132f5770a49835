/// Records the history of a running training and reports its progress.
struct TrainingLog {
  private(set) var history = History()
  private var inspector: Inspector?
  private var reporter: ProgressReporter
  /// The inspection before the current step.
  private var pending: PendingRecord?

  /// - Parameter stepCount: The largest possible number of steps.
  init(_ inspection: Inspection?, _ reporter: ProgressReporter, stepCount: Int) {
    inspector = inspection.map(Inspector.init)
    self.reporter = reporter
    // So that steps do not allocate; only a much longer training may grow its history occasionally.
    history.steps.loss.reserveCapacity(min(stepCount, 1 << 16))
  }

  /// Inspects the network before the trainer's next step, if an inspection is due.
  ///
  /// - Parameter indices: The step's examples.
  mutating func stepBegins(
    _ indices: ArraySlice<Int32>, of data: Dataset, _ batches: Batches, isFirstOfEpoch: Bool,
    _ trainer: Trainer
  ) throws {
    pending = try inspector?.inspect(indices, of: data, batches, isFirstOfEpoch: isFirstOfEpoch, by: trainer)
  }

  /// - Parameters:
  ///   - step: The number of steps made in the epoch.
  ///   - plan: The plan that made the last step.
  ///   - meanLoss: The mean loss of the epoch so far.
  mutating func stepEnded(_ step: Int, _ plan: Plan, meanLoss: @autoclosure () -> Double, _ trainer: Trainer)
  {
    history.steps.loss.append(Double(plan.output(0)[0]))
    if trainer.measuresGradientNorm {
      history.steps.gradientNorm.append(Double(plan.output(plan.outputCount - 1)[0]))
    }
    if let pending { history.inspections.records.append(pending.completed(with: trainer.variables[0])) }
    reporter.stepEnded(epoch: history.epochs + 1, step: step, loss: meanLoss())
  }

  /// - Parameter learningRate: The rate of the epoch's first step.
  mutating func epochEnded(_ training: Evaluation, validation: Evaluation?, learningRate: Double) {
    history.training.append(training)
    if let validation { history.validation.append(validation) }
    history.learningRates.append(learningRate)
    reporter.epochEnded(epoch: history.epochs, loss: training.loss)
  }
}

/// A request to inspect a network during training.
///
///     let history = try trainer.fit(data, epochs: 20, batchSize: 64, inspecting: Inspection(every: .epochs(1)))
///     history.activations("ReLU 1").deadFraction
///
/// An inspection records the activations and gradients of a step's own batch, before the step, and the size of the
/// parameters' change in the step. Inspections do not change the bits of the training.
public struct Inspection: Sendable, Hashable {
  /// The interval between inspections.
  public enum Interval: Sendable, Hashable {
    /// The first step of the first epoch, and of every n-th epoch after it.
    case epochs(Int)
    /// The first step, and every n-th step after it.
    case steps(Int)
  }

  /// The interval between inspections.
  public let interval: Interval
  /// The number of bins of frequencies.
  public let bins: Int

  /// A request to inspect a network.
  ///
  /// - Parameters:
  ///   - interval: The interval between inspections; one epoch by default. `fit` throws for numbers below 1.
  ///   - bins: The number of bins of frequencies; 30 by default, at least 1.
  public init(every interval: Interval = .epochs(1), bins: Int = 30) {
    self.interval = interval
    self.bins = bins
  }

  /// Throws for impossible settings.
  func check() throws {
    switch interval {
    case .epochs(let count) where count < 1:
      throw TrainingError("an inspection every \(count) epochs was asked for; at least 1 is expected")
    case .steps(let count) where count < 1:
      throw TrainingError("an inspection every \(count) steps was asked for; at least 1 is expected")
    default: break
    }
    guard bins > 0 else {
      throw TrainingError("an inspection with \(bins) bins was asked for; at least 1 is expected")
    }
  }

  func isDue(at position: StepPosition, isFirstOfEpoch: Bool) -> Bool {
    switch interval {
    case .epochs(let count): isFirstOfEpoch && position.epoch.isMultiple(of: count)
    case .steps(let count): position.step.isMultiple(of: count)
    }
  }
}

/// The inspection of a network at one step.
public struct InspectionRecord: Sendable, Hashable {
  /// The step, counted from 1 over all epochs.
  public let step: Int
  /// The epoch, counted from 1.
  public let epoch: Int
  /// The outputs of the layers for the step's batch, in training mode.
  public let activations: LayerStatistics
  /// The derivatives of the loss with respect to the layers' outputs.
  public let gradients: LayerStatistics
  /// The parameters before the step.
  public let parameters: LayerStatistics
  /// The derivatives of the loss with respect to each parameter, before penalties and clipping.
  public let parameterGradients: LayerStatistics
  /// ‖Δw‖/‖w‖ of each parameter in the order of `parameters`: the length of the step relative to the parameter's length
  /// before it. It is 0 for a parameter that does not change, and infinite for one that was 0 and changes.
  ///
  /// About 10⁻³ is healthy by a widespread rule of thumb.
  public let updateRatios: [Double]

  /// The update ratio of a parameter; an unknown name traps.
  public func updateRatio(_ parameter: String) -> Double {
    _ = parameters[parameter]
    return updateRatios[parameters.names.firstIndex(of: parameter)!]
  }
}

/// The inspections of a training, in order.
public struct Inspections: Sendable, Hashable {
  /// The inspections, step by step.
  public internal(set) var records: [InspectionRecord] = []

  /// The inspected steps, counted from 1 over all epochs.
  public var steps: [Int] { records.map(\.step) }
}

/// Statistics of a layer or parameter over all inspections.
///
/// Each of the ``Statistics`` is a list here: `history.activations("tanh 1").standardDeviation`.
@dynamicMemberLookup
public struct StatisticsCourse: Sendable, Hashable {
  /// The inspected steps, counted from 1 over all epochs.
  public let steps: [Int]
  /// The statistics at each inspected step.
  public let statistics: [Statistics]

  /// The values of a statistic, inspection by inspection.
  public subscript(dynamicMember statistic: KeyPath<Statistics, Double>) -> [Double] {
    statistics.map { $0[keyPath: statistic] }
  }

  /// The values of a statistic that not all layers have, inspection by inspection.
  public subscript(dynamicMember statistic: KeyPath<Statistics, Double?>) -> [Double?] {
    statistics.map { $0[keyPath: statistic] }
  }
}

extension History {
  /// Statistics of a layer's output over all inspections; an unknown name traps with a message that lists the known
  /// ones.
  public func activations(_ layer: String) -> StatisticsCourse { course(of: layer, in: \.activations) }

  /// Statistics of the derivatives with respect to a layer's output.
  public func gradients(_ layer: String) -> StatisticsCourse { course(of: layer, in: \.gradients) }

  /// Statistics of a parameter before each inspected step.
  public func parameters(_ name: String) -> StatisticsCourse { course(of: name, in: \.parameters) }

  /// Statistics of the derivatives with respect to a parameter.
  public func parameterGradients(_ name: String) -> StatisticsCourse {
    course(of: name, in: \.parameterGradients)
  }

  /// ‖Δw‖/‖w‖ of a parameter in each inspected step.
  public func updateRatios(_ parameter: String) -> [Double] {
    recorded.map { $0.updateRatio(parameter) }
  }

  private func course(
    of name: String, in statistics: KeyPath<InspectionRecord, LayerStatistics>
  ) -> StatisticsCourse {
    StatisticsCourse(
      steps: recorded.map(\.step), statistics: recorded.map { $0[keyPath: statistics][name] })
  }

  private var recorded: [InspectionRecord] {
    precondition(
      !inspections.records.isEmpty, "no layer was inspected; pass `inspecting: Inspection()` to `fit`")
    return inspections.records
  }
}

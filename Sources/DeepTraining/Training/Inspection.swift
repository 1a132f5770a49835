/// A request to look inside a network while it is trained.
///
///     let history = try trainer.fit(data, epochs: 20, batchSize: 64, inspecting: Inspection(every: .epochs(1)))
///     history.activations("ReLU 1").deadFraction
///
/// An inspection records the activations and gradients of a step's own batch, before the step, and how far the step
/// moves the parameters. The training has the same bits with and without inspections.
public struct Inspection: Sendable, Hashable {
  /// How often the network is inspected.
  public enum Interval: Sendable, Hashable {
    /// At the first step of the first epoch, and of every so many epochs after it.
    case epochs(Int)
    /// At the first step and every so many steps after it.
    case steps(Int)
  }

  /// How often is looked.
  public let interval: Interval
  /// How many bins frequencies have.
  public let bins: Int

  /// A request to look inside.
  ///
  /// - Parameters:
  ///   - interval: How often; once an epoch by default. `fit` refuses numbers below 1.
  ///   - bins: How many bins frequencies have; 30 by default, at least 1.
  public init(every interval: Interval = .epochs(1), bins: Int = 30) {
    self.interval = interval
    self.bins = bins
  }

  /// Refuses impossible settings.
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
  /// The derivatives of the loss with respect to each parameter, before a penalty is added and before they are clipped.
  public let parameterGradients: LayerStatistics
  /// ‖Δw‖/‖w‖ of each parameter in the order of `parameters`: how far the step moved it, measured by its length before.
  /// It is 0 for a parameter that does not move, and infinite for one that was 0 and moves.
  ///
  /// About 10⁻³ is healthy by a widespread rule of thumb.
  public let updateRatios: [Double]

  /// The update ratio of one parameter; traps if there is none of this name.
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

/// Statistics of one layer or parameter, from record to record.
///
/// Each of the ``Statistics`` is a list here: `history.activations("tanh 1").standardDeviation`.
@dynamicMemberLookup
public struct StatisticsCourse: Sendable, Hashable {
  /// The steps that were looked at, counted from 1 over all epochs.
  public let steps: [Int]
  /// The statistics at each.
  public let statistics: [Statistics]

  /// One of the statistics, from record to record.
  public subscript(dynamicMember statistic: KeyPath<Statistics, Double>) -> [Double] {
    statistics.map { $0[keyPath: statistic] }
  }

  /// One of the statistics that not all layers have, from record to record.
  public subscript(dynamicMember statistic: KeyPath<Statistics, Double?>) -> [Double?] {
    statistics.map { $0[keyPath: statistic] }
  }
}

extension History {
  /// Statistics of a layer's output, from record to record; an unknown name traps and lists the known ones.
  public func activations(_ layer: String) -> StatisticsCourse { course(of: layer, in: \.activations) }

  /// Statistics of the derivatives with respect to a layer's output.
  public func gradients(_ layer: String) -> StatisticsCourse { course(of: layer, in: \.gradients) }

  /// A parameter before each step that was looked at.
  public func parameters(_ name: String) -> StatisticsCourse { course(of: name, in: \.parameters) }

  /// The derivatives with respect to a parameter.
  public func parameterGradients(_ name: String) -> StatisticsCourse {
    course(of: name, in: \.parameterGradients)
  }

  /// ‖Δw‖/‖w‖ of a parameter in each step that was looked at.
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
      !inspections.records.isEmpty, "nobody looked inside; give `fit` an `inspecting: Inspection()`")
    return inspections.records
  }
}

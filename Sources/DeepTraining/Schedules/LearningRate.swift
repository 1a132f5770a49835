import Foundation

/// A learning rate η: a number, or a ``LearningRate`` that changes during the training.
public protocol LearningRateSchedule: Sendable {
  /// The rate of one step.
  func learningRate(at position: StepPosition) -> Double
}

extension Double: LearningRateSchedule {
  /// The same rate in every step.
  public func learningRate(at position: StepPosition) -> Double { self }
}

extension Int: LearningRateSchedule {
  /// The same rate in every step.
  public func learningRate(at position: StepPosition) -> Double { Double(self) }
}

/// A learning rate that changes from step to step or from epoch to epoch.
///
/// ``Trainer`` refuses a constant rate that is not above 0, and schedules with impossible settings (whose rate is NaN
/// in all steps). It stops at a step for which a custom rule gives a rate that is negative, infinite or NaN; 0 is
/// allowed, because a warm-up may begin and a cosine may end with it. After its last step, a schedule with a length
/// keeps the rate of that step.
public struct LearningRate: LearningRateSchedule {
  private let rule: @Sendable (StepPosition) -> Double
  /// Whether the rule is, or calls, code outside of the engine.
  let isCustom: Bool
  /// The reason why this rate cannot be used for training, if any.
  private var problem: String?

  /// A rate computed by a custom rule.
  public init(_ rule: @escaping @Sendable (StepPosition) -> Double) { self.init(isCustom: true, rule) }

  private init(isCustom: Bool, _ rule: @escaping @Sendable (StepPosition) -> Double) {
    self.rule = rule
    self.isCustom = isCustom
  }

  init(_ schedule: some LearningRateSchedule) {
    switch schedule {
    case let schedule as LearningRate: self = schedule
    case let rate as Double: self.init(constant: rate)
    case let rate as Int: self.init(constant: Double(rate))
    default: self.init { schedule.learningRate(at: $0) }
    }
  }

  fileprivate init(constant rate: Double) {
    self.init(isCustom: false) { _ in rate }
    if !(rate > 0 && rate.isFinite) {
      problem = "the learning rate is \(rate); a finite number above 0 is expected"
    } else if Float(rate) == 0 {
      problem = "the learning rate is \(rate); in single precision, at least 1.4e-45 is expected"
    }
  }

  /// A rule whose settings may be impossible; in that case, no step has a rate.
  fileprivate init(
    unless problem: String?, isCustom: Bool = false, _ rule: @escaping @Sendable (StepPosition) -> Double
  ) {
    self.init(isCustom: isCustom, problem == nil ? rule : { @Sendable (_: StepPosition) -> Double in .nan })
    self.problem = problem
  }

  /// The rate of one step.
  public func learningRate(at position: StepPosition) -> Double { rule(position) }

  /// Throws if the rate makes training impossible.
  func check() throws { if let problem { throw TrainingError(problem) } }

  /// The rate of one step, times a factor.
  ///
  /// - Throws: `TrainingError` that names the step if the result is not a valid rate.
  func checked(at position: StepPosition, times factor: Double) throws -> Double {
    let rate = learningRate(at: position) * factor
    guard rate >= 0, rate.isFinite else {
      throw TrainingError(
        "the learning rate is \(rate) in step \(position.step + 1), epoch \(position.epoch + 1); "
          + "a finite number, at least 0, is expected")
    }
    return rate
  }
}

/// The position of a step in the training.
public struct StepPosition: Sendable, Hashable {
  /// The step, counted from 0 over all epochs.
  public var step: Int
  /// The epoch, counted from 0.
  public var epoch: Int

  /// A step of an epoch.
  public init(step: Int, epoch: Int = 0) {
    self.step = step
    self.epoch = epoch
  }
}

/// The unit in which a schedule counts.
public enum ScheduleUnit: Sendable, Hashable {
  /// The rate changes after each epoch.
  case epochs
  /// The rate changes after each step.
  case steps

  func count(_ position: StepPosition) -> Double {
    switch self {
    case .epochs: Double(position.epoch)
    case .steps: Double(position.step)
    }
  }
}

extension LearningRateSchedule where Self == LearningRate {
  /// The same rate in every step.
  public static func constant(_ rate: Double) -> LearningRate { LearningRate(constant: rate) }

  /// A rate that is multiplied by `factor` after each epoch, or each step: η₀·fⁿ.
  public static func exponential(
    from rate: Double, factor: Double, per unit: ScheduleUnit = .epochs
  ) -> LearningRate {
    LearningRate(unless: problem(ofRates: [rate]) ?? problem(ofFactor: factor)) {
      rate * pow(factor, unit.count($0))
    }
  }

  /// A rate that is multiplied by `factor` after every `length` epochs or steps.
  public static func step(
    from rate: Double, factor: Double, every length: Int, _ unit: ScheduleUnit = .epochs
  ) -> LearningRate {
    LearningRate(
      unless: problem(ofLength: length, unit) ?? problem(ofRates: [rate]) ?? problem(ofFactor: factor)
    ) {
      rate * pow(factor, (unit.count($0) / Double(length)).rounded(.down))
    }
  }

  /// Consecutive constant rates: `rates[0]` before `boundaries[0]`, then `rates[1]` …; there is one more rate than
  /// boundaries, and the boundaries must increase.
  public static func piecewise(
    _ rates: [Double], boundaries: [Int], _ unit: ScheduleUnit = .epochs
  ) -> LearningRate {
    var problem = Self.problem(ofRates: rates)
    if rates.count != boundaries.count + 1 {
      problem =
        "\(boundaries.count) boundaries separate \(boundaries.count + 1) learning rates; \(rates.count) were given"
    } else if boundaries != boundaries.sorted() {
      problem = "the boundaries between learning rates must rise, found \(boundaries)"
    }
    return LearningRate(unless: problem) { position in
      rates[boundaries.count { Double($0) <= unit.count(position) }]
    }
  }

  /// From one rate to another along a power of the remaining time: η₁ + (η₀ − η₁)(1 − n/N)ᵖ; linear by default.
  public static func polynomial(
    from rate: Double, to last: Double = 0, over length: Int, _ unit: ScheduleUnit = .epochs,
    power: Double = 1
  ) -> LearningRate {
    LearningRate(
      unless: problem(ofLength: length, unit) ?? problem(ofRates: [rate, last])
        ?? Setting.problem(ofNotNegative: "the power of the learning rate's schedule", power)
    ) {
      last + (rate - last) * pow(1 - progress($0, length, unit), power)
    }
  }

  /// From one rate to another along half a cosine: η₁ + (η₀ − η₁)(1 + cos(πn/N))/2.
  ///
  /// I. Loshchilov, F. Hutter: SGDR, 2016 (arXiv 1608.03983), equation 5, without restarts.
  public static func cosine(
    from rate: Double, to last: Double = 0, over length: Int, _ unit: ScheduleUnit = .epochs
  ) -> LearningRate {
    LearningRate(unless: problem(ofLength: length, unit) ?? problem(ofRates: [rate, last])) {
      last + (rate - last) * (1 + cos(.pi * progress($0, length, unit))) / 2
    }
  }

  /// Consecutive cosines, each `growth` times as long as the previous one: warm restarts, as in SGDR. They continue
  /// without end; with a length of 1 and no growth, every step has the first rate.
  public static func warmRestarts(
    from rate: Double, to last: Double = 0, over length: Int, _ unit: ScheduleUnit = .epochs, growth: Int = 1
  ) -> LearningRate {
    LearningRate(
      unless: problem(ofLength: length, unit) ?? problem(ofRates: [rate, last])
        ?? (growth > 0 ? nil : "warm restarts grow by the factor \(growth); at least 1 is expected")
    ) { position in
      var n = unit.count(position), period = Double(length)
      if growth == 1 { n.formTruncatingRemainder(dividingBy: period) }
      while n >= period { (n, period) = (n - period, period * Double(growth)) }
      return last + (rate - last) * (1 + cos(.pi * n / period)) / 2
    }
  }

  /// A triangle: from `peak`/`divisor` up to `peak` over the first `rise` of the time, then down along a cosine to
  /// `peak`/(`divisor`·10⁴). L. Smith, N. Topin: Super-Convergence, 2017 (arXiv 1708.07120), with PyTorch's cosines.
  ///
  /// The peak is in step `rise`·`length` − 1, counted from 0, and the end in step `length` − 1. With `rise: 1` the
  /// cycle ends at its peak, as in PyTorch. If the first step is the peak, PyTorch divides by 0. If `rise` is so small
  /// that the peak would come before the first step, the rate begins slightly below it, as in PyTorch.
  ///
  /// - Parameters:
  ///   - peak: The highest rate.
  ///   - length: The number of steps, or epochs, of the cycle, at least 1.
  ///   - unit: The unit of `length`; steps by default.
  ///   - rise: The fraction of the time in which the rate rises, 0…1; 0.3 by default, as in PyTorch.
  ///   - divisor: The ratio of the peak to the first rate, above 0; 25 by default, as in PyTorch.
  public static func oneCycle(
    peak: Double, over length: Int, _ unit: ScheduleUnit = .steps, rise: Double = 0.3, divisor: Double = 25
  ) -> LearningRate {
    LearningRate(
      unless: problem(ofLength: length, unit) ?? problem(ofRates: [peak])
        ?? Setting.problem(ofPositive: "the divisor of one cycle", divisor)
        ?? ((0...1).contains(rise) ? nil : "one cycle rises for \(rise) of its time; 0...1 is expected")
    ) { position in
      let end = Double(length - 1), top = rise * Double(length) - 1, n = min(unit.count(position), end)
      let first = peak / divisor, last = first / 1e4
      func along(_ from: Double, _ to: Double, _ share: Double) -> Double {
        to + (from - to) * (1 + cos(.pi * share)) / 2
      }
      // If the peak is the first or the last step, one of the two parts has no time.
      if n <= top { return along(first, peak, top > 0 ? n / top : 1) }
      return along(peak, last, (n - top) / (end - top))
    }
  }

  private static func problem(ofLength length: Int, _ unit: ScheduleUnit) -> String? {
    length > 0 ? nil : "the learning rate's schedule is \(length) \(unit) long; at least 1 is expected"
  }

  private static func problem(ofRates rates: [Double]) -> String? {
    rates.first { !($0 >= 0 && $0.isFinite) }.map {
      "a learning rate of the schedule is \($0); a finite number, at least 0, is expected"
    }
  }

  private static func problem(ofFactor factor: Double) -> String? {
    Setting.problem(ofNotNegative: "the factor of the learning rate's schedule", factor)
  }
}

extension LearningRate {
  /// This schedule with a warm-up in which its rate is reached in equal steps: in step n of N the rate is (n + 1)/N of
  /// the schedule's.
  public func warmedUp(over length: Int, _ unit: ScheduleUnit = .steps) -> LearningRate {
    LearningRate(
      unless: problem
        ?? (length > 0 ? nil : "a warm-up of \(length) \(unit) was asked for; at least 1 is expected"),
      isCustom: isCustom
    ) { position in
      learningRate(at: position) * min(1, (unit.count(position) + 1) / Double(length))
    }
  }
}

/// The elapsed fraction of a schedule's time, in 0...1.
private func progress(_ position: StepPosition, _ length: Int, _ unit: ScheduleUnit) -> Double {
  max(0, min(1, unit.count(position) / Double(length)))
}

import Foundation

/// The learning rate η, step by step.
public struct LearningRate: Sendable {
  private let rule: @Sendable (StepPosition) -> Double

  /// A rate computed by a rule of one's own.
  public init(_ rule: @escaping @Sendable (StepPosition) -> Double) { self.rule = rule }

  /// The same rate in every step.
  public static func constant(_ rate: Double) -> LearningRate { LearningRate { _ in rate } }

  /// A rate that is multiplied by `factor` after each epoch.
  public static func exponential(from rate: Double, factor: Double) -> LearningRate {
    LearningRate { rate * pow(factor, Double($0.epoch)) }
  }

  /// The rate of one step.
  public func callAsFunction(_ position: StepPosition) -> Double { rule(position) }
}

/// Where in the training a step is.
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

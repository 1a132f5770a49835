import Testing

@testable import DeepTraining

/// What `Tests/Golden/optimizer_edges.json` holds.
struct OptimizerEdges: Decodable {
  /// Numbers that PyTorch or NumPy gave in both precisions.
  struct Case: Decodable, CustomTestStringConvertible {
    let name: String
    let edge: String
    /// θ, λ or c.
    let setting: Double?
    let given: [Double]
    let single: [[Double]]
    let double: [[Double]]

    var testDescription: String { "\(name)\(setting.map { " \($0)" } ?? "") of \(edge)" }

    enum CodingKeys: String, CodingKey { case name, edge, setting, given, single, double }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      name = try values.decode(String.self, forKey: .name)
      edge = try values.decode(String.self, forKey: .edge)
      setting = try values.decodeIfPresent(Double.self, forKey: .setting)
      given = try values.decode([Double].self, forKey: .given)
      func lists(_ key: CodingKeys) throws -> [[Double]] {
        // One list of numbers, or several.
        try (try? values.decode([[Double]].self, forKey: key))
          ?? [values.decode([Double].self, forKey: key)]
      }
      single = try lists(.single)
      double = try lists(.double)
    }
  }

  struct Schedule: Decodable, CustomTestStringConvertible {
    let name: String
    let length: Int?
    let factor: Double?
    let power: Double?
    let growth: Int?
    let rise: Double?
    let boundaries: [Int]?
    /// The rate of each step, up to where PyTorch refuses to go on.
    let rates: [Double]
    let refusal: String?

    var testDescription: String {
      let numbers: [(String, Any?)] = [
        ("length", length), ("factor", factor), ("power", power), ("growth", growth), ("rise", rise),
        ("boundaries", boundaries),
      ]
      return ([name] + numbers.compactMap { key, value in value.map { "\(key) \($0)" } })
        .joined(separator: ", ")
    }
  }

  let rate: Double
  let decay: Double
  let start: [Double]
  let steps: [Int]
  let optimizers: [Case]
  let changes: [Case]
  let lengths: [Case]
  let schedules: [Schedule]
}

// MARK: - The same in terms of the engine

extension OptimizerEdges {
  /// The optimizer of this name, with the settings of the golden values.
  func optimizer(_ name: String) throws -> Optimizer {
    switch name {
    case "gradientDescent": .gradientDescent(learningRate: rate)
    case "sgd": .sgd(learningRate: rate)
    case "normalisedGradient": .normalisedGradient(learningRate: rate)
    case "momentum": .momentum(0.5, learningRate: rate)
    case "nesterov": .nesterov(0.5, learningRate: rate)
    case "adagrad": .adagrad(learningRate: rate)
    case "adadelta": .adadelta(learningRate: rate)
    case "rmsProp": .rmsProp(learningRate: rate)
    case "adam": .adam(learningRate: rate)
    case "amsGrad": .amsGrad(learningRate: rate)
    case "adamW": .adamW(learningRate: rate, weightDecay: decay)
    case "nadam": .nadam(learningRate: rate)
    case "adaMax": .adaMax(learningRate: rate)
    case "lion": .lion(learningRate: rate, weightDecay: decay)
    case "muon": .muon(learningRate: rate)
    case "withDecoupledWeightDecay": Optimizer.sgd(learningRate: rate).withDecoupledWeightDecay(decay)
    default: throw Unknown(name: name)
    }
  }

  /// What is done to a gradient or to weights once.
  func change(_ name: String, _ setting: Double) throws -> (Tensor, ParameterLayout) -> Tensor {
    func transform(_ transform: any GradientTransform, isOfWeights: Bool = false) -> (
      Tensor, ParameterLayout
    ) -> Tensor {
      { vector, layout in
        var state: [Tensor] = []
        let context = UpdateContext(layout: layout, learningRate: Tensor(1), number: { _ in Tensor(1) })
        return isOfWeights
          ? transform.apply(to: 0 * Tensor(ones: vector.shape), of: vector, state: &state, in: context)
          : transform.apply(to: vector, of: vector, state: &state, in: context)
      }
    }
    switch name {
    case "value": return transform(Clipping.value(setting))
    case "parameterNorm": return transform(Clipping.parameterNorm(setting))
    case "globalNorm": return transform(Clipping.globalNorm(setting))
    case "dividingByNorm": return transform(Clipping.dividingByNorm(above: setting))
    case "l2": return transform(Regularization.l2(setting), isOfWeights: true)
    case "l1": return transform(Regularization.l1(setting), isOfWeights: true)
    case "elasticNet":
      return transform(Regularization.elasticNet(l1: setting, l2: 2 * setting), isOfWeights: true)
    case "maxNorm": return { Constraint.maxNorm(setting).apply(to: $0, $1) }
    case "unitNorm": return { Constraint.unitNorm.apply(to: $0, $1) }
    case "nonNegative": return { Constraint.nonNegative.apply(to: $0, $1) }
    default: throw Unknown(name: name)
    }
  }

  func schedule(_ golden: Schedule) throws -> LearningRate {
    let length = golden.length ?? 1
    switch golden.name {
    case "constant": return .constant(rate)
    case "exponential": return .exponential(from: rate, factor: golden.factor!, per: .steps)
    case "step": return .step(from: rate, factor: golden.factor!, every: length, .steps)
    case "piecewise":
      let boundaries = golden.boundaries!
      let rates = (0...boundaries.count).map { rate / Double(1 << $0) }
      return .piecewise(rates, boundaries: boundaries, .steps)
    case "polynomial": return .polynomial(from: rate, over: length, .steps, power: golden.power!)
    case "cosine": return .cosine(from: rate, to: 0.125, over: length, .steps)
    case "warmRestarts":
      return .warmRestarts(from: rate, to: 0.125, over: length, .steps, growth: golden.growth!)
    case "warmedUp": return LearningRate.constant(rate).warmedUp(over: length)
    case "oneCycle": return .oneCycle(peak: rate, over: length, rise: golden.rise!)
    default: throw Unknown(name: golden.name)
    }
  }

  struct Unknown: Error {
    let name: String
  }
}

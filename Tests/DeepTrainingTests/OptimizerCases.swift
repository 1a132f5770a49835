import Foundation

@testable import DeepTraining

// The golden optimizers in terms of the engine.

extension OptimizerCase {
  var optimizer: Optimizer {
    let rate = learningRate
    switch name {
    case "sgd": return .sgd(learningRate: schedule)
    case "momentum", "momentumDecayingRate": return .momentum(momentum!, learningRate: schedule)
    case "nesterov": return .nesterov(0.9, learningRate: rate)
    case "adagrad": return .adagrad(learningRate: rate)
    case "adadelta": return .adadelta(learningRate: rate)
    case "rmsProp": return .rmsProp(learningRate: rate)
    case "adam": return .adam(learningRate: rate)
    case "amsGrad": return .amsGrad(learningRate: rate)
    case "adamW", "adamWOfLayer": return .adamW(learningRate: rate, weightDecay: 0.0625)
    case "adaMax": return .adaMax(learningRate: rate)
    case "nadam": return .nadam(learningRate: rate)
    case "nadamW": return .nadam(learningRate: rate).withDecoupledWeightDecay(0.0625)
    case "lion": return .lion(learningRate: rate, weightDecay: 0.0625)
    case "normalisedGradient": return .normalisedGradient(learningRate: rate)
    case "muon": return .muon(learningRate: rate, weightDecay: 0.0625, adamRate: 0.5)
    default:
      guard let change else { preconditionFailure("the golden values know no optimizer '\(name)'") }
      return Optimizer.momentum(0.9, learningRate: rate).preceded(by: [change])
    }
  }

  private var schedule: LearningRate {
    let (rate, factor) = (learningRate, factorPerStep ?? 1)
    return LearningRate { rate * pow(factor, Double($0.step)) }
  }

  /// What happens to the gradient before momentum.
  private var change: (any GradientTransform)? {
    switch name {
    case "clipValue": Clipping.value(0.5)
    case "clipParameterNorm": Clipping.parameterNorm(0.5)
    case "clipGlobalNorm": Clipping.globalNorm(0.5)
    case "l2": Regularization.l2(0.25)
    case "l1": Regularization.l1(0.25)
    case "elasticNet": Regularization.elasticNet(l1: 0.25, l2: 0.5)
    default: nil
    }
  }

  var layout: ParameterLayout {
    guard let parts else { return ParameterLayout(weight: [weights[0].count]) }
    return ParameterLayout(
      parts.map {
        Parameter(
          name: $0.name, shape: Shape($0.shape), initializer: .zeros, fans: Fans(input: 1, output: 1),
          role: $0.role == "weight" ? .weight : .bias)
      })
  }

  func value(at w: Tensor) -> Tensor {
    switch function {
    case "quadratic":
      let a = Tensor([[10, 1, 0], [1, 2, 0.5], [0, 0.5, 0.75]])
      let b = Tensor([1, -2, 0.5])
      let row = w.reshaped(to: [1, 3])
      return 0.5 * (row.matrixProduct(a) * row).sum() - (b * w).sum()
    case "rosenbrock":
      let x = (w * Tensor([1, 0])).sum(), y = (w * Tensor([0, 1])).sum()
      return (1 - x).squared() + 10 * (y - x.squared()).squared()
    default:
      let (weight, bias) = (layout.parts[0], layout.parts[1])
      let product = x!.tensor.matrixProduct(.apply(Slice(offset: 0, target: weight.shape), w))
      let predictions = product + .apply(Slice(offset: weight.range.upperBound, target: bias.shape), w)
      return 0.5 * (predictions - c!.tensor).squared().sum()
    }
  }
}

import TestSupport
import Testing

@testable import DeepTraining

@Suite("Penalties and constraints")
struct ConstraintTests {
  private let model = Model(input: [3]) {
    Dense(4)
    Tanh()
    Dense(2)
  }

  private func data() throws -> Dataset {
    let inputs = (0..<12).map { [Double($0 % 3) - 1, Double($0 % 4), 0.5] }
    return try Dataset(inputs: inputs, values: inputs.map { [40 * $0[0], -30 * $0[1]] })
  }

  private func layout(_ shape: Shape) -> ParameterLayout { ParameterLayout(weight: shape) }

  private func norms(ofColumns tensor: Tensor) -> [Double] {
    let width = tensor.shape.extents.last!
    return (0..<width).map { column in
      stride(from: column, to: tensor.count, by: width).reduce(0) {
        $0 + tensor.scalars[$1] * tensor.scalars[$1]
      }
      .squareRoot()
    }
  }

  @Test("a maximum norm shortens the incoming weights of each unit that are longer, and no others")
  func maxNorm() {
    let weights = Tensor([[3, 0.5], [4, 0]])
    let bound = Constraint.maxNorm(2).apply(to: weights, layout([2, 2]))
    #expect(bound.scalars.elementsEqual([1.2, 0.5, 1.6, 0]) { abs($0 - $1) < 1e-6 })
  }

  @Test("of a convolution's weights, all but the last axis come in")
  func convolution() {
    let weights = Tensor(normal: [3, 2, 4, 5], seed: 1)
    let bound = Constraint.maxNorm(5).apply(to: weights.reshaped(to: [120]), layout([3, 2, 4, 5]))
    let expected = norms(ofColumns: weights).map { min($0, 5) }
    let found = norms(ofColumns: bound.reshaped(to: weights.shape))
    #expect(expected.contains(5) && expected.contains { $0 < 5 })
    #expect(pairs(found, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(found)")
  }

  @Test("unit norms are 1, but nothing is made of zeros")
  func unitNorm() {
    let found = Constraint.unitNorm.apply(to: Tensor([[0.3, 0], [0.4, 0]]), layout([2, 2]))
    #expect(found.scalars.elementsEqual([0.6, 0, 0.8, 0]) { abs($0 - $1) < 1e-6 })
  }

  @Test("a constraint holds for the weights after training, and leaves biases alone")
  func training() throws {
    for (constraint, holds) in [
      (Constraint.maxNorm(0.5), { norms(ofColumns: $0).allSatisfy { $0 <= 0.5 + 1e-6 } }),
      (.nonNegative, { $0.scalars.allSatisfy { $0 >= 0 } }),
    ] as [(Constraint, (Tensor) -> Bool)] {
      let trainer = try Trainer(
        model, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.01), constraint: constraint, seed: 1)
      let free = try Trainer(model, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.01), seed: 1)
      _ = try trainer.fit(data(), epochs: 3, batchSize: 4)
      _ = try free.fit(data(), epochs: 3, batchSize: 4)
      func weights(_ trainer: Trainer) -> [Tensor] {
        trainer.network.parameters.filter { $0.name.hasSuffix("weight") }.map(\.tensor)
      }
      #expect(weights(trainer).allSatisfy(holds))
      #expect(!weights(free).allSatisfy(holds))
      #expect(trainer.network.parameters.contains { $0.name.hasSuffix("bias") && !holds($0.tensor) })
    }
  }

  @Test("decoupled decay shrinks weights by ηλ and spares biases, scales and offsets, whatever the optimizer")
  func decoupledDecay() throws {
    let model = Model(input: [2]) {
      Dense(3)
      BatchNorm()
      Dense(1)
    }
    // Without a gradient, decay alone changes anything.
    struct Silence: GradientTransform {
      func apply(
        to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
      ) -> Tensor { 0 * gradient }
    }
    let data = try Dataset(inputs: [[1, 2], [0, 1]], values: [[3], [4]])
    for optimizer in [
      Optimizer.sgd(learningRate: 0.25).withDecoupledWeightDecay(0.5),
      .adamW(learningRate: 0.25, weightDecay: 0.5), .lion(learningRate: 0.25, weightDecay: 0.5),
    ] {
      let trainer = try Trainer(
        model, loss: .meanSquaredError, optimizer: optimizer.preceded(by: [Silence()]), seed: 1)
      let before = trainer.network.parameters
      _ = try trainer.fit(data, epochs: 1, batchSize: 2)
      for (old, new) in pairs(before, trainer.network.parameters) {
        let factor = old.name.hasSuffix("weight") ? 1 - 0.25 * 0.5 : 1
        #expect(
          pairs(old.tensor.scalars, new.tensor.scalars).allSatisfy { abs(factor * $0 - $1) < 1e-6 },
          "\(old.name)")
      }
    }
  }

  @Test("the loss that is reported is the data's, without the penalty")
  func reportedLoss() throws {
    func loss(_ regularization: Regularization?) throws -> Double {
      let trainer = try Trainer(
        model, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.01), regularization: regularization,
        seed: 1)
      return try trainer.fit(data(), epochs: 1, batchSize: 12).training.loss[0]
    }
    let penalised = try loss(.elasticNet(l1: 3, l2: 5)), plain = try loss(nil)
    #expect(penalised == plain)
  }
}

import DeepTraining
import Testing

// As a user of the library writes it: nothing here is internal.

@Suite("Optimizers as sentences")
struct SentenceTests {
  @Test(
    "optimizers that are written as sentences of transforms have the bits of those with names",
    arguments: [
      (
        Optimizer(
          learningRate: 0.01, ScaleByMoments(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), Descend()),
        Optimizer.adam(learningRate: 0.01)
      ),
      (
        Optimizer(learningRate: 0.01, Chain(ScaleByMoments(), AddDecayedWeights(0.1)), Descend()),
        Optimizer.adamW(learningRate: 0.01, weightDecay: 0.1)
      ),
      (
        Optimizer(learningRate: 0.1, Descend(), Momentum(0.9, looksAhead: true)),
        Optimizer.nesterov(0.9, learningRate: 0.1)
      ),
      (
        Optimizer(learningRate: 0.1, ScaleToUnitNorm(), Chain(Scale(by: 1), Descend())),
        Optimizer.normalisedGradient(learningRate: 0.1)
      ),
    ])
  func sentences(sentence: Optimizer, named: Optimizer) throws {
    func trained(_ optimizer: Optimizer) throws -> [[Float]] {
      let model = Model(input: [28, 28]) {
        Flatten()
        Dense(16)
        ReLU()
        Dense(10)
      }
      let trainer = try Trainer(model, loss: .softmaxCrossEntropy, optimizer: optimizer, seed: 3)
      _ = try trainer.fit(try Digits.synthetic(count: 60, seed: 1), epochs: 2, batchSize: 20)
      return trainer.network.parameters.map(\.tensor.floats)
    }
    let found = try trained(sentence)
    #expect(try found == trained(named))
    #expect(try found != trained(.sgd(learningRate: 0.5)))
  }

  @Test("a chain keeps the states of its transforms apart, whatever chains are in it")
  func states() {
    let parts: [any GradientTransform] = [Momentum(0.5), ScaleByMoments(), Momentum(0.25)]
    let flat = Optimizer(learningRate: 0.1, parts + [Descend()])
    let nested = Optimizer(learningRate: 0.1, Chain(parts[0], Chain(parts[1], Chain(parts[2]))), Descend())
    var (a, b) = (Tensor([1, -2]), Tensor([1, -2]))
    var stepA = flat.stepper(for: a), stepB = nested.stepper(for: b)
    for gradient in [[1, 2], [-3, 0.5], [0.25, 8]] {
      stepA(&a, Tensor(gradient))
      stepB(&b, Tensor(gradient))
    }
    #expect(a == b)
    #expect(a != Tensor([1, -2]))
  }
}

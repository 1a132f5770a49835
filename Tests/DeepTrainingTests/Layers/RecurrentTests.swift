import Testing

@testable import DeepTraining

@Suite("Recurrent layers")
struct RecurrentTests {
  @Test("a state is tanh of the input and of the state before it")
  func states() throws {
    let model = Model(input: [3, 2]) { Recurrent(2, output: .everyStep) }
    let network = try model.initialized(seed: 1)
    let weights = Dictionary(uniqueKeysWithValues: network.parameters.map { ($0.name, $0.tensor) })
    let x = Tensor(uniform: [1, 3, 2], in: -1...1, seed: 2)
    var state = Tensor(zeros: [1, 2])
    let states = x.permuted([1, 0, 2]).unstacked().map { step in
      state =
        (step.matrixProduct(weights["recurrent 1.weight"]!)
        + state.matrixProduct(weights["recurrent 1.recurrent weight"]!) + weights["recurrent 1.bias"]!).tanh()
      return state
    }
    let found = network(x)
    #expect(found.shape == [1, 3, 2])
    for (index, state) in states.enumerated() {
      #expect((found[0..., index, 0...] - state).magnitude().max().scalar < 1e-6)
    }
  }

  @Test("without a bias it is the layer whose bias is zero, as it is at first")
  func withoutBias() throws {
    let x = Tensor(uniform: [4, 5, 3], in: -1...1, seed: 2)
    let network = try Model(input: [5, 3]) { Recurrent(6, usesBias: false) }.initialized(seed: 1)
    #expect(network.parameters.map(\.name) == ["recurrent 1.weight", "recurrent 1.recurrent weight"])
    #expect(network(x) == (try Model(input: [5, 3]) { Recurrent(6) }.initialized(seed: 1)(x)))
  }

  @Test("the output is the last state unless every one is wanted")
  func outputs() throws {
    let x = Tensor(uniform: [4, 5, 3], in: -1...1, seed: 2)
    let last = try Model(input: [5, 3]) { Recurrent(6) }.initialized(seed: 1)(x)
    let all = try Model(input: [5, 3]) { Recurrent(6, output: .everyStep) }.initialized(seed: 1)(x)
    #expect(last.shape == [4, 6] && all.shape == [4, 5, 6])
    #expect(last == all[0..., 4, 0...])
  }

  @Test("it has a matrix for inputs, one for states, and a bias, whatever the length of the sequences")
  func parameters() throws {
    for steps in [1, 7] {
      let network = try Model(input: Shape([steps, 3])) { Recurrent(4) }.initialized(seed: 1)
      #expect(network.parameters.map(\.tensor.shape) == [[3, 4], [4, 4], [4]])
      let recurrent = network.parameters[1].tensor
      let product = recurrent.transposed().matrixProduct(recurrent)
      #expect((product - Tensor([0, 1, 2, 3]).oneHot(classes: 4)).magnitude().max().scalar < 1e-5)
    }
  }

  @Test("two in a row learn which of two signs stood at the beginning")
  func memory() throws {
    let signs = Tensor((0..<64).map { $0 % 2 == 0 ? 1 : -1 })
    var inputs = Tensor(normal: [64, 12, 2], mean: 0, standardDeviation: 0.3, seed: 4).scalars
    for (index, sign) in signs.scalars.enumerated() { inputs[24 * index] = sign }
    let data = try Dataset(
      inputShape: [12, 2], inputs: inputs.map { Float($0) },
      targets: .classes((0..<64).map { $0 % 2 }, count: 2))
    let model = Model(input: [12, 2]) {
      Recurrent(8, output: .everyStep)
      Recurrent(8)
      Dense(2)
    }
    let trainer = try Trainer(
      model, loss: .softmaxCrossEntropy, optimizer: .adam(learningRate: 0.01), seed: 3)
    let losses = try trainer.fit(data, epochs: 40, batchSize: 16).training.loss
    #expect(losses.first! > 0.5 && losses.last! < 0.1)
  }

  @Test("an input that is no sequence is refused by its shape")
  func refused() {
    let model = Model(input: [4]) { Recurrent(2) }
    #expect {
      try model.initialized(seed: 1)
    } throws: {
      "\($0)".contains("needs sequences, [steps, features], but each example has the shape [4]")
    }
  }
}

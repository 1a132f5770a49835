import Testing

@testable import DeepTraining

@Suite("Layers of layers")
struct CompositeTests {
  @Test("a residual block adds its layers' result to its input, or to what its shortcut makes of it")
  func residual() throws {
    let x = Tensor([[1, 2], [3, 4]])
    let plain = try Model(input: [2]) { Residual { Dense(2) } }.initialized(seed: 3)
    let weight = plain.parameters[0].tensor
    #expect(plain(x) == x.matrixProduct(weight) + Tensor([0, 0]) + x)

    let widening = try Model(input: [2]) {
      Residual {
        Dense(3, usesBias: false)
      } shortcut: {
        Dense(3, usesBias: false)
      }
    }.initialized(seed: 3)
    let weights = widening.parameters.map(\.tensor)
    #expect(widening(x) == x.matrixProduct(weights[0]) + x.matrixProduct(weights[1]))
  }

  @Test("parallel branches see the same input and stand side by side")
  func parallel() throws {
    let network = try Model(input: [2]) {
      Parallel {
        Dense(3)
        Sequential {
          Dense(4)
          Tanh()
        }
      }
    }.initialized(seed: 3)
    let x = Tensor([[1, 2], [3, 4]]), weights = network.parameters.map(\.tensor)
    #expect(
      network(x)
        == .concatenated([x.matrixProduct(weights[0]), x.matrixProduct(weights[2]).tanh()], axis: -1))
  }

  @Test("branches that do not fit side by side are refused, with their shapes")
  func branches() {
    let model = Model(input: [2, 3]) {
      Parallel {
        Flatten()
        Tanh()
      }
    }
    #expect {
      try model.initialized(seed: 1)
    } throws: {
      "\($0)"
        == "parallel 1 has branches that give examples of shapes [6] and [2, 3]; all axes but the last must agree"
    }
  }

  @Test("layers inside a layer are named by the way to them, and their results come before its own")
  func names() throws {
    let network = try Model(input: [2]) {
      Dense(2)
      Residual {
        Dense(2)
        Sequential { Tanh() }
      }
    }.initialized(seed: 1)
    #expect(
      network.parameters.map(\.name) == [
        "dense 1.weight", "dense 1.bias", "residual 1.dense 1.weight", "residual 1.dense 1.bias",
      ])
    #expect(
      network.activations(of: Tensor([[1, 2]])).map(\.layer) == [
        "dense 1", "residual 1.dense 1", "residual 1.sequential 1.tanh 1", "residual 1.sequential 1",
        "residual 1",
      ])
  }

  @Test("a layer that does not fit is named by the way to it, at its own line")
  func nestedError() {
    let line = #line + 3
    let model = Model(input: [2, 2]) {
      Residual {
        Dense(2)
      }
    }
    #expect {
      try model.initialized(seed: 1)
    } throws: { error in
      let error = error as? ModelError
      return error?.layer == "residual 1.dense 1" && error?.location.line == line
    }
  }

  @Test("a sum of different shapes says what the shortcut must do")
  func shapes() {
    let model = Model(input: [2]) { Residual { Dense(3) } }
    #expect {
      try model.initialized(seed: 1)
    } throws: {
      "\($0)"
        == "residual 1 adds examples of shape [3] from its layers to [2] from its shortcut; "
        + "give it a shortcut: that makes [3] of its input [2]"
    }
  }

  @Test("all weights lie before all other parameters")
  func layout() throws {
    let model = Model(input: [2]) {
      Dense(3)
      BatchNorm()
      Dense(1)
    }
    let parts = try model.requirements().layout.parts
    #expect(parts.map(\.role) == [.weight, .weight, .bias, .scale, .offset, .bias])
    #expect(parts.map(\.range) == [0..<6, 6..<9, 9..<12, 12..<15, 15..<18, 18..<19])
  }
}

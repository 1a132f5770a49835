import Foundation
import Testing

@testable import DeepTraining

/// Optimizers, clipping, penalties, constraints and norms where single precision ends, beside PyTorch and NumPy.
@Suite("Optimizers at the edges of single precision")
struct OptimizerEdgeTests {
  private static func layout(_ count: Int) -> ParameterLayout {
    ParameterLayout(weight: count == 1 ? [1, 1] : [2, 2])
  }

  private func compare(
    _ golden: OptimizerEdges.Case, _ eager: [[Double]], _ planned: [[Double]], _ double: [[Double]],
    within least: Double = 2e-6, scale: Double = 0
  ) -> Set<OptimizerEdgeDifference> {
    #expect(agree(eager, planned, within: 0), "eagerly \(eager), planned \(planned)")
    // Tenths of such numbers have few digits.
    let tolerance = max(least, ["1e-38": 1e-5, "subnormal": 1e-3][golden.edge] ?? 0)
    var found: Set<OptimizerEdgeDifference> = []
    func note(_ agrees: Bool, _ other: OptimizerEdgeDifference.Other) {
      if !agrees { found.insert(OptimizerEdgeDifference(golden.name, golden.edge, from: other)) }
    }
    note(agree(eager, golden.single, within: tolerance, scale: scale), .single)
    note(agree(eager, golden.double.rounded, within: tolerance, scale: scale), .double)
    note(agree(double, golden.double, within: tolerance, scale: scale), .definition)
    return found
  }

  /// Expects all differences to be listed, and all listed ones to be there.
  private func expect(_ found: Set<OptimizerEdgeDifference>, _ listed: [DeliberateDifferences]) {
    let meant = listed.reduce(into: Set<OptimizerEdgeDifference>()) { $0.formUnion($1.differences) }
    for difference in found.subtracting(meant).sorted(by: { "\($0)" < "\($1)" }) {
      Issue.record("is not meant: \(difference)")
    }
    for difference in meant.subtracting(found).sorted(by: { "\($0)" < "\($1)" }) {
      Issue.record("is listed, but not there: \(difference)")
    }
    #expect(listed.allSatisfy { !$0.reason.isEmpty })
  }

  @Test("optimizers make PyTorch's steps, but for what is listed")
  func optimizers() throws {
    var found: Set<OptimizerEdgeDifference> = []
    let edges = Golden.optimizerEdges, last = edges.steps.max()!
    for golden in edges.optimizers {
      let layout = Self.layout(golden.given.count)
      let weights = Tensor(Array(edges.start.prefix(golden.given.count)), shape: layout.parts[0].shape)
      let update = RecordedUpdate(try edges.optimizer(golden.name), weights: weights, layout: layout)
      func chosen(_ weights: [[Double]]) -> [[Double]] { edges.steps.map { weights[$0 - 1] } }
      found.formUnion(
        compare(
          golden, chosen(update.eager(golden.given, steps: last, layout: layout)),
          chosen(update.planned(golden.given, steps: last)), chosen(update.double(golden.given, steps: last)),
          // Muon's iteration cancels; its elements are as exact as the largest.
          within: golden.name == "muon" ? 1e-4 : 2e-6, scale: golden.name == "muon" ? 1 : 0))
    }
    expect(found, differencesOfOptimizers)
  }

  @Test("clipping, penalties and constraints do what PyTorch and NumPy do, but for what is listed")
  func changes() throws {
    var found: Set<OptimizerEdgeDifference> = []
    for golden in Golden.optimizerEdges.changes {
      let change = try Golden.optimizerEdges.change(golden.name, golden.setting!), count = golden.given.count
      let isConstraint = ["maxNorm", "unitNorm", "nonNegative"].contains(golden.name)
      let layout = isConstraint ? Self.layout(count) : Self.layoutOfTwo(count)
      let recorder = Recorder(), shape: Shape = isConstraint ? layout.parts[0].shape : [count]
      let result = change(recorder.input("x", shape: shape), layout)
      let (double, planned) = recorder.evaluate(
        [result], inputs: ["x": ReferenceTensor(shape, golden.given)])
      found.formUnion(
        compare(golden, [change(Tensor(golden.given, shape: shape), layout).scalars], planned, double))
    }
    expect(found, differencesOfChanges)
  }

  /// Two parameters of two numbers, which penalties take for weights.
  private static func layoutOfTwo(_ count: Int) -> ParameterLayout {
    guard count > 1 else { return ParameterLayout(weight: [count]) }
    return ParameterLayout(
      ["a", "b"].map {
        Parameter(
          name: $0, shape: [2], initializer: .zeros, fans: Fans(input: 1, output: 1), role: .weight)
      })
  }

  @Test("norms and deviations with their derivatives are PyTorch's, but for what is listed")
  func lengths() throws {
    var found: Set<OptimizerEdgeDifference> = []
    for golden in Golden.optimizerEdges.lengths {
      func function(_ x: Tensor) -> Tensor { golden.name == "norm" ? x.norm() : x.standardDeviation() }
      let recorder = Recorder(), shape: Shape = [golden.given.count]
      let x = recorder.input("x", shape: shape), value = function(x)
      let derivative = gradients(of: value, at: [x])[0]
      let (double, planned) = recorder.evaluate(
        [value, derivative], inputs: ["x": ReferenceTensor(shape, golden.given)])
      let eager = valueAndGradient(at: Tensor(golden.given)) { function($0) }
      found.formUnion(
        compare(golden, [eager.value.scalars, eager.gradient.scalars], planned, double))
    }
    expect(found, differencesOfLengths)
  }

  @Test("no public optimizer, clipping, penalty or constraint is missing from the golden values")
  func completeness() throws {
    let found = try publicNames(
      in: "Optimizers", returning: "Optimizer|Clipping|Regularization|Constraint")
    let golden = Set((Golden.optimizerEdges.optimizers + Golden.optimizerEdges.changes).map(\.name))
    #expect(found.count > 20 && found == golden, "\(found.symmetricDifference(golden))")
  }

  @Test(
    "optimizers change nothing of empty weights",
    arguments: ["vector": [0], "matrix": [3, 0]] as [String: Shape])
  func empty(_ name: String, _ shape: Shape) throws {
    for name in Set(Golden.optimizerEdges.optimizers.map(\.name)) {
      var weights = Tensor([], shape: shape)
      var step = try Golden.optimizerEdges.optimizer(name).stepper(for: weights)
      step(&weights, Tensor([], shape: shape))
      #expect(weights.shape == shape, "\(name)")
    }
    for golden in Golden.optimizerEdges.changes {
      let changed = try Golden.optimizerEdges.change(golden.name, golden.setting!)(
        Tensor([], shape: shape), ParameterLayout(weight: shape))
      #expect(changed.shape == shape, "\(golden.name)")
    }
  }
}

/// The names of public functions and constants in a folder of the engine that give one of some types.
func publicNames(in folder: String, returning types: String) throws -> Set<String> {
  let sources = URL(filePath: #filePath).appending(path: "../../../../../Sources/DeepTraining/\(folder)")
    .standardized
  let function = try Regex(
    #"public (?:static )?func (\w+)(?:(?!func )[\s\S])*?\) -> (?:\#(types))\b"#,
    as: (Substring, Substring).self)
  let constant = try Regex(
    #"public static let (\w+) = (?:\#(types))\b"#, as: (Substring, Substring).self)
  return try FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil)
    .reduce(into: []) { names, file in
      let text = try String(contentsOf: file, encoding: .utf8)
      names.formUnion((text.matches(of: function) + text.matches(of: constant)).map { String($0.output.1) })
    }
}

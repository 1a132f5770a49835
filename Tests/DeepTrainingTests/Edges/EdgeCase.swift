import Foundation
import Testing

@testable import DeepTraining

/// What an operation gives at the edges of single precision, as `Tests/Golden/make_edges.py` wrote it.
struct EdgeCase: Decodable, CustomTestStringConvertible {
  struct Operand: Decodable {
    let shape: [Int]
    let values: [EdgeNumber]

    var tensor: Tensor { Tensor(values.map(\.double), shape: Shape(shape)) }
  }

  /// Numbers of the result, and of the derivatives by operands; `nil` where there is none.
  struct Results: Decodable {
    let value: [EdgeNumber?]
    let gradients: [[EdgeNumber?]]

    var all: [[EdgeNumber?]] { [value] + gradients }
  }

  /// The operation and, behind a stroke, its operands.
  let name: String
  let operands: [Operand]
  let differentiated: [Int]
  let upstream: [EdgeNumber]?
  /// Whether errors of the value, and of derivatives, are relative to the largest element.
  let scaled: [Bool]
  /// What errors are relative to where all elements are smaller: the size of the terms that cancel.
  let floors: [Double]
  let pytorch: Results
  let exact: Results

  var testDescription: String { name }
  var operation: String { String(name.prefix { $0 != "|" }).trimmingCharacters(in: .whitespaces) }

  static let all = load().cases
  static let dropoutOfInfinityHasNaN = load().dropoutOfInfinityHasNaN

  private struct File: Decodable {
    let dropoutOfInfinityHasNaN: Bool
    let cases: [EdgeCase]
  }

  private static func load() -> File {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Golden/edges.json")
    do {
      return try JSONDecoder().decode(File.self, from: Data(contentsOf: file))
    } catch {
      preconditionFailure("the golden values at the edges cannot be read: \(error)")
    }
  }
}

/// A number in single precision, written as text, since JSON has neither infinities nor NaN.
struct EdgeNumber: Decodable, Sendable {
  let float: Float

  var double: Double { Double(float) }

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let float = Float(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "“\(text)” is no number"))
    }
    self.float = float
  }
}

/// The result of a case and its derivatives by operands, in the three ways in which the engine computes.
struct EdgeResults {
  let eager: [[Float]]
  let planned: [[Float]]
  let reference: [[Double]]

  init(_ edge: EdgeCase, _ function: ([Tensor]) -> Tensor) {
    let operands = edge.operands.map(\.tensor)
    func loss(_ value: Tensor) -> Tensor {
      guard let upstream = edge.upstream else { return value.sum() }
      return (value * Tensor(upstream.map(\.double), shape: value.shape)).sum()
    }
    func results(_ recorder: Recorder, _ tensors: [Tensor]) -> [Tensor] {
      let value = function(tensors)
      return [value] + gradients(of: loss(value), at: edge.differentiated.map { tensors[$0] })
    }

    let watching = Recorder()
    eager = results(watching, operands.map(watching.watch)).map(\.floats)

    let recorder = Recorder()
    let inputs = operands.enumerated().map { recorder.input("\($0)", shape: $1.shape) }
    let recorded = results(recorder, inputs)
    let plan = Plan(recorder, outputs: recorded)
    for (index, operand) in operands.enumerated() {
      _ = plan.input("\(index)").update(fromContentsOf: operand.floats)
    }
    plan.run()
    planned = recorded.indices.map { Array(plan.output($0)) }

    // A derivative that is 0 everywhere is a constant, which becomes a part of the graph here.
    let values = recorded.map(recorder.value)
    let doubles = recorder.graph.reference(
      inputs: Dictionary(
        uniqueKeysWithValues: operands.enumerated().map {
          ("\($0)", ReferenceTensor($1.shape, $1.scalars))
        }))
    reference = values.map { doubles[$0]!.scalars }
  }
}

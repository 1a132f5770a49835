import Foundation
import TestSupport
import Testing

@testable import DeepTraining

/// The reference values that `Tests/Golden` describes.
enum Golden {
  static let operations = ["operations", "images"].flatMap { load($0, as: Cases<OperationCase>.self).cases }
  static let optimizers = ["optimizers", "adaptive_optimizers", "further_optimizers"].flatMap {
    load($0, as: Cases<OptimizerCase>.self).cases
  }
  static let schedules = load("schedules", as: ScheduleCases.self)
  static let optimizerEdges = load("optimizer_edges", as: OptimizerEdges.self)
  static let multilayerPerceptron = load("mlp", as: TrainingCase.self)
  static let batchNormalised = load("batch_norm_mlp", as: TrainingCase.self)
  static let convolutional = load("cnn", as: TrainingCase.self)

  private struct Cases<Case: Decodable>: Decodable {
    let cases: [Case]
  }

  private static func load<Content: Decodable>(_ name: String, as type: Content.Type) -> Content {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Golden")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return try decoder.decode(type, from: Data(contentsOf: folder.appending(path: "\(name).json")))
    } catch {
      preconditionFailure("the golden values of \(name) cannot be read: \(error)")
    }
  }
}

struct GoldenTensor: Decodable {
  let shape: [Int]
  let values: [Double]

  var tensor: Tensor { Tensor(values, shape: Shape(shape)) }
  var reference: ReferenceTensor { ReferenceTensor(Shape(shape), values) }
}

struct OperationCase: Decodable, CustomTestStringConvertible {
  let name: String
  let inputs: [String: GoldenTensor]
  let output: GoldenTensor
  let upstream: GoldenTensor
  let gradients: [String: GoldenTensor]
  let labels: [Int]?
  let epsilon: Double?
  let decay: Double?
  let window: [Int]?
  let stride: [Int]?
  let dilation: [Int]?
  let padding: String?
  let groups: Int?
  let before: [String: GoldenTensor]?
  let after: [String: GoldenTensor]?

  var testDescription: String { name }
}

struct OptimizerCase: Decodable, CustomTestStringConvertible {
  let name: String
  let function: String
  let learningRate: Double
  let momentum: Double?
  let factorPerStep: Double?
  /// The parameters of which the numbers are made, if there is more than one.
  let parts: [Part]?
  let x: GoldenTensor?
  let c: GoldenTensor?
  let weights: [[Double]]
  let losses: [Double]

  var testDescription: String { "\(name) on \(function)\(parts.map { " \($0[0].shape)" } ?? "")" }

  struct Part: Decodable {
    let name: String
    let shape: [Int]
    let role: String
  }
}

struct ScheduleCases: Decodable {
  struct Schedule: Decodable, CustomTestStringConvertible {
    let name: String
    let rates: [Double]

    var testDescription: String { name }
  }
  struct Plateau: Decodable {
    let patience: Int
    let minimumChange: Double
    let cooldown: Int
    let minimumRate: Double
    let losses: [Double]
    let rates: [Double]
  }

  let rate: Double
  let schedules: [Schedule]
  let plateaus: [Plateau]
}

struct TrainingCase: Decodable, CustomTestStringConvertible {
  struct Parameter: Decodable {
    let name: String
    let tensor: GoldenTensor
  }
  struct RunningStatistics: Decodable {
    let mean: GoldenTensor
    let variance: GoldenTensor
  }
  struct Snapshot: Decodable {
    let parameters: [Parameter]
    let running: [RunningStatistics]
    let scores: GoldenTensor
  }

  let batchSize: Int
  let learningRate: Double
  let momentum: Double
  let inputs: GoldenTensor
  let labels: [Int]
  let losses: [Double]
  let snapshots: [String: Snapshot]

  var testDescription: String {
    isOfImages ? "convolutional" : isNormalised ? "batch-normalised" : "plain"
  }

  var isOfImages: Bool { inputs.shape.count == 3 }
  var isNormalised: Bool { !snapshots["0"]!.running.isEmpty }
  var inputShape: Shape { Shape(inputs.shape).example }
}

/// Expects a difference of at most `tolerance`, relative to the expected number; for elements near 0, at which terms
/// cancel, relative to a hundredth of the largest. The first element that differs more is reported.
func expectAgreement(
  _ found: [Double], _ expected: [Double], within tolerance: Double, _ what: String,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  #expect(found.count == expected.count, "\(what)", sourceLocation: sourceLocation)
  let floor = max(1e-12, expected.map(abs).max().map { $0 / 100 } ?? 0)
  let different = pairs(found, expected).enumerated().first { _, pair in
    !(abs(pair.0 - pair.1) <= tolerance * max(abs(pair.1), floor))
  }
  if let (index, (found, expected)) = different {
    Issue.record("\(what), element \(index): \(found), expected \(expected)", sourceLocation: sourceLocation)
  }
}

import CKernels
import Foundation

/// eˣ/Σeˣ over the last axis: the implementation of ``Tensor/softmax()``.
struct NormalizedExponential: Operation, Hashable {
  var name: String { "softmax" }

  var placement: Placement { .overOperand }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    guard let classes = operands[0].extents.last, classes > 0 else {
      throw ShapeError("shape \(operands[0]) has no scores along its last axis")
    }
    return operands
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let y = node.results[0], dy = upstream[0]!
    return [y * (dy - (dy * y).sum(axes: [-1], keepingAxes: true))]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    [ReferenceTensor(operands[0].shape, operands[0].rows.flatMap(probabilities))]
  }

  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool { operands[0].rank > 1 }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let x = operands.inputs[0], y = operands.outputs[0]
    instructions.append(
      dt_softmax,
      dt_softmax_arguments(
        x: x.constant, y: y.pointer, rows: x.count / x.shape.extents.last!, classes: x.shape.extents.last!))
  }
}

/// The cross-entropy −Σ t·log softmax(x) of each row, and its derivative softmax(x) − t.
///
/// The target t is 1 − `smoothing` at the label, plus an equal share of `smoothing` for each class.
struct SoftmaxCrossEntropy: Operation, Hashable {
  var smoothing = 0.0

  var name: String { "softmax cross-entropy" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try requireScoresAndLabels(operands)
    return [[operands[0][0]], operands[0]]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let scores = node.operands[0], rows = scores.shape[0]
    let ofLosses = upstream[0].map { node.results[1] * $0.reshaped(to: [rows, 1]) }
    // The second result is the derivative of the first, so this is the second derivative.
    let ofGradient = upstream[1].map { upstream in
      let shares = scores.softmax() * upstream
      return shares - scores.softmax() * shares.sum(axes: [1], keepingAxes: true)
    }
    guard let ofLosses, let ofGradient else { return [ofLosses ?? ofGradient, nil] }
    return [ofLosses + ofGradient, nil]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    var losses: [Double] = [], gradient: [Double] = []
    for (row, label) in zip(operands[0].rows, operands[1].scalars) {
      let largest = row.max()!
      let logarithm = Foundation.log(row.reduce(0) { $0 + Foundation.exp($1 - largest) }) + largest
      let target = row.indices.map {
        smoothing / Double(row.count) + ($0 == Int(label) ? 1 - smoothing : 0)
      }
      // A class with target 0 may have the score −∞.
      losses.append(zip(target, row).reduce(0) { $1.0 == 0 ? $0 : $0 + $1.0 * (logarithm - $1.1) })
      gradient += zip(probabilities(row), target).map { $0 - $1 }
    }
    return [ReferenceTensor([losses.count], losses), ReferenceTensor(operands[0].shape, gradient)]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let logits = operands.inputs[0]
    instructions.append(
      dt_softmax_cross_entropy,
      dt_softmax_cross_entropy_arguments(
        logits: logits.constant, labels: operands.inputs[1].constant, losses: operands.outputs[0].pointer,
        gradient: operands.outputs[1].pointer, rows: logits.shape[0], classes: logits.shape[1],
        smoothing: Float(smoothing)))
  }
}

/// The number of rows whose label has one of the largest scores; among equal scores, the first counts as the largest.
struct CorrectCount: Operation, Hashable {
  /// The number of largest scores that count as correct.
  var among = 1

  var name: String { "count of correct predictions" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try requireScoresAndLabels(operands)
    return [[]]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] { [nil, nil] }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let correct = zip(operands[0].rows, operands[1].scalars).count { row, label in
      let label = Int(label)
      let before = row.indices.count { index in
        index != label && !(row[index] < row[label]) && (row[index] != row[label] || index < label)
      }
      return before < among
    }
    return [ReferenceTensor([], [Double(correct)])]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let logits = operands.inputs[0]
    instructions.append(
      dt_correct,
      dt_correct_arguments(
        logits: logits.constant, labels: operands.inputs[1].constant, count: operands.outputs[0].pointer,
        rows: logits.shape[0], classes: logits.shape[1], among: among))
  }
}

private func requireScoresAndLabels(_ operands: [Shape]) throws(ShapeError) {
  guard operands[0].rank == 2, operands[0][1] > 0, operands[1] == [operands[0][0]] else {
    throw ShapeError(
      "scores of shape \(operands[0]) and labels of shape \(operands[1]) were given; "
        + "[rows, classes] and [rows] are expected")
  }
}

private func probabilities(_ row: [Double]) -> [Double] {
  let largest = row.max()!
  let powers = row.map { Foundation.exp($0 - largest) }
  let total = powers.reduce(0, +)
  return powers.map { $0 / total }
}

extension ReferenceTensor {
  /// The rows of elements along the last axis.
  fileprivate var rows: [[Double]] {
    let width = shape.extents.last!
    return stride(from: 0, to: scalars.count, by: width).map { Array(scalars[$0..<($0 + width)]) }
  }
}

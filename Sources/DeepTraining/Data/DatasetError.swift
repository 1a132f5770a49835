import Foundation

/// The reason why a dataset cannot be made, divided or scaled.
public enum DatasetError: Error, Equatable {
  /// The part of an example.
  public enum Part: String, Sendable {
    /// The inputs of the network.
    case input
    /// The targets.
    case target
  }

  /// There are no examples.
  case empty
  /// A shape has no dimensions, a dimension below 1, or more elements than `Int` can count.
  case invalidShape([Int])
  /// The count of numbers is no multiple of the shape's size.
  case unevenInputs(found: Int, shape: [Int])
  /// An example differs from the first in length.
  case unequalLengths(Part, example: Int, found: Int, expected: Int)
  /// The number of targets does not match the examples.
  case wrongTargetCount(found: Int, expected: Int)
  /// A label is not one of the classes.
  case labelOutOfRange(example: Int, found: Int, classCount: Int)
  /// There are no classes.
  case noClasses(found: Int)
  /// A number is infinite or NaN.
  case notFinite(Part, example: Int, element: Int, found: Double)
  /// A fraction leaves one of the two parts without examples.
  case emptyPart(fraction: Double, count: Int)
  /// All inputs are the same number, which cannot be scaled to a range.
  case constantInputs(Double)
  /// A range for scaling has zero width or is not finite.
  case invalidRange(ClosedRange<Double>)
  /// Statistics of examples of one shape are applied to examples of another.
  case wrongShape(found: [Int], expected: [Int])
}

extension DatasetError: CustomStringConvertible, LocalizedError {
  /// What was found, and what was expected.
  public var description: String {
    switch self {
    case .empty:
      "a dataset needs at least one example, found none"
    case .invalidShape(let shape):
      "a shape needs dimensions of 1 or more and fewer than 2^63 elements, found \(shape)"
    case .unevenInputs(let found, let shape):
      "examples of \(shape.dimensions) need a multiple of \(shape.reduce(1, *)) numbers, found \(found)"
    case .unequalLengths(let part, let example, let found, let expected):
      "the \(part.rawValue) of example \(example) has \(found) numbers, that of the first has \(expected)"
    case .wrongTargetCount(let found, let expected):
      "the examples need \(expected) target numbers or labels, found \(found)"
    case .labelOutOfRange(let example, let found, let classCount):
      "the label of example \(example) is \(found), expected one of 0 ..< \(classCount)"
    case .noClasses(let found):
      "a classification needs at least one class, found \(found)"
    case .notFinite(let part, let example, let element, let found):
      "element \(element) of the \(part.rawValue) of example \(example) is \(found), expected a finite 32-bit number"
    case .emptyPart(let fraction, let count):
      "the fraction \(fraction) of \(count) examples leaves a part empty, expected at least one example in each"
    case .constantInputs(let value):
      "all inputs are \(value), so they cannot be spread over a range"
    case .invalidRange(let range):
      "a range to scale from or to needs finite, different bounds, found \(range)"
    case .wrongShape(let found, let expected):
      "the examples have shape \(found.dimensions), expected \(expected.dimensions) as in the fitted set"
    }
  }

  /// The same as `description`.
  public var errorDescription: String? { description }
}

// MARK: - The checks

extension Dataset {
  /// The number of elements of `shape`.
  static func size(of shape: [Int]) throws -> Int {
    guard !shape.isEmpty else { throw DatasetError.invalidShape(shape) }
    return try shape.reduce(1) { size, dimension in
      let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
      guard dimension >= 1, !overflow else { throw DatasetError.invalidShape(shape) }
      return product
    }
  }

  static func check(_ targets: Targets, count: Int) throws {
    switch targets {
    case .classes(let labels, let classCount):
      guard classCount >= 1 else { throw DatasetError.noClasses(found: classCount) }
      guard labels.count == count else {
        throw DatasetError.wrongTargetCount(found: labels.count, expected: count)
      }
      for (example, label) in labels.enumerated() where !(0..<classCount).contains(Int(label)) {
        throw DatasetError.labelOutOfRange(
          example: example, found: Int(label), classCount: classCount)
      }
    case .values(let values, let shape):
      let size = try size(of: shape)
      let (expected, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, values.count == expected else {
        throw DatasetError.wrongTargetCount(
          found: values.count, expected: overflow ? .max : expected)
      }
      try checkFinite(values, size: size, what: .target)
    }
  }

  static func checkFinite(_ values: [Float], size: Int, what part: DatasetError.Part) throws {
    guard let index = values.firstIndex(where: { !$0.isFinite }) else { return }
    throw DatasetError.notFinite(
      part, example: index / size, element: index % size, found: Double(values[index]))
  }

  /// The elements of all rows, which must be as long as the first.
  static func flat(_ rows: [[Double]], what part: DatasetError.Part) throws -> [Float] {
    let expected = rows.first?.count ?? 0
    for (example, row) in rows.enumerated() where row.count != expected {
      throw DatasetError.unequalLengths(
        part, example: example, found: row.count, expected: expected)
    }
    return rows.flatMap { $0.map(Float.init) }
  }
}

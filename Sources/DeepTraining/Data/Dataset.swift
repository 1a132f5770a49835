/// Examples to learn from: inputs of one shape, and a target for each.
///
/// The numbers are stored once: a slice shares the storage of its parent, and reordering copies each example once. A
/// dataset has at least one example, and all its numbers are finite.
public struct Dataset: Sendable {
  /// The targets of the examples.
  public enum Targets: Sendable, Hashable {
    /// One class per example, numbered from 0, of `count` classes.
    case classes([Int32], count: Int)
    /// Numbers of `shape` per example, one example after another.
    case values([Float], shape: [Int])
  }

  /// The shape of one example, such as `[28, 28]`.
  public let inputShape: [Int]
  /// The number of values in one example.
  public let inputSize: Int
  private let allInputs: [Float]
  private let allTargets: Targets
  /// The examples of the storage that belong to this dataset.
  private let range: Range<Int>

  /// A dataset, after checks.
  ///
  /// - Parameters:
  ///   - inputShape: the shape of one example; every dimension at least 1.
  ///   - inputs: the examples one after another, each in row-major order.
  ///   - targets: one target per example.
  /// - Throws: `DatasetError` for a shape that is not positive, lengths that do not agree, labels that are not
  ///   classes, numbers that are not finite, or no examples.
  public init(inputShape: [Int], inputs: [Float], targets: Targets) throws {
    let size = try Self.size(of: inputShape)
    guard !inputs.isEmpty else { throw DatasetError.empty }
    guard inputs.count.isMultiple(of: size) else {
      throw DatasetError.unevenInputs(found: inputs.count, shape: inputShape)
    }
    try Self.checkFinite(inputs, size: size, what: .input)
    try Self.check(targets, count: inputs.count / size)
    self.init(checkedShape: inputShape, inputs: inputs, targets: targets)
  }

  /// A set of examples for classification.
  ///
  /// - Parameters:
  ///   - inputs: the examples, all of the same length.
  ///   - classes: the class of each, numbered from 0.
  ///   - classCount: the number of classes; by default one more than the largest label.
  /// - Throws: `DatasetError`, as `init(inputShape:inputs:targets:)` does.
  public init(inputs: [[Double]], classes: [Int], classCount: Int? = nil) throws {
    let labels = try classes.enumerated().map { index, label in
      guard let label = Int32(exactly: label) else {
        throw DatasetError.labelOutOfRange(
          example: index, found: label, classCount: classCount ?? Int(Int32.max))
      }
      return label
    }
    try self.init(
      inputShape: [inputs.first?.count ?? 1], inputs: Self.flat(inputs, what: .input),
      targets: .classes(labels, count: classCount ?? Swift.max(0, classes.max() ?? 0) + 1))
  }

  /// A set of examples for regression.
  ///
  /// - Parameters:
  ///   - inputs: the examples, all of the same length.
  ///   - values: the numbers to predict for each, all of the same length.
  /// - Throws: `DatasetError`, as `init(inputShape:inputs:targets:)` does.
  public init(inputs: [[Double]], values: [[Double]]) throws {
    try self.init(
      inputShape: [inputs.first?.count ?? 1], inputs: Self.flat(inputs, what: .input),
      targets: .values(Self.flat(values, what: .target), shape: [values.first?.count ?? 1]))
  }

  /// A dataset whose parts are known to pass the checks of the public initialiser.
  init(checkedShape inputShape: [Int], inputs: [Float], targets: Targets) {
    let size = inputShape.reduce(1, *)
    self.init(
      inputShape: inputShape, inputSize: size, allInputs: inputs, allTargets: targets,
      range: 0..<(inputs.count / size))
  }

  private init(
    inputShape: [Int], inputSize: Int, allInputs: [Float], allTargets: Targets, range: Range<Int>
  ) {
    self.inputShape = inputShape
    self.inputSize = inputSize
    self.allInputs = allInputs
    self.allTargets = allTargets
    self.range = range
  }
}

// MARK: - Reading

extension Dataset {
  /// The number of examples, at least 1.
  public var count: Int { range.count }

  /// The examples one after another, each in row-major order. A slice copies them; `withUnsafeInputs` does not.
  public var inputs: [Float] { part(of: allInputs, size: inputSize) }

  /// The inputs of all examples as one tensor, `[count] + inputShape`: a batch for a ``Network``, or images to look at.
  public var batch: Tensor {
    Tensor(shape: Shape([count] + inputShape), floats: allInputs[elements(size: inputSize)])
  }

  /// The targets, in the order of the examples. A slice copies them.
  public var targets: Targets {
    switch allTargets {
    case .classes(let labels, let count): .classes(part(of: labels, size: 1), count: count)
    case .values(let values, let shape):
      .values(part(of: values, size: shape.reduce(1, *)), shape: shape)
    }
  }

  /// The class of each example, or `nil` if the targets are numbers.
  public var classLabels: [Int32]? {
    guard case .classes(let labels, _) = targets else { return nil }
    return labels
  }

  /// The number of classes, or `nil` if the targets are numbers.
  public var classCount: Int? {
    guard case .classes(_, let count) = allTargets else { return nil }
    return count
  }

  /// The number of examples of each class, or `nil` if the targets are numbers.
  public var classCounts: [Int]? {
    guard case .classes(let labels, let count) = targets else { return nil }
    return labels.reduce(into: [Int](repeating: 0, count: count)) { counts, label in
      counts[Int(label)] += 1
    }
  }

  /// Calls `body` with the `count · inputSize` numbers of the examples, without copying them.
  public func withUnsafeInputs<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try allInputs.withUnsafeBufferPointer { all in
      try body(UnsafeBufferPointer(rebasing: all[elements(size: inputSize)]))
    }
  }

  private func elements(size: Int) -> Range<Int> {
    range.lowerBound * size..<range.upperBound * size
  }

  private func part<Element>(of all: [Element], size: Int) -> [Element] {
    let elements = elements(size: size)
    return elements == all.indices ? all : Array(all[elements])
  }
}

extension Dataset: CustomStringConvertible {
  /// For example `4000 examples of 28×28, 10 classes`.
  public var description: String {
    let examples = "\(count) \(count == 1 ? "example" : "examples") of \(inputShape.dimensions)"
    return switch allTargets {
    case .classes(_, let count): "\(examples), \(count) \(count == 1 ? "class" : "classes")"
    case .values(_, let shape): "\(examples), targets of \(shape.dimensions)"
    }
  }
}

extension [Int] {
  /// A shape as messages show it, such as `28×28`.
  var dimensions: String { map(String.init).joined(separator: "×") }
}

// MARK: - Taking a part

extension Dataset {
  /// The examples in `bounds`, sharing this set's storage.
  ///
  /// - Precondition: `bounds` is not empty and lies within `0 ..< count`.
  public subscript(bounds: Range<Int>) -> Dataset {
    precondition(
      !bounds.isEmpty && bounds.lowerBound >= 0 && bounds.upperBound <= count,
      "a slice of a dataset needs examples within 0 ..< \(count), found \(bounds)")
    return Dataset(
      inputShape: inputShape, inputSize: inputSize, allInputs: allInputs, allTargets: allTargets,
      range: range.lowerBound + bounds.lowerBound..<range.lowerBound + bounds.upperBound)
  }

  /// The first `length` examples, or all if there are fewer, sharing this set's storage.
  public func prefix(_ length: Int) -> Dataset {
    self[0..<Swift.min(length, count)]
  }

  /// The examples with these indices, in that order; an example may occur more than once.
  ///
  /// - Precondition: there is at least one index, and all lie within `0 ..< count`.
  public func selecting(_ indices: [Int]) -> Dataset {
    precondition(!indices.isEmpty, "a dataset needs at least one example, found no index")
    for index in indices {
      precondition(
        index >= 0 && index < count,
        "an index into this dataset lies within 0 ..< \(count), found \(index)")
    }
    let targets: Targets =
      switch allTargets {
      case .classes(let labels, let count):
        .classes(gather(indices, from: labels, size: 1), count: count)
      case .values(let values, let shape):
        .values(gather(indices, from: values, size: shape.reduce(1, *)), shape: shape)
      }
    return Dataset(
      inputShape: inputShape, inputSize: inputSize,
      allInputs: gather(indices, from: allInputs, size: inputSize),
      allTargets: targets, range: 0..<indices.count)
  }

  private func gather<Element>(_ indices: [Int], from all: [Element], size: Int) -> [Element] {
    var gathered: [Element] = []
    gathered.reserveCapacity(indices.count * size)
    for index in indices {
      let start = (range.lowerBound + index) * size
      gathered.append(contentsOf: all[start..<start + size])
    }
    return gathered
  }
}

// MARK: - Changing the inputs

extension Dataset {
  /// The same targets with other inputs of the same shape, which must be finite.
  func replacingInputs(_ inputs: [Float]) -> Dataset {
    Dataset(checkedShape: inputShape, inputs: inputs, targets: targets)
  }

  /// The same targets, with `transform` applied to every number of the inputs.
  ///
  /// - Throws: `DatasetError.notFinite` if a result is not finite; errors of `transform` are rethrown.
  public func mapInputs(_ transform: (Double) throws -> Double) throws -> Dataset {
    let inputs = try withUnsafeInputs { try $0.map { Float(try transform(Double($0))) } }
    try Self.checkFinite(inputs, size: inputSize, what: .input)
    return replacingInputs(inputs)
  }
}

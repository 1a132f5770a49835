extension Tensor {
  /// The whole numbers of a range, as a vector.
  public init(_ range: Range<Int>) { self.init(range.map(Double.init)) }

  /// Equally spaced numbers over an interval, both ends included.
  ///
  ///     Tensor(linear: 0...1, count: 5)    // 0, 0.25, 0.5, 0.75, 1
  ///
  /// `count` must be at least 1; with 1, the only number is the lower end.
  public init(linear interval: ClosedRange<Double>, count: Int) {
    precondition(count > 0, "\(count) numbers between two ends were asked for; at least 1 is expected")
    let last = Double(Swift.max(count - 1, 1))
    // A weighted sum of the ends gives both exactly.
    self.init(
      (0..<count).map {
        (interval.lowerBound * (last - Double($0)) + interval.upperBound * Double($0)) / last
      })
  }

  /// The identity matrix, `[size, size]`.
  public init(identity size: Int) { self = Tensor(0..<size).oneHot(classes: size) }

  /// A row for each class index: 1 at that index, 0 elsewhere.
  ///
  /// - Parameters:
  ///   - labels: Indices in `0..<classes`; other indices trap.
  ///   - classes: The length of the rows.
  public init(oneHot labels: [Int], classes: Int) {
    for label in labels where !(0..<classes).contains(label) {
      preconditionFailure("the label \(label) is not one of \(classes) classes, 0..<\(classes)")
    }
    self = Tensor(labels.map(Double.init)).oneHot(classes: classes)
  }

  /// One-hot vectors along a new last axis: 1 at the index that each element gives, 0 elsewhere.
  ///
  /// An element that is not a whole number in `0..<classes` gives zeros. The result has no derivative.
  public func oneHot(classes: Int) -> Tensor {
    reshaped(to: Shape(shape.extents + [1])).isEqual(to: Tensor(0..<classes))
  }

  /// Tensors of one shape, joined along a new axis.
  ///
  ///     Tensor.stacked([Tensor([1, 2]), Tensor([3, 4])])    // the rows of a matrix
  ///
  /// - Parameters:
  ///   - tensors: At least one, all of the same shape.
  ///   - axis: The position of the new axis in the result; 0 is the first, −1 the last.
  public static func stacked(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    guard let shape = tensors.first?.shape else { preconditionFailure("there is no tensor to stack") }
    if let other = tensors.first(where: { $0.shape != shape }) {
      preconditionFailure("tensors of shapes \(shape) and \(other.shape) cannot be stacked")
    }
    let place = axis < 0 ? axis + shape.rank + 1 : axis
    precondition(
      (0...shape.rank).contains(place), "axis \(axis) is no place for a new axis in shape \(shape)")
    var extents = shape.extents
    extents.insert(1, at: place)
    return concatenated(tensors.map { $0.reshaped(to: Shape(extents)) }, axis: place)
  }
}

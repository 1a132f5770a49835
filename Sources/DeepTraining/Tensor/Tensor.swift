/// An array of numbers with a shape, and with operators that follow the formulas of textbooks.
///
/// Elements are stored in single precision, in row-major order; scalars are passed as `Double`. Operations run
/// immediately (“eagerly”) with the kernels of the training engine. Inside `valueAndGradient(at:of:)` they are also
/// recorded, and when a ``Model`` is recorded they have shapes but no elements yet.
///
/// Operands of elementwise operations are broadcast: axes are aligned at the last one, and an extent of 1 is repeated.
/// Operands that do not fit are a programming error: the program traps with a message that names both shapes.
public struct Tensor: Sendable {
  /// The extents of the axes, outermost first.
  public let shape: Shape
  /// The elements; `nil` for a tensor that only a plan computes.
  let storage: Storage?
  /// The position in a recording, if there is one.
  let symbol: Symbol?

  init(shape: Shape, storage: Storage?, symbol: Symbol? = nil) {
    self.shape = shape
    self.storage = storage
    self.symbol = symbol
  }

  init(shape: Shape, floats: some Collection<Float>) {
    self.init(shape: shape, storage: Storage(floats))
  }

  /// A single number, of shape `[]`.
  public init(_ scalar: Double) { self.init(shape: [], floats: [Float(scalar)]) }

  /// A vector.
  public init(_ scalars: [Double]) { self.init(scalars, shape: [scalars.count]) }

  /// A matrix given by its rows, which must have equal lengths.
  public init(_ rows: [[Double]]) {
    let width = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() where row.count != width {
      preconditionFailure("row \(index) has \(row.count) numbers, row 0 has \(width)")
    }
    self.init(rows.flatMap { $0 }, shape: [rows.count, width])
  }

  /// Numbers in row-major order; their count must be the shape's.
  public init(_ scalars: [Double], shape: Shape) {
    precondition(
      scalars.count == shape.count,
      "\(scalars.count) numbers do not fill the shape \(shape), which has \(shape.count) elements")
    self.init(shape: shape, floats: scalars.lazy.map { Float($0) })
  }

  /// The same number for all elements.
  public init(repeating scalar: Double, shape: Shape) {
    self.init(
      shape: shape, storage: Storage(count: shape.count) { $0.update(repeating: Float(scalar)) })
  }

  /// Zeros.
  public init(zeros shape: Shape) { self.init(repeating: 0, shape: shape) }

  /// Ones.
  public init(ones shape: Shape) { self.init(repeating: 1, shape: shape) }

  /// Zeros in the shape of another tensor.
  public init(zerosLike other: Tensor) { self.init(zeros: other.shape) }

  /// The number of elements.
  public var count: Int { shape.count }

  /// The elements in row-major order.
  ///
  /// NaN has no sign here, since its sign depends on the processor.
  public var scalars: [Double] { elements.map { $0.isNaN ? .nan : Double($0) } }

  /// The only element of a tensor with one element.
  public var scalar: Double {
    precondition(count == 1, "a tensor of shape \(shape) has \(count) elements, not one")
    return scalars[0]
  }

  /// The element at these indices, one for each axis.
  public subscript(indices: Int...) -> Double {
    precondition(
      indices.count == shape.rank && zip(indices, shape.extents).allSatisfy { (0..<$1).contains($0) },
      "index \(indices) is not in a tensor of shape \(shape)"
        + (indices.count < shape.rank ? "; [\(indices.first ?? 0), ...] gives a part of it" : ""))
    return Double(elements[zip(indices, shape.strides).reduce(0) { $0 + $1.0 * $1.1 }])
  }

  /// The elements themselves, valid during the tensor's lifetime.
  var elements: UnsafeMutableBufferPointer<Float> {
    guard let storage else {
      preconditionFailure("a tensor that is being recorded has no elements yet, only its shape \(shape)")
    }
    return storage.elements
  }

  /// The elements in single precision.
  public var floats: [Float] { Array(elements) }
}

extension Tensor: Equatable {
  /// Whether the shapes and all elements are equal.
  public static func == (a: Tensor, b: Tensor) -> Bool {
    a.shape == b.shape && a.elements.elementsEqual(b.elements)
  }
}

extension Tensor {
  /// Applies an operation: immediately if the operands have elements, and in the recording if they are recorded.
  static func apply(_ operation: some Operation, _ operands: [Tensor]) -> [Tensor] {
    let shapes: [Shape]
    do {
      shapes = try operation.shapes(of: operands.map(\.shape))
    } catch {
      preconditionFailure("\(operation.name): \(error)")
    }
    let storages =
      operands.allSatisfy { $0.storage != nil }
      ? compute(operation, operands, shapes: shapes) : [Storage?](repeating: nil, count: shapes.count)
    guard let recorder = operands.lazy.compactMap(\.symbol).first?.recorder else {
      return zip(shapes, storages).map { Tensor(shape: $0, storage: $1) }
    }
    return recorder.record(operation, operands, shapes: shapes, storages: storages)
  }

  private static func compute(
    _ operation: some Operation, _ operands: [Tensor], shapes: [Shape]
  ) -> [Storage?] {
    if case .view(let offset) = operation.placement {
      let whole = operands[0].elements
      return [Storage(whole[offset..<(offset + shapes[0].count)])]
    }
    let results = shapes.map { shape in Storage(count: shape.count) { _ in } }
    // Kernels require at least one element.
    guard shapes.contains(where: { $0.count > 0 }) else { return results }
    var instructions = Instructions()
    operation.lower(
      Operands(
        inputs: operands.map { .init(pointer: $0.elements.baseAddress!, shape: $0.shape) },
        outputs: zip(results, shapes).map { .init(pointer: $0.elements.baseAddress!, shape: $1) }),
      into: &instructions)
    withExtendedLifetime((operands, results)) { instructions.run(Run()) }
    return results
  }

  /// The result of an operation with a single result.
  static func apply(_ operation: some Operation, _ operands: Tensor...) -> Tensor {
    apply(operation, operands)[0]
  }
}

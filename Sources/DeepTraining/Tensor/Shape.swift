/// The extents of a tensor's axes, outermost first; empty for a single number.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The extent of each axis.
  public let extents: [Int]

  /// The shape with these extents.
  public init(_ extents: [Int]) { self.extents = extents }

  /// The shape with these extents.
  public init(arrayLiteral extents: Int...) { self.extents = extents }

  /// The number of axes.
  public var rank: Int { extents.count }

  /// The number of elements: the product of the extents.
  public var count: Int { extents.reduce(1, *) }

  /// The extent of one axis.
  public subscript(axis: Int) -> Int { extents[axis] }

  /// The extents in brackets: `[64, 10]`.
  public var description: String { "\(extents)" }

  /// The distance, in elements, between neighbours along each axis in row-major order.
  var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in (0..<rank).dropLast().reversed() { strides[axis] = strides[axis + 1] * extents[axis + 1] }
    return strides
  }

  /// The strides for reading this shape with the extents of `wider`: 0 along repeated axes.
  func strides(broadcastTo wider: Shape) -> [Int] {
    let missing = wider.rank - rank
    return [Int](repeating: 0, count: missing)
      + zip(zip(extents, strides), wider.extents.dropFirst(missing)).map { own, extent in
        own.0 == extent ? own.1 : 0
      }
  }

  /// Whether a tensor of this shape can be broadcast to `wider`.
  func broadcasts(to wider: Shape) -> Bool {
    rank <= wider.rank
      && zip(extents.reversed(), wider.extents.reversed()).allSatisfy { $0 == $1 || $0 == 1 }
  }

  /// The shape of an elementwise operation on two tensors: axes are aligned at the last one, and an extent of 1 is
  /// repeated.
  static func broadcasting(_ a: Shape, _ b: Shape) -> Shape? {
    let rank = max(a.rank, b.rank)
    var extents = [Int](repeating: 1, count: rank)
    for axis in 0..<rank {
      let own = axis < a.rank ? a[a.rank - 1 - axis] : 1
      let other = axis < b.rank ? b[b.rank - 1 - axis] : 1
      guard own == other || own == 1 || other == 1 else { return nil }
      extents[rank - 1 - axis] = own == 1 ? other : own
    }
    return Shape(extents)
  }

  /// The sorted axes, where negative numbers count from the end; `nil` if an axis does not exist.
  func resolved(axes: [Int]) -> [Int]? {
    let resolved = Set(axes.map { $0 < 0 ? $0 + rank : $0 })
    guard resolved.count == axes.count, resolved.allSatisfy({ (0..<rank).contains($0) }) else { return nil }
    return resolved.sorted()
  }

  /// This shape with an extent of 1 for each of `axes`.
  func reducing(_ axes: [Int]) -> Shape {
    Shape(extents.enumerated().map { axes.contains($0.offset) ? 1 : $0.element })
  }
}

extension Shape {
  /// The shape of a batch of examples of this shape.
  func batched(_ count: Int) -> Shape { Shape([count] + extents) }

  /// The shape of one example of a batch.
  var example: Shape { Shape(Array(extents.dropFirst())) }
}

/// Operands whose shapes do not fit together.
public struct ShapeError: Error, CustomStringConvertible, Hashable {
  /// The shapes found and what was expected.
  public let description: String

  init(_ description: String) { self.description = description }
}

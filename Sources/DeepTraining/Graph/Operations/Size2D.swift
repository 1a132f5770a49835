/// A height and a width, in pixels.
public struct Size2D: WindowSize, Hashable, CustomStringConvertible {
  /// The number of rows.
  public let height: Int
  /// The number of columns.
  public let width: Int

  /// A height and a width.
  public init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }

  /// Itself.
  public var size2D: Size2D { self }

  /// `3 × 5`: rows × columns.
  public var description: String { "\(height) × \(width)" }

  /// The size whose extents are computed from those of this size and another.
  func combined(_ other: Size2D, _ combine: (Int, Int) -> Int) -> Size2D {
    Size2D(combine(height, other.height), combine(width, other.width))
  }

  /// Whether both extents are at least those of another size.
  func covers(_ other: Size2D) -> Bool { height >= other.height && width >= other.width }

  /// Rows times columns.
  var count: Int { height * width }
}

/// The size of a window of convolutions and poolings: a number for a square, or a ``Size2D``.
public protocol WindowSize: Sendable {
  /// The height and the width.
  var size2D: Size2D { get }
}

extension Int: WindowSize {
  /// The same height and width.
  public var size2D: Size2D { Size2D(self, self) }
}

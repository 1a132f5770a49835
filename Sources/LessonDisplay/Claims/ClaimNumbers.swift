import DeepTraining

/// An operand of a claim: a number, or several that are compared one by one.
public protocol ClaimNumbers {
  /// The value as an operand.
  var claimOperand: ClaimOperand { get }
}

/// A number that a claim compares.
public protocol ClaimScalar: ClaimNumbers {
  /// The number in full precision.
  var claimNumber: ClaimNumber { get }
}

extension ClaimScalar {
  /// The number as a single operand.
  public var claimOperand: ClaimOperand { .one(claimNumber) }
}

/// One side of a comparison.
public enum ClaimOperand: Sendable {
  /// A number that is compared with every number of the other side.
  case one(ClaimNumber)
  /// Numbers, each of which is compared with the number at the same index on the other side.
  case several([ClaimNumber])
}

/// A number in full precision.
public enum ClaimNumber: Sendable {
  /// An integer.
  case integer(Int)
  /// A floating-point number.
  case real(Double)

  /// The number itself; for an integer beyond 2⁵³ the nearest `Double`.
  var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    }
  }

  /// The number with `digits` significant digits; integers keep all their digits.
  func text(digits: Int) -> String {
    switch self {
    case .integer(let value): String(value)
    case .real(let value): format(value, significantDigits: digits)
    }
  }
}

extension Int: ClaimScalar {
  /// The integer itself.
  public var claimNumber: ClaimNumber { .integer(self) }
}

extension Double: ClaimScalar {
  /// The number itself.
  public var claimNumber: ClaimNumber { .real(self) }
}

extension Float: ClaimScalar {
  /// The number itself: each `Float` is exactly representable as a `Double`.
  public var claimNumber: ClaimNumber { .real(Double(self)) }
}

extension Array: ClaimNumbers where Element: ClaimScalar {
  /// All numbers in order.
  public var claimOperand: ClaimOperand { .several(map(\.claimNumber)) }
}

extension ArraySlice: ClaimNumbers where Element: ClaimScalar {
  /// All numbers in order.
  public var claimOperand: ClaimOperand { .several(map(\.claimNumber)) }
}

extension Tensor: ClaimNumbers {
  /// The number of a tensor of rank 0; otherwise the elements in row-major order.
  public var claimOperand: ClaimOperand {
    shape.rank == 0 ? .one(.real(scalar)) : .several(scalars.map(ClaimNumber.real))
  }
}

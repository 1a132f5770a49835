import DeepTraining

/// What a claim compares: a number, or several that are compared one by one.
public protocol ClaimNumbers {
  /// The value as the claim sees it.
  var claimOperand: ClaimOperand { get }
}

/// A number that a claim compares.
public protocol ClaimScalar: ClaimNumbers {
  /// The number as the claim sees it.
  var claimNumber: ClaimNumber { get }
}

extension ClaimScalar {
  /// The number by itself.
  public var claimOperand: ClaimOperand { .one(claimNumber) }
}

/// One side of a comparison.
public enum ClaimOperand: Sendable {
  /// A number, which is compared with all of the other side.
  case one(ClaimNumber)
  /// Numbers, each of which is compared with its own number of the other side.
  case several([ClaimNumber])
}

/// A number without loss of digits.
public enum ClaimNumber: Sendable {
  /// An integer.
  case integer(Int)
  /// A floating-point number.
  case real(Double)

  /// The number itself, or the nearest `Double` of an integer beyond 2⁵³.
  var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    }
  }

  /// The number with so many significant digits; integers have all of theirs.
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
  /// The number itself: each `Float` is a `Double`.
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
  /// The number of a tensor of rank 0; the elements of all others, row by row.
  public var claimOperand: ClaimOperand {
    shape.rank == 0 ? .one(.real(scalar)) : .several(scalars.map(ClaimNumber.real))
  }
}

// Scalars are `Double`; the `Float` overloads are disfavoured, so that a literal stays a `Double`.

extension Tensor {
  /// The elementwise sum.
  public static func + (a: Tensor, b: Tensor) -> Tensor { apply(Binary(.add), a, b) }
  /// The elementwise difference.
  public static func - (a: Tensor, b: Tensor) -> Tensor { apply(Binary(.subtract), a, b) }
  /// The elementwise (Hadamard) product.
  public static func * (a: Tensor, b: Tensor) -> Tensor { apply(Binary(.multiply), a, b) }
  /// The elementwise quotient.
  public static func / (a: Tensor, b: Tensor) -> Tensor { apply(Binary(.divide), a, b) }
  /// The negative of each element.
  public static prefix func - (a: Tensor) -> Tensor { apply(Unary(.negate), a) }

  /// Adds a number to each element.
  public static func + (a: Tensor, b: Double) -> Tensor { apply(Unary(.offset(b)), a) }
  /// Adds each element to a number.
  public static func + (a: Double, b: Tensor) -> Tensor { apply(Unary(.offset(a)), b) }
  /// Subtracts a number from each element.
  public static func - (a: Tensor, b: Double) -> Tensor { apply(Unary(.offset(-b)), a) }
  /// Subtracts each element from a number.
  public static func - (a: Double, b: Tensor) -> Tensor { -b + a }
  /// Multiplies each element by a number.
  public static func * (a: Tensor, b: Double) -> Tensor { apply(Unary(.scale(b)), a) }
  /// Multiplies a number by each element.
  public static func * (a: Double, b: Tensor) -> Tensor { apply(Unary(.scale(a)), b) }
  /// Divides each element by a number.
  public static func / (a: Tensor, b: Double) -> Tensor { apply(Unary(.divisor(b)), a) }
  /// Divides a number by each element.
  public static func / (a: Double, b: Tensor) -> Tensor { apply(Unary(.dividend(a)), b) }

  /// Adds a number to each element.
  @_disfavoredOverload public static func + (a: Tensor, b: Float) -> Tensor { a + Double(b) }
  /// Adds each element to a number.
  @_disfavoredOverload public static func + (a: Float, b: Tensor) -> Tensor { Double(a) + b }
  /// Subtracts a number from each element.
  @_disfavoredOverload public static func - (a: Tensor, b: Float) -> Tensor { a - Double(b) }
  /// Subtracts each element from a number.
  @_disfavoredOverload public static func - (a: Float, b: Tensor) -> Tensor { Double(a) - b }
  /// Multiplies each element by a number.
  @_disfavoredOverload public static func * (a: Tensor, b: Float) -> Tensor { a * Double(b) }
  /// Multiplies a number by each element.
  @_disfavoredOverload public static func * (a: Float, b: Tensor) -> Tensor { Double(a) * b }
  /// Divides each element by a number.
  @_disfavoredOverload public static func / (a: Tensor, b: Float) -> Tensor { a / Double(b) }
  /// Divides a number by each element.
  @_disfavoredOverload public static func / (a: Float, b: Tensor) -> Tensor { Double(a) / b }

  /// Adds in place.
  public static func += (a: inout Tensor, b: Tensor) { a = a + b }
  /// Subtracts in place.
  public static func -= (a: inout Tensor, b: Tensor) { a = a - b }
  /// Multiplies in place, elementwise.
  public static func *= (a: inout Tensor, b: Tensor) { a = a * b }
  /// Divides in place, elementwise.
  public static func /= (a: inout Tensor, b: Tensor) { a = a / b }
  /// Adds a number in place.
  public static func += (a: inout Tensor, b: Double) { a = a + b }
  /// Subtracts a number in place.
  public static func -= (a: inout Tensor, b: Double) { a = a - b }
  /// Scales in place.
  public static func *= (a: inout Tensor, b: Double) { a = a * b }
  /// Divides by a number in place.
  public static func /= (a: inout Tensor, b: Double) { a = a / b }
}

/// An array that survives JSON, which has no numbers for gaps and infinities, and in which a gap equals a gap.
///
/// ```swift
/// struct Measurements: Codable, Hashable {
///   @Numbers var values: [Double]
/// }
/// ```
@propertyWrapper
public struct Numbers: Sendable {
  /// The numbers themselves.
  public var wrappedValue: [Double]

  /// The given numbers.
  public init(wrappedValue: [Double]) { self.wrappedValue = wrappedValue }
}

extension Numbers: Hashable {
  /// Equally many numbers, each the same as the other's.
  public static func == (a: Self, b: Self) -> Bool {
    a.wrappedValue.lazy.map(\.identity).elementsEqual(b.wrappedValue.lazy.map(\.identity))
  }

  /// Agrees with `==`.
  public func hash(into hasher: inout Hasher) {
    for value in wrappedValue { hasher.combine(value.identity) }
  }
}

extension Numbers: Codable {
  /// Reads an array of numbers and of `"nan"`, `"inf"`, `"-inf"`.
  public init(from decoder: any Decoder) throws {
    wrappedValue = try decoder.singleValueContainer().decode([AnyDouble].self).map(\.value)
  }

  /// Writes what `init(from:)` reads.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue.map(AnyDouble.init))
  }
}

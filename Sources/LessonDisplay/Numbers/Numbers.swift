/// An array of numbers that JSON can encode even with gaps and infinities, and in which a gap equals a gap.
///
/// ```swift
/// struct Measurements: Codable, Hashable {
///   @Numbers var values: [Double]
/// }
/// ```
@propertyWrapper
public struct Numbers: Sendable {
  /// The numbers.
  public var wrappedValue: [Double]

  /// The given numbers.
  public init(wrappedValue: [Double]) { self.wrappedValue = wrappedValue }
}

extension Numbers: Hashable {
  /// Whether both have the same count and the same number at each index.
  public static func == (a: Self, b: Self) -> Bool {
    a.wrappedValue.lazy.map(\.identity).elementsEqual(b.wrappedValue.lazy.map(\.identity))
  }

  /// Consistent with `==`.
  public func hash(into hasher: inout Hasher) {
    for value in wrappedValue { hasher.combine(value.identity) }
  }
}

extension Numbers: Codable {
  /// Reads an array of numbers and of `"nan"`, `"inf"`, `"-inf"`.
  public init(from decoder: any Decoder) throws {
    wrappedValue = try decoder.singleValueContainer().decode([AnyDouble].self).map(\.value)
  }

  /// Writes the format that `init(from:)` reads.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue.map(AnyDouble.init))
  }
}

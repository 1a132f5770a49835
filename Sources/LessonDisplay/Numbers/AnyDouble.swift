/// A number that JSON can encode even if it is infinite or a gap.
struct AnyDouble: Codable {
  let value: Double

  init(_ value: Double) { self.value = value }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // Most values are numbers; trying another type first would create an error for each of them.
    if let number = try? container.decode(Double.self) {
      value = number
      return
    }
    let name = try container.decode(String.self)
    switch name {
    case "nan": value = .nan
    case "inf": value = .infinity
    case "-inf": value = -.infinity
    default:
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(name)' is no number; expected one, or nan, inf, -inf")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if value.isFinite { try container.encode(value) } else { try container.encode(format(value)) }
  }
}

extension Double {
  /// The bits by which two numbers are compared: all gaps are equal, and zero has no sign.
  var identity: UInt64 { isNaN ? Double.nan.bitPattern : self == 0 ? 0 : bitPattern }
}

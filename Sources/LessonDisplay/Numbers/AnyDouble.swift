/// A number that survives JSON, which has none for infinities and gaps.
struct AnyDouble: Codable {
  let value: Double

  init(_ value: Double) { self.value = value }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // Most are numbers; to try another type first would make an error for each of them.
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
  /// What makes two numbers the same when values are compared as wholes: any gap is a gap, and zero has no sign.
  var identity: UInt64 { isNaN ? Double.nan.bitPattern : self == 0 ? 0 : bitPattern }
}

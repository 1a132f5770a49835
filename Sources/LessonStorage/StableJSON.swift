import Foundation
import LessonDisplay

/// JSON with the same bytes for the same value, for transcripts, records, tasks and caches.
package enum StableJSON {
  package static func encode(_ value: some Encodable, isPretty: Bool = false) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "∞", negativeInfinity: "-∞", nan: "nan")
    return try encoder.encode(value)
  }

  /// Limits for untrusted JSON. The course's largest record has 1.8 MB.
  private static let limits = JSONLimits(bytes: 64 << 20)

  package static func decode<Value: Decodable>(_ bytes: Data) throws -> Value {
    try limits.check(bytes)
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "∞", negativeInfinity: "-∞", nan: "nan")
    return try decoder.decode(Value.self, from: bytes)
  }
}

import Foundation

/// The header of a safetensors file, validated against the data.
struct SafetensorsHeader {
  /// A tensor and the position of its bytes.
  struct Entry {
    let name: String
    let element: SafetensorsElement
    let shape: [Int]
    /// The range within the data, which begin after the header.
    let bytes: Range<Int>
  }

  /// The number of bytes before the header, which contain its length in little-endian order.
  static let lengthSize = 8
  /// The reference implementation's limit on the header's length.
  static let greatestLength = 100_000_000
  static let metadataKey = "__metadata__"

  let metadata: [String: String]
  /// In the order of the header.
  let entries: [Entry]
  /// The position of the data in the file.
  let dataStart: Int

  /// Reads and validates the header of a file's `bytes`.
  ///
  /// - Throws: `SafetensorsError.Problem`.
  init(_ bytes: UnsafeRawBufferPointer) throws {
    let json = try Self.json(in: bytes)
    dataStart = Self.lengthSize + json.count
    let contents = try Self.contents(of: Data(json))
    let order = try JSONKeys.ofOutermostObject(in: json)
    let dataCount = bytes.count - dataStart
    metadata = contents.metadata
    entries = try order.filter { $0 != Self.metadataKey }.map { name in
      try Self.check(contents.descriptions[name]!, name: name, dataCount: dataCount)
    }
    try Self.checkThatTheyFill(dataCount, entries)
  }

  /// The bytes of the header, which must be UTF-8 and look like an object.
  private static func json(in bytes: UnsafeRawBufferPointer) throws -> UnsafeRawBufferPointer {
    typealias Problem = SafetensorsError.Problem
    guard bytes.count >= lengthSize else { throw Problem.tooShort(found: bytes.count) }
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    let limit = min(bytes.count - lengthSize, greatestLength)
    guard length >= 2, length <= UInt64(limit) else {
      throw Problem.wrongHeaderLength(found: length, limit: limit)
    }
    let json = UnsafeRawBufferPointer(rebasing: bytes[lengthSize..<lengthSize + Int(length)])
    guard json[0] == UInt8(ascii: "{") else {
      throw Problem.wrongHeaderByte(position: lengthSize, found: json[0], expected: "0x7b, a brace")
    }
    // Foundation's parser would take zeros for UTF-16 or UTF-32.
    if let index = json.firstIndex(of: 0) {
      throw Problem.wrongHeaderByte(position: lengthSize + index, found: 0, expected: "JSON text")
    }
    guard String(validating: json, as: UTF8.self) != nil else {
      throw Problem.wrongHeader("it is not UTF-8")
    }
    return json
  }

  private static func contents(of json: Data) throws -> Contents {
    do {
      // JSONSerialization reports the position of a syntax error, JSONDecoder that of a value with a wrong type.
      _ = try JSONSerialization.jsonObject(with: json)
      return try JSONDecoder().decode(Contents.self, from: json)
    } catch let error as DecodingError {
      throw SafetensorsError.Problem.wrongHeader(reason(error))
    } catch let error as NSError {
      let reason = error.userInfo["NSDebugDescription"] ?? error.localizedDescription
      throw SafetensorsError.Problem.wrongHeader("\(reason)")
    }
  }

  private static func check(_ description: Description, name: String, dataCount: Int) throws -> Entry {
    typealias Problem = SafetensorsError.Problem
    guard let element = SafetensorsElement(rawValue: description.dtype) else {
      throw Problem.unsupportedType(tensor: name, found: description.dtype)
    }
    let shape = description.shape
    // A dimension of 0 does not prevent overflow: strides multiply the other dimensions.
    var size = element.size
    for dimension in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: max(dimension, 1))
      guard dimension >= 0, !overflow else { throw Problem.wrongShape(tensor: name, found: shape) }
      size = product
    }
    let expected = shape.contains(0) ? 0 : size
    let offsets = description.data_offsets
    guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= dataCount else {
      throw Problem.wrongOffsets(tensor: name, found: offsets, limit: dataCount)
    }
    let bytes = offsets[0]..<offsets[1]
    guard bytes.count == expected else {
      throw Problem.wrongByteCount(tensor: name, found: bytes.count, expected: expected)
    }
    return Entry(name: name, element: element, shape: shape, bytes: bytes)
  }

  /// The format allows neither overlaps nor gaps, so that a file cannot contain hidden data.
  private static func checkThatTheyFill(_ dataCount: Int, _ entries: [Entry]) throws {
    var end = 0
    for entry in entries.sorted(by: {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }) {
      guard entry.bytes.lowerBound == end else {
        throw SafetensorsError.Problem.notAdjacent(
          tensor: entry.name, found: entry.bytes.lowerBound, expected: end)
      }
      end = entry.bytes.upperBound
    }
    guard end == dataCount else {
      throw SafetensorsError.Problem.trailingBytes(found: dataCount, expected: end)
    }
  }

  private static func reason(_ error: DecodingError) -> String {
    func words(_ context: DecodingError.Context, _ problem: String) -> String {
      "“\(context.codingPath.map(\.stringValue).joined(separator: ", "))”: \(problem)"
    }
    return switch error {
    case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context):
      words(context, context.debugDescription)
    case .keyNotFound(let key, let context): words(context, "found no “\(key.stringValue)”")
    @unknown default: "\(error)"
    }
  }
}

/// The header as decoded from JSON.
private struct Contents: Decodable {
  var metadata: [String: String] = [:]
  var descriptions: [String: Description] = [:]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    for name in container.allKeys {
      if name.stringValue == SafetensorsHeader.metadataKey {
        metadata = try container.decode([String: String].self, forKey: name)
      } else {
        descriptions[name.stringValue] = try Self.description(name, in: container)
      }
    }
  }

  private static func description(
    _ name: Name, in container: KeyedDecodingContainer<Name>
  ) throws -> Description {
    do {
      return try container.decode(Description.self, forKey: name)
    } catch let error where !(error is DecodingError) {
      // Foundation reports a number that is not an `Int` in this way, without its position.
      throw DecodingError.dataCorrupted(
        .init(codingPath: [name], debugDescription: "found a number that is not a 64-bit integer"))
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

/// The header's entry of one tensor.
private struct Description: Decodable {
  let dtype: String
  let shape: [Int]
  let data_offsets: [Int]
}

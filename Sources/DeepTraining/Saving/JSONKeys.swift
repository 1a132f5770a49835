import Foundation

/// Finds the order of keys in JSON, and repeated keys, which Foundation's parser does not report.
enum JSONKeys {
  /// The keys of the outermost object, in order.
  ///
  /// - Parameter json: text that a parser has accepted, so that brackets and quotes are known to match.
  /// - Throws: `SafetensorsError.Problem.repeatedKey` if a key occurs twice in any object.
  static func ofOutermostObject(in json: UnsafeRawBufferPointer) throws -> [String] {
    var outermost: [String] = []
    // An array counts as an object without keys.
    var open: [Set<String>] = []
    var index = 0
    while index < json.count {
      switch json[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): open.append([])
      case UInt8(ascii: "}"), UInt8(ascii: "]"): open.removeLast()
      case UInt8(ascii: "\""):
        let start = index
        index = endOfString(in: json, from: start)
        guard isFollowedByColon(index, in: json) else { continue }
        let key = try text(json[start..<index])
        guard open[open.count - 1].insert(key).inserted else {
          throw SafetensorsError.Problem.repeatedKey(key)
        }
        if open.count == 1 { outermost.append(key) }
        continue
      default: break
      }
      index += 1
    }
    return outermost
  }

  /// The position after the closing quote of the string that opens at `start`.
  private static func endOfString(in json: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start + 1
    while json[index] != UInt8(ascii: "\"") { index += json[index] == UInt8(ascii: "\\") ? 2 : 1 }
    return index + 1
  }

  private static func isFollowedByColon(_ index: Int, in json: UnsafeRawBufferPointer) -> Bool {
    json[index...].first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) } == UInt8(ascii: ":")
  }

  private static func text(_ quoted: UnsafeRawBufferPointer.SubSequence) throws -> String {
    guard quoted.contains(UInt8(ascii: "\\")) else {
      return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
    }
    return try JSONDecoder().decode(String.self, from: Data(quoted))
  }
}

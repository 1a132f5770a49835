import Foundation

/// The places of texts in JSON, so that one of them can be replaced and all else stays as it is, byte for byte.
package struct JSONPlaces {
  /// A text that is the value of a key, or of a key in an object in an object.
  package struct Text {
    /// The keys that lead to it, the outermost first.
    package let path: [String]
    /// The bytes with the quotes.
    package let range: Range<Int>
    package let value: String
  }

  /// The texts, in the order of the file. Those in lists are left out.
  package private(set) var texts: [Text] = []

  /// The maximum depth that is read.
  private static let mostDepth = 8

  /// A container that is open: an object with its current key, or a list.
  private struct Container {
    let isObject: Bool
    var key: String?
  }

  /// Reads valid JSON; of other text, any places may be found.
  package init(_ bytes: ArraySlice<UInt8>) {
    var open: [Container] = []
    var expectsKey = false
    var index = bytes.startIndex
    while index < bytes.endIndex, open.count <= Self.mostDepth {
      switch bytes[index] {
      case UInt8(ascii: "{"):
        open.append(Container(isObject: true))
        expectsKey = true
      case UInt8(ascii: "["): open.append(Container(isObject: false))
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
      case UInt8(ascii: ","): expectsKey = open.last?.isObject ?? false
      case UInt8(ascii: ":"): expectsKey = false
      case UInt8(ascii: "\""):
        let range = Self.string(in: bytes, from: index)
        index = range.upperBound - 1
        guard let value = try? JSONDecoder().decode(String.self, from: Data(bytes[range])) else { break }
        if expectsKey {
          open[open.count - 1].key = value
        } else if let path = Self.path(open) {
          texts.append(Text(path: path, range: range, value: value))
        }
      default: break
      }
      index += 1
    }
  }

  /// The keys of the open objects; `nil` in a list.
  private static func path(_ open: [Container]) -> [String]? {
    let keys = open.compactMap(\.key)
    return !open.isEmpty && keys.count == open.count ? keys : nil
  }

  /// The range of a string, quotes included.
  private static func string(in bytes: ArraySlice<UInt8>, from start: Int) -> Range<Int> {
    var index = start + 1
    while index < bytes.endIndex, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return start..<min(index + 1, bytes.endIndex)
  }
}

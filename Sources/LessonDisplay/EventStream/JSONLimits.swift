import Foundation

/// How large JSON may be that somebody else may have written.
///
/// A decoder allocates for each value before anybody can look at it, and recurs for each bracket. So the brackets and values
/// are counted first, in one pass that allocates nothing.
package struct JSONLimits: Sendable {
  /// Bytes of the whole text.
  package var bytes: Int
  /// Objects, arrays and what stands between their commas.
  package var values = 1_000_000
  /// Brackets inside of each other.
  package var depth = 64

  /// Limits for texts of at most so many bytes.
  package init(bytes: Int) { self.bytes = bytes }

  /// Throws where a text exceeds a limit; whether it is JSON is not looked at.
  package func check(_ text: Data) throws(DisplayExcess) {
    try DisplayExcess.check(text.count, "bytes of JSON", atMost: bytes)
    var (count, open, deepest) = (0, 0, 0)
    text.withUnsafeBytes { bytes in
      var isInString = false
      var index = 0
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "\""): isInString.toggle()
        case UInt8(ascii: "\\") where isInString: index += 1
        case _ where isInString: break
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          (count, open) = (count + 1, open + 1)
          deepest = max(deepest, open)
        case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
        case UInt8(ascii: ","): count += 1
        default: break
        }
        index += 1
      }
    }
    try DisplayExcess.check(deepest, "brackets inside of each other", atMost: depth)
    try DisplayExcess.check(count, "values in JSON", atMost: values)
  }
}

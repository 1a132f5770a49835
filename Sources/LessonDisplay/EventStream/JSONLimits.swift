import Foundation

/// Limits for the size of JSON from untrusted sources.
///
/// A decoder allocates each value before we can check it, and calls itself for each bracket. So brackets and values are
/// counted first, in one pass without allocations.
package struct JSONLimits: Sendable {
  /// The size of the whole text, in bytes.
  package var bytes: Int
  /// The number of values, counted as objects, arrays and the elements between their commas.
  package var values = 1_000_000
  /// The depth of nested brackets.
  package var depth = 64

  /// Limits for texts of at most `bytes` bytes.
  package init(bytes: Int) { self.bytes = bytes }

  /// Throws if a text exceeds a limit. It does not check that the text is JSON.
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

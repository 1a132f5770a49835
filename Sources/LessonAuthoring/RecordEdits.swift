import Foundation
import LessonCore
import LessonStorage

extension Data {
  /// The bytes with other texts, as JSON has them, at some ranges.
  ///
  /// The ranges come from a process that has read foreign text, so each is checked to be a short text in quotes.
  func replacing(_ texts: [(range: Range<Int>, text: String)], in path: String) throws -> Data {
    let mark = UInt8(ascii: "\"")
    var result = self
    for (range, text) in texts.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      guard range.lowerBound >= 0, range.upperBound <= count, (2...4_096).contains(range.count),
        self[range.lowerBound] == mark, self[range.upperBound - 1] == mark
      else { throw UsageFailure("the record in '\(path)' cannot be changed: write 'original_hash' by hand") }
      let encoder = JSONEncoder()
      encoder.outputFormatting = .withoutEscapingSlashes
      result.replaceSubrange(range, with: try encoder.encode(text))
    }
    guard !texts.isEmpty else {
      throw UsageFailure("'\(path)' has no 'original_hash' that can be replaced: write it by hand")
    }
    return result
  }
}

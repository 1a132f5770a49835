import LessonCore

/// A comment of a document that reads as a stated result, whether it can be checked or not.
package struct StatedComment: Codable, Hashable, Sendable {
  package let place: Range<SourcePosition>
  /// The beginning of what it states, on one line.
  package let text: String
  /// Whether it belongs to code that runs once, so that the result is known if the code runs.
  package let isExpectation: Bool

  /// The longest text that is kept, in characters.
  package static let mostText = 100

  private init(_ place: Range<SourcePosition>, _ text: some StringProtocol, isExpectation: Bool) {
    self.place = place
    self.text = String(text.prefix(Self.mostText))
    self.isExpectation = isExpectation
  }

  /// The comments in a block, in the order of the text, also if the block does not run.
  package static func all(in block: Block, path: String, valueComments: Bool) -> [StatedComment] {
    let code = ExpectingCode(block.with { $0.execution = .runs }, path: path, valueComments: valueComments)
    let stated = code.expectations.map {
      StatedComment($0.comment, $0.stated.joined(separator: " "), isExpectation: true)
    }
    let unread = code.unread.map { StatedComment($0.place, $0.text, isExpectation: false) }
    return (stated + unread).sorted { $0.place.lowerBound < $1.place.lowerBound }
  }
}

/// Edits of a text, each of which replaces a range.
package struct SourceEdits: Sendable {
  private var edits: [(range: Range<Int>, replacement: String)] = []

  package init() {}

  /// Replaces a range of bytes.
  package mutating func replace(_ range: Range<Int>, with replacement: String) {
    edits.append((range, replacement))
  }

  /// Inserts text before a byte.
  package mutating func insert(_ text: String, at offset: Int) { replace(offset..<offset, with: text) }

  /// The text with all edits applied in the order of their places; edits at one place in the order in which they were
  /// made.
  package func applied(to source: SourceText) -> String {
    applied(to: source, in: 0..<source.text.utf8.count)
  }

  /// A part of the text with the edits in it.
  package func applied(to source: SourceText, in part: Range<Int>) -> String {
    let ordered = edits.filter { part.contains($0.range) }.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    var result = ""
    var done = part.lowerBound
    for (_, edit) in ordered where edit.range.lowerBound >= done {
      result += source.slice(done..<edit.range.lowerBound)
      result += edit.replacement
      done = edit.range.upperBound
    }
    return result + source.slice(done..<part.upperBound)
  }
}

import LessonDocument

/// The ids of what a document counts: footnotes, the references to them, and formulas.
///
/// Printed Markdown is a document of its own on the same page. Each id contains a point, so that it differs from the ids of
/// headings and blocks.
struct CountedIDs {
  /// A document of the page.
  struct Document {
    /// Its number on the page, from 1.
    var number = 0
    /// The number of references to each footnote so far.
    var references: [Int: Int] = [:]
    /// The total number of references to each footnote, including those in footnotes.
    var allReferences: [Int: Int] = [:]
  }

  private var current = Document()
  /// The number of documents so far.
  private var documents = 0

  /// Begins another document, and returns the one around it.
  mutating func begin(_ document: MarkdownNode) -> Document {
    let outer = current
    documents += 1
    current = Document(number: documents, allReferences: document.footnoteReferences)
    return outer
  }

  /// Ends the current document.
  mutating func end(goingOnWith outer: Document) { current = outer }

  func formula(_ number: Int) -> String { id("formula", number) }

  func footnote(_ number: Int) -> String { id("fn", number) }

  /// The total number of references to a footnote.
  func references(to number: Int) -> Int { current.allReferences[number] ?? 0 }

  /// The id of a reference to a footnote; `place` counts from 1.
  func reference(to number: Int, _ place: Int) -> String {
    id("fnref", number) + (place == 1 ? "" : ".\(place)")
  }

  /// The id of the next reference to a footnote.
  mutating func nextReference(to number: Int) -> String {
    current.references[number, default: 0] += 1
    return reference(to: number, current.references[number] ?? 1)
  }

  private func id(_ kind: String, _ number: Int) -> String {
    (current.number == 1 ? kind : "\(kind).\(current.number)") + ".\(number)"
  }
}

extension MarkdownNode {
  /// The number of references to each footnote.
  fileprivate var footnoteReferences: [Int: Int] {
    var counts: [Int: Int] = [:]
    countReferences(&counts)
    return counts
  }

  private func countReferences(_ counts: inout [Int: Int]) {
    switch kind {
    case .footnoteReference(let number): counts[number, default: 0] += 1
    // The text of an image is not shown.
    case .image: break
    default: for child in children { child.countReferences(&counts) }
    }
  }
}

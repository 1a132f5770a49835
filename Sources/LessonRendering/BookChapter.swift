/// A lesson as a chapter of a book, before its place in the book is known.
package struct BookChapter: Codable, Hashable, Sendable {
  /// A heading of the chapter.
  package struct Heading: Codable, Hashable, Sendable {
    let level: Int
    let text: String
    let anchor: String
  }

  /// A result with a caption.
  package struct Figure: Codable, Hashable, Sendable {
    let isTable: Bool
    /// The caption as plain text; its number is a `FigureMark`.
    let text: String
    let anchor: String
  }

  package let title: String
  /// The article as a page would have it; numbers of figures are marks.
  let html: String
  let headings: [Heading]
  let figures: [Figure]
  /// The characters of formulas.
  let drawnInFormulas: String
}

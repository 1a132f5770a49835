/// The text of a lesson, of which results of a search show a sentence.
///
/// A page has it in a file of its own, which is loaded only for results, so that the index stays small.
package struct SearchPassages: Hashable, Sendable {
  /// The text below a heading, up to the next heading.
  package struct Section: Codable, Hashable, Sendable {
    /// Empty for what stands before the first heading.
    package let anchor: String
    /// Paragraphs and rows of tables, one on each line.
    package let text: String

    package init(anchor: String, text: String) {
      self.anchor = anchor
      self.text = text
    }
  }

  /// The path of the page below the language's folder, without an extension.
  package let page: String
  package let sections: [Section]

  package init(page: String, sections: [Section]) {
    self.page = page
    self.sections = sections
  }
}

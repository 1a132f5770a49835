/// A term of a language's glossary.
package struct GlossaryTerm: Codable, Sendable, Hashable {
  /// The name of the page with the terms, without a language and an extension.
  package static let page = "glossary"

  /// The term as the glossary writes it.
  package let title: String
  /// The anchors that links to it may name.
  package let anchors: [String]
  /// The first sentence of its explanation.
  package let meaning: String

  package init(title: String, anchors: [String], meaning: String) {
    self.title = title
    self.anchors = anchors
    self.meaning = meaning
  }
}

/// The source of a translation as it was when the translation followed it.
///
/// Translation records hold a hash of the whole source only; this tells which of its sections have changed since.
package struct TranslationBasis: Codable, Hashable, Sendable {
  /// MD5 of the source's file.
  package let version: String
  /// The digests of the source's sections.
  package let sections: [String]

  package init(version: String, sections: [String]) {
    self.version = version
    self.sections = sections
  }
}

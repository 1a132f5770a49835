/// The version of its source that a translation last agreed with.
///
/// Translation records only have a hash of the whole source; this shows which of its sections have changed since.
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

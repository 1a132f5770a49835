/// The source of a translation as it was when the translation followed it.
///
/// Translation records hold a hash of the whole source only; this tells which of its sections have changed since.
struct TranslationBasis: Codable, Hashable, Sendable {
  /// MD5 of the source's file.
  let version: String
  /// The digests of the source's sections.
  let sections: [String]
}

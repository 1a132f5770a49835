import LessonCore

/// The quotation marks and the apostrophe of a language.
package struct QuoteStyle: Sendable, Hashable {
  /// Marks around a quotation.
  package struct Pair: Sendable, Hashable {
    package let opening: String
    package let closing: String
  }

  package let outer: Pair
  /// Marks of a quotation within another, and in place of single straight ones.
  package let inner: Pair
  package let apostrophe: String

  /// - Parameters:
  ///   - outer: The opening and the closing mark.
  ///   - gap: A space between marks and words.
  init(_ outer: String, _ inner: String, gap: String = "", apostrophe: String = "’") {
    self.outer = Pair(outer, gap: gap)
    self.inner = Pair(inner, gap: "")
    self.apostrophe = apostrophe
  }

  /// The marks of a language; `nil` if we do not know them.
  package init?(_ language: Language) {
    guard let quotes = InterfaceLanguage.known(language)?.pages.quotes else { return nil }
    self = quotes
  }
}

extension QuoteStyle.Pair {
  fileprivate init(_ marks: String, gap: String) {
    opening = String(marks.prefix(1)) + gap
    closing = gap + String(marks.suffix(1))
  }
}

import Foundation

/// The language of a lesson, by the name of its folder: `en`, `pl`, `pt-BR`, `zh-CN` …
package struct Language: Sendable, Hashable {
  /// The BCP 47 tag.
  package let tag: String

  /// The language with a BCP 47 tag; underscores are read as hyphens.
  package init(_ tag: String) { self.tag = tag.replacing("_", with: "-") }

  /// Whether a text is the tag of a language that the system knows: a code of ISO 639, and a script or a country if
  /// they are given. Underscores are read as hyphens.
  package static func isKnown(_ tag: String) -> Bool {
    let parts = tag.replacing("_", with: "-").split(separator: "-", omittingEmptySubsequences: false)
    guard let code = parts.first, (2...3).contains(code.count),
      code.allSatisfy({ $0.isASCII && $0.isLetter }),
      Locale.LanguageCode(String(code)).isISOLanguage
    else { return false }
    return parts.dropFirst().allSatisfy { part in
      (2...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
  }

  /// The direction of text.
  package enum Direction: String, Sendable {
    case leftToRight = "ltr"
    case rightToLeft = "rtl"
  }

  /// The direction of the language's script.
  package var direction: Direction {
    Locale.Language(identifier: tag).characterDirection == .rightToLeft ? .rightToLeft : .leftToRight
  }

  /// The language's name in the language itself; the tag if that is unknown.
  package var name: String {
    let locale = Locale(identifier: tag)
    guard let name = locale.localizedString(forIdentifier: tag), let first = name.first else { return tag }
    return first.uppercased(with: locale) + name.dropFirst()
  }

  /// The choice for the tag, or for the language without its country.
  package func choice<Choice>(from choices: [String: Choice]) -> Choice? {
    choices[tag] ?? choices[String(tag.prefix { $0 != "-" })]
  }
}

extension Character {
  /// The letter in upper case by the rules of a language.
  fileprivate func uppercased(with locale: Locale) -> String { String(self).uppercased(with: locale) }
}

import Foundation

/// The language of a lesson, by the name of its folder: `en`, `pl`, `pt-BR`, `zh-CN` …
package struct Language: Sendable, Hashable {
  /// The BCP 47 tag.
  package let tag: String

  /// The language with a BCP 47 tag; underscores are read as hyphens.
  package init(_ tag: String) { self.tag = tag.replacing("_", with: "-") }

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

import Foundation

/// The language of a lesson, by the name of its folder: `en`, `pl`, `pt-BR`, `zh-CN` …
public struct Language: Sendable, Hashable {
  /// The BCP 47 tag.
  public let tag: String

  /// The language with a BCP 47 tag; underscores are taken for hyphens.
  public init(_ tag: String) { self.tag = tag.replacing("_", with: "-") }

  /// Which way text runs.
  public enum Direction: String, Sendable {
    case leftToRight = "ltr"
    case rightToLeft = "rtl"
  }

  /// The direction of the language's script.
  public var direction: Direction {
    Locale.Language(identifier: tag).characterDirection == .rightToLeft ? .rightToLeft : .leftToRight
  }
}

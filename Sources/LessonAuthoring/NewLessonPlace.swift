import Foundation
import LessonCore
import LessonStorage

/// The language and the name of a new lesson, as a user can write them.
package struct NewLessonPlace: Hashable, Sendable {
  /// The language's folder.
  package let language: String
  package let name: LessonName

  /// Reads a name: `First`, `part/First`, `en/First`, or the path `lessons/en/First.md`.
  ///
  /// - Parameters:
  ///   - text: What the user wrote.
  ///   - language: The language that an option names; `nil` if none does.
  ///   - folder: The folder of all lessons, as the user named it.
  package init(_ text: String, language: String?, in folder: String) throws(UsageFailure) {
    let below = Self.below(folder, text)
    var rest = (below ?? text)[...]
    if let slash = rest.firstIndex(of: "/"), below != nil || Self.isLanguage(rest[..<slash], in: folder) {
      let named = String(rest[..<slash])
      guard language == nil || language == named else {
        throw UsageFailure(
          "'\(text)' is a lesson in '\(named)', and --language says '\(language ?? "")': leave out one of them"
        )
      }
      self.language = named
      rest = rest[rest.index(after: slash)...]
    } else {
      guard below == nil else {
        throw UsageFailure(
          "'\(text)' lies in no language's folder: a lesson's path is '\(folder)/LANGUAGE/NAME.md'")
      }
      self.language = language ?? LessonLibrary.sourceLanguage
    }
    name = try LessonName(String(rest))
  }

  /// The path below the lessons' folder; `nil` if a text does not begin with that folder.
  private static func below(_ folder: String, _ text: String) -> String? {
    let folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    for start in [folder + "/", "./" + folder + "/"] where text.hasPrefix(start) {
      return String(text.dropFirst(start.count))
    }
    return nil
  }

  /// Whether the first part of a name is a language: one that has a folder already, or a tag of a known one.
  private static func isLanguage(_ part: Substring, in folder: String) -> Bool {
    guard NewLesson.isTag(part) else { return false }
    if RootedFolder(folder).status(String(part))?.isFolder ?? false { return true }
    let code = part.prefix { $0 != "-" && $0 != "_" }.lowercased()
    return Locale.LanguageCode.isoLanguageCodes.contains { $0.identifier == code }
  }
}

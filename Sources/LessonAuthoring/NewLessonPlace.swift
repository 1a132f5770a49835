import Foundation
import LessonCore
import LessonStorage

/// The language, the name and the file of a new lesson, as a user can write them.
package struct NewLessonPlace: Hashable, Sendable {
  /// The tag of the lesson's language.
  package let language: String
  package let name: LessonName
  /// Whether the file lies in the folder of its language; otherwise it lies in the lessons' folder itself.
  let isInLanguageFolder: Bool

  /// The file's path below the lessons' folder.
  var file: String { (isInLanguageFolder ? language + "/" : "") + name.path + ".md" }

  /// Reads a name: `First`, `part/First`, `en/First`, or the path `lessons/en/First.md`.
  ///
  /// - Parameters:
  ///   - text: What the user wrote.
  ///   - language: The language that an option names; `nil` if none does.
  ///   - existing: The lessons of the project. A lesson in the project's language lies where the others do: in a folder of
  ///     the language, or in none.
  package init(_ text: String, language: String?, in existing: ExistingLessons) throws(UsageFailure) {
    let below = Self.below(existing.folder, text)
    let rest = below ?? text
    let (named, name) = Self.split(rest)
    if let named, let language, language != named {
      throw UsageFailure(
        "'\(text)' is a lesson in '\(named)', and --language says '\(language)': leave out one of them")
    }
    let tag = named ?? language ?? existing.language
    guard Language.isKnown(tag) else {
      throw UsageFailure("'\(tag)' is not a language: its tag is expected, such as 'en', 'pl' or 'pt-BR'")
    }
    self.language = tag
    self.name = try LessonName(name)
    isInLanguageFolder =
      named != nil || (below == nil && (tag != existing.language || !existing.haveNoFolder))
  }

  /// The path below the lessons' folder, without `.md`; `nil` if a text does not begin with that folder.
  private static func below(_ folder: String, _ text: String) -> String? {
    let folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    for start in [folder + "/", "./" + folder + "/"] where text.hasPrefix(start) {
      let path = text.dropFirst(start.count)
      return String(path.hasSuffix(".md") ? path.dropLast(".md".count) : path)
    }
    return nil
  }

  /// The language that a name begins with, if it does, and the rest.
  private static func split(_ text: String) -> (language: String?, name: String) {
    guard let slash = text.firstIndex(of: "/") else { return (nil, text) }
    let first = String(text[..<slash])
    guard Language.isKnown(first) else { return (nil, text) }
    return (first, String(text[text.index(after: slash)...]))
  }
}

/// The lessons that a project has when another is begun.
package struct ExistingLessons: Sendable {
  /// The folder of all lessons, as the user named it; it need not exist.
  let folder: String
  /// The project's language.
  let language: String
  private let files: [LessonFile]

  package init(in folder: String, language: String) throws(UsageFailure) {
    self.folder = folder
    self.language = language
    let exists = FileManager.default.fileExists(atPath: folder)
    files = exists ? try LessonFile.find(in: folder, language: language).files : []
  }

  /// The lesson with a name in a language.
  func lesson(_ name: LessonName, in language: String) -> LessonFile? {
    files.first { $0.language == language && $0.name == name.path }
  }

  /// The place of a lesson that may not exist, below the lessons' folder: beside others of its language.
  func place(of name: LessonName, in language: String) -> String {
    (language == self.language && haveNoFolder ? "" : language + "/") + name.path + ".md"
  }

  /// The places of the lessons in a new translation's language, by the pages of their sources; the new one is among
  /// them.
  func translations(of source: String, in new: NewLessonPlace) -> [String: String] {
    let known = files.filter { $0.language == new.language }.map { ("\(source)/\($0.name)", $0.place) }
    return Dictionary(
      known + [("\(source)/\(new.name.path)", new.file)], uniquingKeysWith: { first, _ in first })
  }

  /// The language of the lesson that a new one would translate: the project's, if it has a lesson of the same name.
  package func sourceLanguage(of new: NewLessonPlace) -> String? {
    new.language != language && lesson(new.name, in: language) != nil ? language : nil
  }

  /// Whether lessons in the project's language lie in no language's folder, as those of a new course do.
  fileprivate var haveNoFolder: Bool {
    files.isEmpty || files.contains { $0.language == language && !$0.isInLanguageFolder }
  }
}

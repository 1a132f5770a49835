import Foundation
import LessonCore
import LessonStorage

/// The files of a course that does not exist yet: settings, a first lesson, what Git ignores, and a workflow for GitHub.
package struct NewCourse: Sendable {
  /// What happened to a file.
  package enum Result: Sendable, Hashable {
    case created
    /// A file with this name was there, and stays as it is.
    case kept
  }

  private let folder: RootedFolder
  private let files: [(path: String, text: String)]

  /// A course in a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder, which may exist.
  ///   - title: The title of the course; the folder's name by default.
  ///   - language: The tag of the language in which the lessons are written.
  package init(in folder: String, title: String?, language: String) throws(UsageFailure) {
    guard Language.isKnown(language) else {
      throw UsageFailure(
        "'\(language)' is not a language: its tag is expected, such as 'en', 'pl' or 'pt-BR'")
    }
    self.folder = RootedFolder(folder)
    let name = URL(filePath: RootedFolder.full(folder)).lastPathComponent
    files = [
      (ProjectSettings.fileName, Self.settings(title: title ?? Self.title(from: name), language: language)),
      ("lessons/First.md", NewLesson.template(title: "First", language: Language(language))),
      (".gitignore", "/.lessons/\n.DS_Store\n"),
      (".github/workflows/lessons.yml", String(decoding: PackageResources.workflow_yml, as: UTF8.self)),
    ]
  }

  private static func settings(title: String, language: String) -> String {
    let quoted = "\"" + title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    return String(decoding: PackageResources.lessons_yml, as: UTF8.self)
      .replacing("LANGUAGE", with: language).replacing("TITLE", with: quoted)
  }

  /// `deep-networks` becomes “Deep networks”.
  private static func title(from name: String) -> String {
    let words = name.replacing(#/[-_\s]+/#, with: " ").trimmingCharacters(in: .whitespaces)
    let visible = String(words.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f })
    return visible.isEmpty || visible == "/"
      ? "A course" : visible.prefix(1).uppercased() + visible.dropFirst()
  }

  /// Creates the files that are not there, and the folder.
  ///
  /// - Returns: What happened to each file.
  /// - Throws: `UsageFailure` if the folder has settings already, `FileFailure` if a file cannot be written.
  package func write() throws -> [(path: String, result: Result)] {
    guard folder.status(ProjectSettings.fileName) == nil else {
      throw UsageFailure(
        "'\(shown(ProjectSettings.fileName))' exists already: this folder has a course")
    }
    try folder.makeFolder()
    // The settings come last: with them, the course is there, and does not begin again.
    let results = try files.reversed().map { (shown($0.path), try create($0.path, $0.text)) }
    return results.reversed()
  }

  private func shown(_ path: String) -> String {
    let shown = folder.shown(path)
    return shown.hasPrefix("./") ? String(shown.dropFirst(2)) : shown
  }

  private func create(_ path: String, _ text: String) throws(FileFailure) -> Result {
    do throws(FileFailure) {
      try folder.create(path, Data(text.utf8))
      return .created
    } catch {
      guard error.code == EEXIST else { throw error }
      return .kept
    }
  }
}

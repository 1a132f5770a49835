import Foundation
import LessonCore
import LessonReading
import LessonStorage

/// A lesson's file that does not exist yet.
package struct NewLesson: Sendable {
  /// The file's path.
  package let path: String
  /// The file's contents.
  package let text: String
  /// The folder of all lessons; `name` is the path below it.
  private let folder: RootedFolder
  private let name: String

  /// A new lesson from the template, which builds unchanged.
  ///
  /// - Parameters:
  ///   - folder: The folder of all lessons, as the user named it.
  ///   - language: The folder below it.
  package init(_ name: LessonName, in folder: String, language: String) throws(UsageFailure) {
    path = try Self.path(of: name, in: folder, language: language)
    self.folder = RootedFolder(folder)
    self.name = "\(language)/\(name.path).md"
    text = Self.template(title: name.title, language: Language(language))
  }

  /// A new translation: a copy of the source with a record of the source.
  ///
  /// - Parameters:
  ///   - source: The language of the source.
  ///   - now: The time for the record.
  ///   - reader: Reads the source.
  /// - Throws: `UsageFailure`, or the `Diagnostic` of a source that cannot be read as a lesson.
  package init(
    translating name: LessonName, from source: String, in folder: String, to language: String, now: Date,
    reader: LessonReader
  ) async throws {
    path = try Self.path(of: name, in: folder, language: language)
    self.folder = RootedFolder(folder)
    self.name = "\(language)/\(name.path).md"
    let original = try Self.path(of: name, in: folder, language: source)
    guard source != language else {
      throw UsageFailure("a lesson in '\(language)' is not translated from itself")
    }
    let bytes = try Self.bytes(of: original, in: folder)
    let record = TranslationRecord(
      originalHash: TranslationRecord.hash(of: [UInt8](bytes)),
      // An absolute path exists only on this machine, so the record has a path below the lessons' folder instead.
      sourceFile: original.hasPrefix("/") ? "\(source)/\(name.path).md" : original, languageCode: language,
      translationDate: now.formatted(.iso8601))
    let task = BeginTranslation(
      file: LessonFile(path: original, language: source, name: name.path), bytes: bytes, record: record)
    let begun = try await reader.perform(task, about: original)
    if let source = begun.source {
      throw UsageFailure("'\(original)' is itself a translation, of '\(source)': translate that one")
    }
    guard let text = begun.text else {
      throw begun.diagnostics.first { $0.severity == .error } ?? UsageFailure("'\(original)' is no lesson")
    }
    self.text = text
  }

  private static func bytes(of original: String, in folder: String) throws -> Data {
    do throws(FileFailure) {
      return try ProjectFolder(of: folder).read(original, atMost: LessonFile.mostBytes + 1)
    } catch {
      guard error.code == ENOENT else { throw error }
      throw UsageFailure("there is no '\(original)' to translate")
    }
  }

  private static func path(
    of name: LessonName, in folder: String, language: String
  ) throws(UsageFailure) -> String {
    guard isTag(language) else {
      throw UsageFailure(
        "'\(language)' is not a language: its tag is expected, such as 'en', 'pl' or 'pt-BR'")
    }
    return "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\(language)/\(name.path).md"
  }

  /// Whether a text has the form of a language's tag.
  static func isTag(_ text: some StringProtocol) -> Bool {
    String(text).wholeMatch(of: #/[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*/#) != nil
  }

  /// Creates the file.
  ///
  /// - Throws: `UsageFailure` if it already exists, `FileFailure` if it cannot be written.
  package func write() throws {
    do throws(FileFailure) {
      try folder.create(name, Data(text.utf8))
    } catch {
      guard error.code == EEXIST else { throw error }
      throw UsageFailure("'\(path)' is there already, and no lesson is replaced")
    }
  }
}

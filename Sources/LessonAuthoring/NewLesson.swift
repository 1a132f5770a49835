import Foundation
import LessonCore
import LessonReading
import LessonStorage

/// A lesson's file before it is there.
package struct NewLesson: Sendable {
  /// Where it belongs.
  package let path: String
  /// What it holds.
  package let text: String
  /// The folder of all lessons, and the path below it.
  private let folder: RootedFolder
  private let name: String

  /// A lesson to begin with: it builds as it is.
  ///
  /// - Parameters:
  ///   - folder: The folder of all lessons, as the user named it.
  ///   - language: The folder below it.
  package init(_ name: LessonName, in folder: String, language: String) throws(UsageFailure) {
    path = try Self.path(of: name, in: folder, language: language)
    self.folder = RootedFolder(folder)
    self.name = "\(language)/\(name.path).md"
    text = Self.template(title: name.title)
  }

  /// A lesson to be translated: the source as it is, with the record of what it is a translation of.
  ///
  /// - Parameters:
  ///   - source: The language that it is translated from.
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
      // As it is found from everywhere when the folder was named by a path that only this machine has.
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
    guard language.wholeMatch(of: #/[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*/#) != nil else {
      throw UsageFailure(
        "'\(language)' is not a language: its tag is expected, such as 'en', 'pl' or 'pt-BR'")
    }
    return "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\(language)/\(name.path).md"
  }

  /// Makes the file.
  ///
  /// - Throws: `UsageFailure` when there is one already, `FileFailure` when it cannot be written.
  package func write() throws {
    do throws(FileFailure) {
      try folder.create(name, Data(text.utf8))
    } catch {
      guard error.code == EEXIST else { throw error }
      throw UsageFailure("'\(path)' is there already, and no lesson is replaced")
    }
  }
}

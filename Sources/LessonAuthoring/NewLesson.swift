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
  /// The path of the lesson that it translates; `nil` if it is none.
  package let source: String?
  /// The folder of all lessons; `name` is the path below it.
  private let folder: RootedFolder
  private let name: String

  /// A new lesson from the template, which builds unchanged.
  ///
  /// - Parameter folder: The folder of all lessons, as the user named it.
  package init(_ place: NewLessonPlace, in folder: String) {
    self.init(
      place, in: folder, text: Self.template(title: place.name.title, language: Language(place.language)))
  }

  /// A new translation: a copy of the source with a record of the source.
  ///
  /// - Parameters:
  ///   - source: The language of the source.
  ///   - existing: The lessons of the project.
  ///   - now: The time for the record.
  ///   - reader: Reads the source.
  /// - Throws: `UsageFailure`, or the `Diagnostic` of a source that cannot be read as a lesson.
  package init(
    translating place: NewLessonPlace, from source: String, in existing: ExistingLessons, now: Date,
    reader: some ReaderTaskPerformer
  ) async throws {
    guard source != place.language else {
      throw UsageFailure("a lesson in '\(source)' is not translated from itself")
    }
    guard let original = existing.lesson(place.name, in: source) else {
      let file = existing.place(of: place.name, in: source)
      throw UsageFailure("there is no '\(Self.path(of: file, in: existing.folder))' to translate")
    }
    let bytes = try original.read(atMost: LessonFile.mostBytes + 1)
    let record = TranslationRecord(
      originalHash: TranslationRecord.hash(of: [UInt8](bytes)),
      sourceFile: original.recordedPath, languageCode: place.language,
      translationDate: now.formatted(.iso8601))
    let begun = try await reader.perform(
      BeginTranslation(
        file: original, bytes: bytes, record: record, place: place.file,
        translations: existing.translations(of: source, in: place)), about: original.path)
    if let source = begun.source {
      throw UsageFailure("'\(original.path)' is itself a translation, of '\(source)': translate that one")
    }
    guard let text = begun.text else {
      throw begun.diagnostics.first { $0.severity == .error }
        ?? UsageFailure("'\(original.path)' is no lesson")
    }
    self.init(place, in: existing.folder, text: text, source: original.path)
  }

  private init(_ place: NewLessonPlace, in folder: String, text: String, source: String? = nil) {
    path = Self.path(of: place.file, in: folder)
    self.folder = RootedFolder(folder)
    name = place.file
    self.text = text
    self.source = source
  }

  /// A path below the lessons' folder as messages show it.
  private static func path(of file: String, in folder: String) -> String {
    "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\(file)"
  }

  /// Creates the file.
  ///
  /// - Throws: `UsageFailure` if it already exists, `FileFailure` if it cannot be written.
  package func write() throws {
    do throws(FileFailure) {
      try folder.create(name, Data(text.utf8))
    } catch {
      guard error.code == EEXIST else { throw error }
      throw UsageFailure("'\(path)' exists already, and no lesson is replaced")
    }
  }
}

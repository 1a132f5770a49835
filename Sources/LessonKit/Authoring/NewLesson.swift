import Foundation

/// A lesson's file before it is there.
public struct NewLesson: Sendable {
  /// Where it belongs.
  public let path: String
  /// What it holds.
  public let text: String

  /// A lesson to begin with: it builds as it is.
  ///
  /// - Parameters:
  ///   - folder: The folder of all lessons, as the user named it.
  ///   - language: The folder below it.
  public init(_ name: LessonName, in folder: String, language: String) throws(UsageFailure) {
    path = try Self.path(of: name, in: folder, language: language)
    text = Self.template(title: name.title)
  }

  /// A lesson to be translated: the source as it is, with the record of what it is a translation of.
  ///
  /// - Parameters:
  ///   - source: The language that it is translated from.
  ///   - now: The time for the record.
  ///   - reader: Reads the source.
  /// - Throws: `UsageFailure`, or the `Diagnostic` of a source that cannot be read as a lesson.
  public init(
    translating name: LessonName, from source: String, in folder: String, to language: String, now: Date,
    reader: LessonReader
  ) async throws {
    path = try Self.path(of: name, in: folder, language: language)
    let original = try Self.path(of: name, in: folder, language: source)
    guard source != language else {
      throw UsageFailure("a lesson in '\(language)' is not translated from itself")
    }
    guard let bytes = FileManager.default.contents(atPath: original) else {
      throw UsageFailure("there is no '\(original)' to translate")
    }
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
  /// - Throws: `UsageFailure` when there is one already, `RunnerFailure` when it cannot be written.
  public func write() throws {
    let url = URL(filePath: path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url, options: .withoutOverwriting)
    } catch {
      guard !FileManager.default.fileExists(atPath: path) else {
        throw UsageFailure("'\(path)' is there already, and no lesson is replaced")
      }
      throw RunnerFailure("'\(path)' cannot be written: \(AtomicFile.reason(error))")
    }
  }
}

import Foundation

/// A lesson as its reader gets it.
struct LessonSource: Codable, Hashable, Sendable {
  let file: LessonFile
  /// The file's bytes.
  let bytes: Data
  /// What the language's folder says of the lesson's source; a comment in the file itself wins.
  let translation: TranslationRecord?

  /// MD5 of the bytes, by which translations name the version of their source.
  var version: String { TranslationRecord.hash(of: [UInt8](bytes)) }

  /// The lesson that the bytes are, or what is wrong with it.
  var parsed: Parsed {
    Lesson.parse(
      path: file.path, bytes: [UInt8](bytes), language: file.language, name: file.name,
      translation: translation)
  }

  /// The lesson, where it has been read before without an error.
  var lesson: Lesson {
    get throws {
      guard let lesson = parsed.lesson else { throw CocoaError(.coderInvalidValue) }
      return lesson
    }
  }
}

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
}

import Foundation

/// A lesson as its reader gets it.
package struct LessonSource: Codable, Hashable, Sendable {
  package let file: LessonFile
  /// The file's bytes.
  package let bytes: Data
  /// What the language's folder says of the lesson's source; a comment in the file itself wins.
  package let translation: TranslationRecord?

  package init(file: LessonFile, bytes: Data, translation: TranslationRecord?) {
    self.file = file
    self.bytes = bytes
    self.translation = translation
  }

  /// MD5 of the bytes, by which translations name the version of their source.
  package var version: String { TranslationRecord.hash(of: [UInt8](bytes)) }
}

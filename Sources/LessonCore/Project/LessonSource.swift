import Foundation

/// A lesson as its reader gets it.
package struct LessonSource: Codable, Hashable, Sendable {
  package let file: LessonFile
  /// The file's bytes.
  package let bytes: Data
  /// The record of the lesson's source in the language's folder; a comment in the file itself takes precedence.
  package let translation: TranslationRecord?
  /// The works that the lesson may cite; `nil` if neither the settings nor the lesson name a bibliography.
  package var bibliography: Bibliography?

  package init(file: LessonFile, bytes: Data, translation: TranslationRecord?) {
    self.file = file
    self.bytes = bytes
    self.translation = translation
  }

  /// MD5 of the bytes, by which translations identify the version of their source.
  package var version: String { TranslationRecord.hash(of: [UInt8](bytes)) }
}

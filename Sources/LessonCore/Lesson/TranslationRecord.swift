import Foundation
import LessonStorage

/// From which file, and from which bytes of it, a lesson was translated.
package struct TranslationRecord: Sendable, Hashable, Codable {
  /// MD5 of the source file's raw bytes, in hexadecimal.
  package var originalHash: String
  /// The source file, as the translator named it.
  package var sourceFile: String
  /// The language into which it was translated.
  package var languageCode: String
  /// When it was translated, in ISO 8601.
  package var translationDate: String?

  private enum CodingKeys: String, CodingKey {
    case originalHash = "original_hash"
    case sourceFile = "source_file"
    case languageCode = "language_code"
    case translationDate = "translation_date"
  }

  /// What marks the HTML comment in which Co-op Translator writes its record into a translation.
  package static let commentLabel = "CO_OP_TRANSLATOR_METADATA:"

  /// A record of these parts.
  package init(originalHash: String, sourceFile: String, languageCode: String, translationDate: String?) {
    self.originalHash = originalHash
    self.sourceFile = sourceFile
    self.languageCode = languageCode
    self.translationDate = translationDate
  }

  /// The record in an HTML comment; `nil` when there is none that can be read.
  package init?(comment: String) {
    guard let label = comment.firstRange(of: Self.commentLabel),
      let end = comment[label.upperBound...].firstRange(of: "-->"),
      let record: Self = try? StableJSON.decode(
        Data(comment[label.upperBound..<end.lowerBound].utf8))
    else { return nil }
    self = record
  }

  /// The record as such a comment, ended by a newline.
  package var comment: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes, .sortedKeys]
      let json = String(decoding: try encoder.encode(self), as: UTF8.self)
      return "<!--\n\(Self.commentLabel)\n\(json)\n-->\n"
    }
  }

  /// The records of a language's folder by the path of the source file, as its `.co-op-translator.json` has them.
  ///
  /// - Throws: `DecodingError` when the file is not such JSON, `DisplayExcess` when it exceeds the limits of JSON.
  package static func records(inFolderFile bytes: [UInt8]) throws -> [String: TranslationRecord] {
    let records: [String: TranslationRecord] = try StableJSON.decode(Data(bytes))
    return Dictionary(records.map { ($1.sourceFile, $1) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the source is no longer the one that was translated.
  ///
  /// - Parameter source: The bytes of the source file as they are now.
  package func isStale(against source: [UInt8]) -> Bool {
    originalHash.lowercased() != Self.hash(of: source)
  }

  /// MD5 of a file's bytes in hexadecimal, which is how translation records name a version.
  package static func hash(of bytes: [UInt8]) -> String {
    md5(bytes)
  }
}

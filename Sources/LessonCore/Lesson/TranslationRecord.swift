import Foundation
import LessonStorage

/// The record of the file, and of its version, from which a lesson was translated.
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

  /// The label of the HTML comment in which Co-op Translator writes its record into a translation.
  package static let commentLabel = "CO_OP_TRANSLATOR_METADATA:"

  /// A record with these properties.
  package init(originalHash: String, sourceFile: String, languageCode: String, translationDate: String?) {
    self.originalHash = originalHash
    self.sourceFile = sourceFile
    self.languageCode = languageCode
    self.translationDate = translationDate
  }

  /// The record in an HTML comment; `nil` if it has no readable record.
  package init?(comment: String) {
    guard let label = comment.firstRange(of: Self.commentLabel),
      let end = comment[label.upperBound...].firstRange(of: "-->"),
      let record: Self = try? StableJSON.decode(
        Data(comment[label.upperBound..<end.lowerBound].utf8))
    else { return nil }
    self = record
  }

  /// The record as an HTML comment, ended by a newline.
  package var comment: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes, .sortedKeys]
      let json = String(decoding: try encoder.encode(self), as: UTF8.self)
      return "<!--\n\(Self.commentLabel)\n\(json)\n-->\n"
    }
  }

  /// The records in a language folder's `.co-op-translator.json`, by the path of the source file.
  ///
  /// - Throws: `DecodingError` when the file is not such JSON, `DisplayExcess` when it exceeds the limits of JSON.
  package static func records(inFolderFile bytes: [UInt8]) throws -> [String: TranslationRecord] {
    let records: [String: TranslationRecord] = try StableJSON.decode(Data(bytes))
    return Dictionary(records.map { ($1.sourceFile, $1) }, uniquingKeysWith: { first, _ in first })
  }

  /// The language that the source's path names before a lesson's name: `de` in `lessons/de/Sums.md`; `nil` if it names
  /// none.
  package func sourceLanguage(of name: String) -> String? {
    let end = "/\(name).md"
    guard sourceFile.hasSuffix(end) else { return nil }
    let folder = sourceFile.dropLast(end.count).split(separator: "/").last.map(String.init)
    return folder.flatMap { Language.isKnown($0) ? $0 : nil }
  }

  /// Whether the source has changed since it was translated.
  ///
  /// - Parameter source: The bytes of the source file as they are now.
  package func isStale(against source: [UInt8]) -> Bool {
    originalHash.lowercased() != Self.hash(of: source)
  }

  /// MD5 of a file's bytes in hexadecimal, which identifies a version in translation records.
  package static func hash(of bytes: [UInt8]) -> String {
    md5(bytes)
  }
}

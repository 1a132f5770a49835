import Foundation

/// What a lesson's page was made of, written beside the page and committed with it.
///
/// It holds no times, addresses or absolute paths, so it changes only when results do.
public struct Record: Codable, Hashable, Sendable {
  /// The form of this file.
  static let schema = 1

  var schema = Record.schema
  /// Of the program that ran.
  let program: ProgramDigest
  /// The class of machines on which the program gives these very bits.
  let machine: String
  let transcript: Transcript
  /// The source of a translation as both last agreed; `nil` for other lessons.
  let basis: TranslationBasis?
  /// SHA-256 of the page's files by their path below the language's folder.
  private(set) var files: [String: String]

  /// The record of the same results on other files.
  func with(files: [String: String]) -> Record {
    var record = self
    record.files = files
    return record
  }

  /// Reads the record of a page; `nil` when there is none that this version can read.
  static func read(_ url: URL) -> Record? {
    guard let bytes = try? Data(contentsOf: url), let record: Record = try? TranscriptCoding.decode(bytes),
      record.schema == schema
    else { return nil }
    return record
  }

  var bytes: Data {
    get throws { try TranscriptCoding.encode(self, isPretty: true) + Data("\n".utf8) }
  }
}

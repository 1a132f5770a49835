import DeepTraining
import Foundation
import LessonCore
import LessonStorage

/// What a lesson's page was made of, written beside the page and committed with it.
///
/// It holds no times, addresses or absolute paths, so it changes only when results do. It has everything that its head has.
@dynamicMemberLookup
package struct PageRecord: Codable, Hashable, Sendable {
  private(set) var head: PageRecordHead
  let transcript: Transcript

  /// The record of results.
  ///
  /// - Parameter machine: The class of machines that gave them; it is another than that of the inputs where an earlier
  ///   record's results stand.
  package init(
    _ transcript: Transcript, _ inputs: ResultInputs, machine: String, basis: TranslationBasis?,
    files: [String: String]
  ) {
    head = PageRecordHead(
      program: inputs.program, data: inputs.data, machine: machine,
      isUnconfined: inputs.conditions.confinement == .none ? true : nil, basis: basis, files: files,
      values: transcript.inlineValues)
    self.transcript = transcript
  }

  private enum CodingKeys: CodingKey { case transcript }

  /// Reads the file's form: all parts beside each other.
  package init(from decoder: any Decoder) throws {
    head = try PageRecordHead(from: decoder)
    transcript = try decoder.container(keyedBy: CodingKeys.self).decode(Transcript.self, forKey: .transcript)
  }

  /// Writes the file's form.
  package func encode(to encoder: any Encoder) throws {
    try head.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(transcript, forKey: .transcript)
  }

  /// A part of the head.
  package subscript<Value>(dynamicMember part: KeyPath<PageRecordHead, Value>) -> Value {
    head[keyPath: part]
  }

  /// The record of the same results on other files.
  package func with(files: [String: String]) -> PageRecord {
    var record = self
    record.head.files = files
    return record
  }

  /// Reads the record of a page; `nil` when there is none that this version can read.
  package static func read(_ path: String, in output: RootedFolder) -> PageRecord? {
    PageRecordHead.decode(path, in: output)
  }

  package var bytes: Data {
    get throws { try StableJSON.encode(self, isPretty: true) + Data("\n".utf8) }
  }
}

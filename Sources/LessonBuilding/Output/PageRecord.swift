import DeepTraining
import Foundation
import LessonCore
import LessonStorage

/// The record of what a lesson's page was made of, written beside the page and committed with it.
///
/// It holds no times, addresses or absolute paths, so it changes only when results do. It has all properties of its
/// head.
@dynamicMemberLookup
package struct PageRecord: Codable, Hashable, Sendable {
  private(set) var head: PageRecordHead
  let transcript: Transcript

  /// The record of results.
  ///
  /// - Parameter machine: The class of machines that gave the results; it differs from that of the inputs if an earlier
  ///   record's results are kept.
  package init(
    _ transcript: Transcript, _ inputs: ResultInputs, machine: String, basis: TranslationBasis?,
    files: [String: String]
  ) {
    head = PageRecordHead(
      program: inputs.program, data: inputs.data, modules: inputs.modules.isEmpty ? nil : inputs.modules,
      machine: machine,
      isUnconfined: inputs.conditions.confinement == .none ? true : nil, basis: basis, files: files,
      values: transcript.inlineValues)
    self.transcript = transcript.forRecord
  }

  private enum CodingKeys: CodingKey { case transcript }

  /// Reads the form in the file, in which all parts are on one level.
  package init(from decoder: any Decoder) throws {
    head = try PageRecordHead(from: decoder)
    transcript = try decoder.container(keyedBy: CodingKeys.self).decode(Transcript.self, forKey: .transcript)
  }

  /// Writes the form in the file.
  package func encode(to encoder: any Encoder) throws {
    try head.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(transcript, forKey: .transcript)
  }

  /// A part of the head.
  package subscript<Value>(dynamicMember part: KeyPath<PageRecordHead, Value>) -> Value {
    head[keyPath: part]
  }

  /// The same record with other files.
  package func with(files: [String: String]) -> PageRecord {
    var record = self
    record.head.files = files
    return record
  }

  /// The same record with other files beside lessons.
  func with(attachments: [String: String]) -> PageRecord {
    var record = self
    record.head.attachments = attachments.isEmpty ? nil : attachments
    return record
  }

  /// Reads the record of a page; `nil` if it is missing or this version cannot read it.
  package static func read(_ path: String, in output: RootedFolder) -> PageRecord? {
    PageRecordHead.decode(path, in: output)
  }

  package var bytes: Data {
    get throws { try StableJSON.encode(self, isPretty: true) + Data("\n".utf8) }
  }
}

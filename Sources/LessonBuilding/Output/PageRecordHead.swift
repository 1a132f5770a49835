import DeepTraining
import Foundation
import LessonConfinement
import LessonCore
import LessonStorage

/// A record without the results of blocks: it decides whether they may be kept, and has what other pages show of the
/// lesson.
///
/// Reading it skips the decoding of results, which takes half as much time again.
package struct PageRecordHead: Hashable, Sendable {
  /// The version of the file's form.
  static let schema = 1

  var schema = PageRecordHead.schema
  /// The digest of the program that ran.
  let program: ProgramDigest
  /// The hash of each data set that the lesson requires, by name; `nil` in records of older versions.
  package let data: [String: String]?
  /// The digest of each module of the project that the program uses, by name; `nil` if it uses none.
  let modules: [String: String]?
  /// The class of machines on which the program gives exactly these bits.
  package let machine: String
  /// Present only for results that were computed with `--sandbox off`.
  let isUnconfined: Bool?
  /// The source of a translation as both last agreed; `nil` for other lessons.
  let basis: TranslationBasis?
  /// SHA-256 of the page's files by their path below the language's folder.
  package var files: [String: String]
  /// SHA-256 of the files beside lessons that are part of the page, by their path in the output; `nil` if there are none.
  var attachments: [String: String]?
  /// The values of inline expressions, which are part of the transcript.
  let values: [String]

  /// Whether these results and those of a fresh run differ in nothing but the class of machines.
  ///
  /// Then only rounding may differ. Unknown classes of machines do not qualify.
  func bridges(to inputs: ResultInputs) -> Bool {
    program == inputs.program && (data ?? [:]) == inputs.data && (modules ?? [:]) == inputs.modules
      && machine != inputs.conditions.machine && MachineClass(machine)?.engine == Engine.version
      && isUsable(confined: inputs.conditions.confinement)
  }

  /// Whether the results may be used: unconfined results may contain data that a confined lesson cannot read.
  func isUsable(confined confinement: Confinement) -> Bool { isUnconfined != true || confinement == .none }
}

extension PageRecordHead: Codable {
  private enum CodingKeys: CodingKey {
    case schema, program, data, modules, machine, isUnconfined, basis, files, attachments, transcript
  }

  private enum TranscriptKeys: CodingKey { case inlineValues }

  /// Reads the head from a record's file; a file with another `schema` is an error.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    schema = try container.decode(Int.self, forKey: .schema)
    guard schema == Self.schema else {
      throw DecodingError.dataCorruptedError(
        forKey: .schema, in: container, debugDescription: "\(schema) is another form of records")
    }
    program = try container.decode(ProgramDigest.self, forKey: .program)
    data = try container.decodeIfPresent([String: String].self, forKey: .data)
    modules = try container.decodeIfPresent([String: String].self, forKey: .modules)
    machine = try container.decode(String.self, forKey: .machine)
    isUnconfined = try container.decodeIfPresent(Bool.self, forKey: .isUnconfined)
    basis = try container.decodeIfPresent(TranslationBasis.self, forKey: .basis)
    files = try container.decode([String: String].self, forKey: .files)
    attachments = try container.decodeIfPresent([String: String].self, forKey: .attachments)
    values = try container.nestedContainer(keyedBy: TranscriptKeys.self, forKey: .transcript)
      .decode([String].self, forKey: .inlineValues)
  }

  /// Writes all but the transcript.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(program, forKey: .program)
    try container.encodeIfPresent(data, forKey: .data)
    try container.encodeIfPresent(modules, forKey: .modules)
    try container.encode(machine, forKey: .machine)
    try container.encodeIfPresent(isUnconfined, forKey: .isUnconfined)
    try container.encodeIfPresent(basis, forKey: .basis)
    try container.encode(files, forKey: .files)
    try container.encodeIfPresent(attachments, forKey: .attachments)
  }
}

extension PageRecordHead {
  /// The maximum size of a record in bytes.
  private static let mostBytes = 1 << 27

  /// Reads the head of a page's record; `nil` if it is missing or this version cannot read it.
  package static func read(_ path: String, in output: RootedFolder) -> PageRecordHead? {
    decode(path, in: output)
  }

  /// A part of a record, or all of it.
  static func decode<Part: Decodable>(_ path: String, in output: RootedFolder) -> Part? {
    output.bytes(path, atMost: mostBytes).flatMap { try? StableJSON.decode($0) }
  }
}

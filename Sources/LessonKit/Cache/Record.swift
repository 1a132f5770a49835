import DeepTraining
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
  /// The hash of each data set that the lesson requires, by name; those of older versions are not known.
  let data: [String: String]?
  /// The class of machines on which the program gives these very bits.
  let machine: String
  /// Said only of results that were computed with `--sandbox off`.
  let isUnconfined: Bool?
  let transcript: Transcript
  /// The source of a translation as both last agreed; `nil` for other lessons.
  let basis: TranslationBasis?
  /// SHA-256 of the page's files by their path below the language's folder.
  private(set) var files: [String: String]

  /// The record of results.
  ///
  /// - Parameter machine: The class of machines that gave them; it is another than that of the inputs where an earlier
  ///   record's results stand.
  init(
    _ transcript: Transcript, _ inputs: ResultInputs, machine: String, basis: TranslationBasis?,
    files: [String: String]
  ) {
    program = inputs.program
    data = inputs.data
    self.machine = machine
    isUnconfined = inputs.conditions.confinement == .none ? true : nil
    self.transcript = transcript
    self.basis = basis
    self.files = files
  }

  /// The record of the same results on other files.
  func with(files: [String: String]) -> Record {
    var record = self
    record.files = files
    return record
  }

  /// Whether nothing but another class of machines lies between these results and those of a fresh run.
  ///
  /// Then rounding may differ, and nothing else. Classes that this version does not know loosen nothing.
  func bridges(to inputs: ResultInputs) -> Bool {
    program == inputs.program && (data ?? [:]) == inputs.data && machine != inputs.conditions.machine
      && MachineClass(machine)?.engine == Engine.version && isUsable(confined: inputs.conditions.confinement)
  }

  /// Whether the results may be used: what was computed unconfined may hold what a confined lesson cannot read.
  func isUsable(confined confinement: Confinement) -> Bool { isUnconfined != true || confinement == .none }

  /// Bytes that a record may have.
  private static let mostBytes = 1 << 27

  /// Reads the record of a page; `nil` when there is none that this version can read.
  static func read(_ path: String, in output: RootedFolder) -> Record? {
    guard let bytes = output.bytes(path, atMost: mostBytes),
      let record: Record = try? TranscriptCoding.decode(bytes),
      record.schema == schema
    else { return nil }
    return record
  }

  var bytes: Data {
    get throws { try TranscriptCoding.encode(self, isPretty: true) + Data("\n".utf8) }
  }
}

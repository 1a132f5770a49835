import Foundation

/// Transcripts of programs that have run on this machine, by everything that decides what they give.
struct TranscriptCache: Sendable {
  private let folder: CacheFolder

  init(_ folder: CacheFolder) { self.folder = folder.folder("transcripts") }

  /// What a run gave.
  struct Entry: Codable, Hashable, Sendable {
    let transcript: Transcript
    /// Whether the compiler warned: where, depends on the lesson's text, so it is asked again.
    let hasWarnings: Bool
  }

  /// What a transcript depends on.
  struct Key: Hashable, Sendable {
    let name: String

    /// - Parameter data: The hash of each data set by name.
    init(
      program: ProgramDigest, runner: String, machine: String, compiler: String, data: [String: String]
    ) {
      name = contentHash(
        of: ["transcript 2", program.description, runner, machine, compiler]
          + data.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
    }
  }

  /// What an earlier run gave; `nil` when there was none, or when its file is damaged.
  func entry(for key: Key) -> Entry? { folder.value(key.name) }

  /// Keeps what a run gave.
  func store(_ entry: Entry, for key: Key) throws { try folder.keep(entry, as: key.name) }
}

/// Transcripts and records as JSON: the same bytes for the same value.
enum TranscriptCoding {
  static func encode(_ value: some Encodable, isPretty: Bool = false) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "∞", negativeInfinity: "-∞", nan: "nan")
    return try encoder.encode(value)
  }

  static func decode<Value: Decodable>(_ bytes: Data) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "∞", negativeInfinity: "-∞", nan: "nan")
    return try decoder.decode(Value.self, from: bytes)
  }
}

import Foundation

/// Transcripts of programs that have run on this machine, by everything that decides what they give.
struct TranscriptCache: Sendable {
  private let folder: URL

  /// - Parameter folder: Where the entries lie; made when the first is written.
  init(folder: URL) { self.folder = folder.appending(path: "transcripts") }

  /// What a transcript depends on.
  struct Key: Hashable, Sendable {
    let name: String

    init(program: ProgramDigest, runner: String, machine: String, compiler: String, data: String) {
      name = contentHash(of: ["transcript 1", program.description, runner, machine, compiler, data])
    }
  }

  /// The transcript of an earlier run; `nil` when there is none, or when its file is damaged.
  func transcript(for key: Key) -> Transcript? { CheckedFile.read(url(key)) }

  /// Keeps a transcript.
  func store(_ transcript: Transcript, for key: Key) throws {
    try CheckedFile.write(transcript, to: url(key))
  }

  private func url(_ key: Key) -> URL { folder.appending(path: key.name + ".json") }
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

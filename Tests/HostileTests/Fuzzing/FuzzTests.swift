import Foundation
import LessonTestSupport
import TestSupport
import Testing

/// What `script/fuzz` asks for.
private enum FuzzRequest {
  private static let environment = ProcessInfo.processInfo.environment

  /// `nil` when the tests are run by themselves.
  static let seconds = environment["FUZZ_SECONDS"].flatMap(Double.init)
  static let seed = environment["FUZZ_SEED"].flatMap { Int($0) } ?? 0
  static let formats =
    environment["FUZZ_FORMAT"].flatMap(FuzzedFormat.init).map { [$0] } ?? FuzzedFormat.allCases
  /// Where the present input is, for whoever finds that its reader has trapped.
  static let folder = environment["FUZZ_FOLDER"].map { URL(filePath: $0) }
}

/// Bytes that are reported as the text that they are.
private struct FuzzedInput: CustomStringConvertible {
  let bytes: [UInt8]

  var description: String { String(decoding: bytes, as: UTF8.self).debugDescription }
}

@Suite("Inputs made wrong at random")
struct FuzzTests {
  @Test("are read or refused, and nothing traps", arguments: FuzzedFormat.allCases)
  func briefly(_ format: FuzzedFormat) throws {
    let mutator = format.mutator
    expectLaw(seeds: 1...40, of: { FuzzedInput(bytes: mutator.input(&$0)) }) { try check($0.bytes, format) }
  }

  @Test("are others for other seeds", arguments: FuzzedFormat.allCases)
  func seeds(_ format: FuzzedFormat) {
    let mutator = format.mutator
    #expect(Set((1...20).map { mutator.input(seed: $0) }).count > 10)
  }

  @Test(
    "are read for as long as is asked", .enabled(if: FuzzRequest.seconds != nil, "script/fuzz asks"),
    arguments: FuzzRequest.formats)
  func longer(_ format: FuzzedFormat) throws {
    let mutator = format.mutator
    let end = ContinuousClock.now + .seconds((FuzzRequest.seconds ?? 0) / Double(FuzzRequest.formats.count))
    var seed = FuzzRequest.seed
    repeat {
      let input = mutator.input(seed: seed)
      if let folder = FuzzRequest.folder {
        try Data(input).write(to: folder.appending(path: "input"))
        try Data("\(format.rawValue) \(seed)\n".utf8).write(to: folder.appending(path: "seed"))
      }
      // The input in the folder is that which breaks the law.
      let holds = expectLaw(seeds: CollectionOfOne(seed), of: { FuzzedInput(bytes: mutator.input(&$0)) }) {
        try check($0.bytes, format)
      }
      guard holds else { return }
      seed += 1
    } while ContinuousClock.now < end
    print("\(format.rawValue): seeds \(FuzzRequest.seed) to \(seed - 1)")
  }

  private func check(_ input: [UInt8], _ format: FuzzedFormat) throws {
    let begin = ContinuousClock.now
    try format.read(input)
    // A hundred times what it takes.
    try demand(.now - begin < .seconds(20), "it takes longer than 20 s")
  }
}

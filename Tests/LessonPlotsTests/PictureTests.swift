import CZlib
import DeepTraining
import Foundation
import LessonDisplay
import Testing

@testable import LessonPlots

@Suite("Pictures")
struct PictureTests {
  private static func noise(_ count: Int, levels: Int) -> [UInt8] {
    var stream = RandomStream(seed: 7)
    return (0..<count).map { _ in UInt8.random(in: 0...UInt8(levels - 1), using: &stream) }
  }

  /// Bytes with matches of every length and at every distance.
  private static let inputs: [[UInt8]] = [
    [], [7], [1, 2], [5, 5, 5], Array(repeating: 200, count: 1_000), Array(0...255) + Array(0...255),
    noise(3_000, levels: 256), noise(3_000, levels: 3),
    noise(40_000, levels: 256) + noise(40_000, levels: 256),
    (3...300).flatMap { Array(repeating: UInt8($0 % 256), count: $0) + [0] },
  ]

  @Test("zlib reads what is compressed as it was", arguments: inputs)
  func compression(input: [UInt8]) throws {
    #expect(try inflated([0x78, 0x01] + Deflate.block(of: input) + Self.checksum(input)) == input)
  }

  @Test("equal bytes need less room than others")
  func size() {
    #expect(Deflate.block(of: Array(repeating: 9, count: 10_000)).count < 100)
    #expect(Deflate.block(of: Self.noise(2_000, levels: 256)).count < 2_200)
  }

  @Test("grey pictures have two pixels in a byte, also when a row has an odd number of them")
  func grey() throws {
    let png = PNG(width: 3, height: 2, greys: [0, 15, 7, 1, 2, 3])
    let chunks = try chunks(of: png.bytes)
    #expect(chunks.map(\.name) == ["IHDR", "IDAT", "IEND"])
    #expect(chunks[0].content == [0, 0, 0, 3, 0, 0, 0, 2, 4, 0, 0, 0, 0])
    #expect(try inflated(chunks[1].content) == [0, 0x0f, 0x70, 0, 0x12, 0x30])
  }

  @Test("colours are kept as they are")
  func colour() throws {
    let colours = Data([255, 0, 1, 2, 128, 3])
    let chunks = try chunks(of: PNG(width: 1, height: 2, colours: colours).bytes)
    #expect(chunks[0].content == [0, 0, 0, 1, 0, 0, 0, 2, 8, 2, 0, 0, 0])
    #expect(try inflated(chunks[1].content) == [0, 255, 0, 1, 0, 2, 128, 3])
  }

  @Test("a figure has each picture once, and its small drawing refers to it")
  func twice() {
    let figure = Figure(Tensor([[0, 1], [1, 0]]))
    let wide = figure.svg(id: "a").markup
    #expect(wide.contains("<image id=\"a-1\" width=\"2\" height=\"2\" href=\"data:image/png;base64,"))
  }

  // MARK: - Reading

  private static func checksum(_ input: [UInt8]) -> [UInt8] {
    let sum = UInt32(adler32(1, input, uInt(input.count)))
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
  }

  private struct NotReadable: Error { let code: Int32 }

  private func inflated(_ bytes: [UInt8]) throws -> [UInt8] {
    var output = [UInt8](repeating: 0, count: 100_000)
    var count = uLongf(output.count)
    let code = uncompress(&output, &count, bytes, uLong(bytes.count))
    guard code == Z_OK else { throw NotReadable(code: code) }
    return Array(output.prefix(Int(count)))
  }

  private func chunks(of png: Data) throws -> [(name: String, content: [UInt8])] {
    var rest = Array(png.dropFirst(8))
    var chunks: [(String, [UInt8])] = []
    while !rest.isEmpty {
      let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      let checked = Array(rest[4..<8 + count])
      let sum = rest[(8 + count)..<(12 + count)].reduce(0) { $0 << 8 | UInt($1) }
      #expect(crc32(0, checked, uInt(checked.count)) == sum)
      chunks.append((String(decoding: checked.prefix(4), as: UTF8.self), Array(checked.dropFirst(4))))
      rest.removeFirst(12 + count)
    }
    return chunks
  }
}

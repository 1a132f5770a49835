import TestSupport

/// Makes wrong inputs of right ones.
struct Mutator {
  /// Inputs that a reader takes.
  let corpus: [[UInt8]]
  /// Words that mean something to the reader.
  let words: [String]

  /// Longer inputs are cut down, so that many can be tried.
  private static let longest = 3_000

  /// The input of a seed.
  func input(seed: Int) -> [UInt8] {
    var random = SeededRandom(seed: seed)
    var bytes = part(of: corpus.randomElement(using: &random) ?? [], using: &random)
    for _ in 0..<Int.random(in: 1...8, using: &random) { mutate(&bytes, using: &random) }
    return bytes
  }

  private func part(of bytes: [UInt8], using random: inout SeededRandom) -> [UInt8] {
    guard bytes.count > Self.longest else { return bytes }
    let start = Int.random(in: 0...(bytes.count - Self.longest), using: &random)
    // From the beginning of a line where there are lines, since what stands there decides about most formats.
    let line = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? start
    let begin = start - line < Self.longest ? line : start
    return Array(bytes[begin..<(begin + Self.longest)])
  }

  private func mutate(_ bytes: inout [UInt8], using random: inout SeededRandom) {
    let place = range(in: bytes, longest: 40, using: &random)
    switch Int.random(in: 0..<9, using: &random) {
    case 0: bytes.removeSubrange(place)
    case 1: bytes.insert(contentsOf: bytes[place], at: place.lowerBound)
    case 2: bytes.replaceSubrange(place, with: Array((words.randomElement(using: &random) ?? "").utf8))
    case 3, 4:
      bytes.insert(contentsOf: Array((words.randomElement(using: &random) ?? "").utf8), at: place.lowerBound)
    case 5: for index in place { bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
    case 6: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place.lowerBound)
    case 7:
      let other = corpus.randomElement(using: &random) ?? []
      bytes.replaceSubrange(place, with: other[range(in: other, longest: 200, using: &random)])
    default:
      let piece = Array(bytes[place])
      let count = Int.random(in: 2...50, using: &random)
      bytes.insert(contentsOf: (0..<count).flatMap { _ in piece }, at: place.lowerBound)
    }
  }

  private func range(in bytes: [UInt8], longest: Int, using random: inout SeededRandom) -> Range<Int> {
    let start = Int.random(in: 0...bytes.count, using: &random)
    return start..<min(bytes.count, start + Int.random(in: 0...longest, using: &random))
  }
}

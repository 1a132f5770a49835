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
    var choices = Choices(seed: seed)
    return input(&choices)
  }

  /// The input of some choices; those that are simplest leave the first of the corpus as it is.
  func input(_ choices: inout Choices) -> [UInt8] {
    var bytes = part(of: choices.one(of: corpus), &choices)
    for _ in 0..<choices.number(in: 0...8) { mutate(&bytes, &choices) }
    return bytes
  }

  private func part(of bytes: [UInt8], _ choices: inout Choices) -> [UInt8] {
    guard bytes.count > Self.longest else { return bytes }
    let start = choices.number(in: 0...(bytes.count - Self.longest))
    // From the beginning of a line where there are lines, since what stands there decides about most formats.
    let line = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? start
    let begin = start - line < Self.longest ? line : start
    return Array(bytes[begin..<(begin + Self.longest)])
  }

  private func mutate(_ bytes: inout [UInt8], _ choices: inout Choices) {
    let place = range(in: bytes, longest: 40, &choices)
    switch choices.below(9) {
    case 0: bytes.removeSubrange(place)
    case 1: bytes.insert(contentsOf: bytes[place], at: place.lowerBound)
    case 2: bytes.replaceSubrange(place, with: Array(choices.one(of: words).utf8))
    case 3, 4:
      bytes.insert(contentsOf: Array(choices.one(of: words).utf8), at: place.lowerBound)
    case 5: for index in place { bytes[index] ^= 1 << UInt8(choices.below(8)) }
    case 6: bytes.insert(UInt8(choices.below(256)), at: place.lowerBound)
    case 7:
      let other = choices.one(of: corpus)
      bytes.replaceSubrange(place, with: other[range(in: other, longest: 200, &choices)])
    default:
      let piece = Array(bytes[place])
      let count = choices.number(in: 2...50)
      bytes.insert(contentsOf: (0..<count).flatMap { _ in piece }, at: place.lowerBound)
    }
  }

  private func range(in bytes: [UInt8], longest: Int, _ choices: inout Choices) -> Range<Int> {
    let start = choices.number(in: 0...bytes.count)
    return start..<min(bytes.count, start + choices.number(in: 0...longest))
  }
}

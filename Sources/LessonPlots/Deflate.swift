/// The compressed format of RFC 1951, written as one block with the fixed codes of section 3.2.6.
///
/// zlib's versions and replacements write different bytes for the same pixels. Pages must have the same bytes on all
/// machines, or `check` would call pages of another machine old.
struct Deflate {
  private var bytes: [UInt8] = []
  private var pending: UInt32 = 0
  private var pendingBits = 0

  /// The only and last block of a stream.
  static func block(of input: [UInt8]) -> [UInt8] {
    var writer = Deflate()
    writer.put(0b011, bits: 3)
    writer.putSymbols(of: input)
    writer.put(code: 256)
    writer.put(0, bits: (8 - writer.pendingBits) % 8)
    return writer.bytes
  }

  // MARK: - Matches

  private static let lengths = 3...258
  private static let farthest = 32_768

  /// Each byte, or the distance and length of the same bytes before it: those after the last place with the same three.
  private mutating func putSymbols(of input: [UInt8]) {
    var last: [UInt32: Int] = [:]
    var position = 0
    while position < input.count {
      let length = last[Self.key(input, position)].map { Self.match(input, position, $0) } ?? 0
      if Self.lengths.contains(length) {
        putMatch(length: length, distance: position - last[Self.key(input, position)]!)
      } else {
        put(code: Int(input[position]))
      }
      for _ in 0..<max(1, length) {
        last[Self.key(input, position)] = position
        position += 1
      }
    }
  }

  /// The next three bytes as a number. The end of the input has keys that no place before has.
  private static func key(_ input: [UInt8], _ position: Int) -> UInt32 {
    guard position + 2 < input.count else { return UInt32.max - UInt32(input.count - position) }
    return UInt32(input[position]) << 16 | UInt32(input[position + 1]) << 8 | UInt32(input[position + 2])
  }

  /// The number of equal bytes from two places on, or 0 if the earlier place is too far away.
  private static func match(_ input: [UInt8], _ position: Int, _ earlier: Int) -> Int {
    guard position - earlier <= farthest else { return 0 }
    let most = min(lengths.upperBound, input.count - position)
    return (0..<most).first { input[position + $0] != input[earlier + $0] } ?? most
  }

  // MARK: - Codes

  /// The first of the lengths or distances that share a symbol, and the number of bits that tell them apart.
  private struct SharedSymbol {
    let first: Int
    let bits: Int
  }

  /// The symbols from 257 on (section 3.2.5).
  private static let lengthRanges =
    ranges(bits: [0, 0, 0, 0] + doubled(0...5, times: 4), from: 3) + [SharedSymbol(first: 258, bits: 0)]
  private static let distanceRanges = ranges(bits: [0, 0] + doubled(0...13, times: 2), from: 1)

  private static func doubled(_ bits: ClosedRange<Int>, times: Int) -> [Int] {
    bits.flatMap { Array(repeating: $0, count: times) }
  }

  private static func ranges(bits: [Int], from first: Int) -> [SharedSymbol] {
    bits.reduce(into: ([], first)) { (made: inout ([SharedSymbol], Int), bits) in
      made.0.append(SharedSymbol(first: made.1, bits: bits))
      made.1 += 1 << bits
    }.0
  }

  private mutating func putMatch(length: Int, distance: Int) {
    let (lengthSymbol, lengthRange) = Self.range(of: length, in: Self.lengthRanges)
    put(code: 257 + lengthSymbol)
    put(UInt32(length - lengthRange.first), bits: lengthRange.bits)
    let (distanceSymbol, distanceRange) = Self.range(of: distance, in: Self.distanceRanges)
    put(Self.reversed(UInt32(distanceSymbol), bits: 5), bits: 5)
    put(UInt32(distance - distanceRange.first), bits: distanceRange.bits)
  }

  private static func range(of value: Int, in ranges: [SharedSymbol]) -> (Int, SharedSymbol) {
    let symbol = ranges.lastIndex { $0.first <= value }!
    return (symbol, ranges[symbol])
  }

  /// A symbol's fixed code.
  private mutating func put(code symbol: Int) {
    let (code, bits) =
      switch symbol {
      case ..<144: (0x30 + symbol, 8)
      case ..<256: (0x190 + symbol - 144, 9)
      case ..<280: (symbol - 256, 7)
      default: (0xc0 + symbol - 280, 8)
      }
    put(Self.reversed(UInt32(code), bits: bits), bits: bits)
  }

  // MARK: - Bits

  /// Codes begin with their highest bit, numbers with their lowest.
  private static func reversed(_ code: UInt32, bits: Int) -> UInt32 {
    (0..<bits).reduce(0) { $0 << 1 | code >> $1 & 1 }
  }

  private mutating func put(_ value: UInt32, bits: Int) {
    pending |= value << pendingBits
    pendingBits += bits
    while pendingBits >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingBits -= 8
    }
  }
}

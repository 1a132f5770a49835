import Foundation
import LessonCore

/// Finds the source ranges of link addresses: in their blocks, in the order of the text, or in a definition.
///
/// The parser does not report the positions of inlines. An address may be written with escapes that cannot be followed,
/// so the searched bytes are limited: many such links must not each cost a search of the whole text.
struct AddressFinder {
  private let source: SourceText
  private let bytes: [UInt8]
  private let code: IndexSet
  private var block = SourcePosition.start..<SourcePosition.start
  /// The block's start, the end of the last address found, and the block's end, as byte offsets.
  private var (start, cursor, end) = (0, 0, 0)
  /// Bytes that may still be searched; after that, links are placed at the beginning of their block.
  private var rest: Int
  /// The places of addresses in definitions.
  private lazy var definitions = makeDefinitions()

  /// - Parameter code: The lines of blocks of code, which have no definitions.
  init(_ source: SourceText, code: IndexSet = []) {
    self.source = source
    self.code = code
    bytes = Array(source.text.utf8)
    rest = 256 * bytes.count + 1 << 20
  }

  /// Begins a block. Blocks of a tree come in the order of the text, except for footnotes.
  mutating func enter(_ range: Range<SourcePosition>) {
    let start = source.offset(of: range.lowerBound)
    cursor = start < self.start ? start : max(cursor, start)
    self.start = start
    end = source.offset(of: range.upperBound)
    block = range
  }

  /// The place of the next link's address; the beginning of its block if it is not found.
  mutating func find(_ address: String) -> Range<SourcePosition> {
    let wanted = Array(address.utf8)
    if let found = search(wanted) {
      cursor = found.upperBound
      return positions(found)
    }
    if let found = definitions[address]?.first { return positions(found) }
    let start = block.lowerBound
    return start..<SourcePosition(line: start.line, column: start.column + 1)
  }

  /// The places of an address in all definitions that have it.
  mutating func definitions(of address: String) -> [Range<SourcePosition>] {
    (definitions[address] ?? []).map(positions)
  }

  private func positions(_ range: Range<Int>) -> Range<SourcePosition> {
    source.position(ofOffset: range.lowerBound)..<source.position(ofOffset: range.upperBound)
  }

  private mutating func search(_ wanted: [UInt8]) -> Range<Int>? {
    guard let first = wanted.first else { return nil }
    var from = cursor
    while rest > 0, from < end {
      let candidate = next(first, from: from)
      rest -= (candidate ?? end) - from + 16
      guard let candidate else { return nil }
      if isOpening(before: candidate) {
        rest -= wanted.count
        if let length = length(of: wanted, at: candidate) { return candidate..<candidate + length }
      }
      from = candidate + 1
    }
    return nil
  }

  /// The number of bytes in which an address is written at a place, with or without escapes; `nil` if it is not there.
  private func length(of wanted: [UInt8], at place: Int) -> Int? {
    let (backslash, ampersand) = (UInt8(ascii: "\\"), UInt8(ascii: "&"))
    var next = place
    for byte in wanted {
      if next < end, bytes[next] == backslash, byte != backslash { next += 1 }
      guard next < end, bytes[next] == byte else { return nil }
      next += byte == ampersand && bytes[next..<end].starts(with: "&amp;".utf8) ? 5 : 1
    }
    return next - place
  }

  /// The next offset of a byte in the block.
  private func next(_ byte: UInt8, from: Int) -> Int? {
    bytes.withUnsafeBytes { text in
      memchr(text.baseAddress! + from, Int32(byte), end - from).map {
        UnsafeRawPointer($0) - text.baseAddress!
      }
    }
  }

  /// Whether the bytes before `place` introduce the address of a link, a definition or an attribute.
  private func isOpening(before place: Int) -> Bool {
    func byte(_ distance: Int) -> UInt8? { place >= distance ? bytes[place - distance] : nil }
    switch byte(1) {
    case UInt8(ascii: "("): return byte(2) == UInt8(ascii: "]")
    case UInt8(ascii: " "): return byte(2) == UInt8(ascii: ":") && byte(3) == UInt8(ascii: "]")
    case UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "'"): return true
    default: return false
    }
  }

  private func makeDefinitions() -> [String: [Range<Int>]] {
    var definitions: [String: [Range<Int>]] = [:]
    for number in 1...source.lines.count where !code.contains(number) {
      let line = source.bytes(ofLine: number)
      guard let colon = bytes[line].indices.first(where: { bytes[$0...].starts(with: "]: ".utf8) }) else {
        continue
      }
      let isBracketed = bytes[line].dropFirst(colon + 3 - line.lowerBound).first == UInt8(ascii: "<")
      let start = colon + (isBracketed ? 4 : 3)
      let address = bytes[start..<line.upperBound].prefix {
        isBracketed ? $0 != UInt8(ascii: ">") : $0 > 0x20
      }
      let text = String(decoding: address, as: UTF8.self)
      if !text.isEmpty { definitions[text, default: []].append(address.startIndex..<address.endIndex) }
    }
    return definitions
  }
}

import Foundation

/// Splits text into records and fields by the rules of RFC 4180. It is strict: nothing is guessed, skipped or repaired.
///
/// In addition to the RFC's CRLF, a bare LF ends a record, and a byte order mark may come first.
struct CSVReader {
  /// An unquoted field and its position.
  struct Field: Sendable, Hashable {
    let text: String
    let place: CSVError.Place
  }

  private let bytes: ArraySlice<UInt8>
  private let separator: UInt8
  private var index: Int
  private var place = CSVError.Place(line: 1, column: 1)

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// - Throws: `CSVError.Fault` at the first byte that is not UTF-8.
  init(_ bytes: [UInt8], separator: UInt8) throws(CSVError.Fault) {
    let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]
    self.bytes = bytes.starts(with: byteOrderMark) ? bytes[byteOrderMark.count...] : bytes[...]
    self.separator = separator
    index = self.bytes.startIndex
    try checkUTF8()
  }

  /// The records, each with at least one field.
  mutating func records() throws(CSVError.Fault) -> [[Field]] {
    var records: [[Field]] = []
    while index < bytes.endIndex { records.append(try record()) }
    return records
  }

  private mutating func record() throws(CSVError.Fault) -> [Field] {
    var fields: [Field] = []
    while true {
      fields.append(try field())
      guard index < bytes.endIndex else { return fields }
      if bytes[index] == separator {
        advance()
        continue
      }
      // `field` stops only at a separator or the end of a line.
      if bytes[index] == Self.carriageReturn { advance() }
      advance()
      return fields
    }
  }

  private mutating func field() throws(CSVError.Fault) -> Field {
    let start = place
    let isQuoted = index < bytes.endIndex && bytes[index] == Self.quote
    let text = isQuoted ? try quotedText() : try plainText()
    return Field(text: text, place: start)
  }

  private mutating func plainText() throws(CSVError.Fault) -> String {
    let start = index
    while index < bytes.endIndex, !(try isFieldEnd()) {
      guard bytes[index] != Self.quote else { throw CSVError.Fault(place, .quoteInsideField) }
      advance()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func quotedText() throws(CSVError.Fault) -> String {
    let opening = place
    var text: [UInt8] = []
    advance()
    while index < bytes.endIndex {
      let byte = bytes[index]
      advance()
      guard byte == Self.quote else {
        text.append(byte)
        continue
      }
      guard index < bytes.endIndex, !(try isFieldEnd()) else { return String(decoding: text, as: UTF8.self) }
      guard bytes[index] == Self.quote else { throw CSVError.Fault(place, .textAfterQuote) }
      text.append(byte)
      advance()
    }
    throw CSVError.Fault(opening, .unclosedQuote)
  }

  /// Whether a separator or the end of a line follows.
  private func isFieldEnd() throws(CSVError.Fault) -> Bool {
    switch bytes[index] {
    case separator, Self.lineFeed: return true
    case Self.carriageReturn:
      guard index + 1 < bytes.endIndex, bytes[index + 1] == Self.lineFeed else {
        throw CSVError.Fault(place, .bareCarriageReturn)
      }
      return true
    default: return false
    }
  }

  private mutating func advance() {
    if bytes[index] == Self.lineFeed {
      place = .init(line: place.line + 1, column: 1)
    } else if index + 1 == bytes.endIndex || bytes[index + 1] & 0xc0 != 0x80 {
      // Columns count characters, so continuation bytes do not count.
      place.column += 1
    }
    index += 1
  }

  private func checkUTF8() throws(CSVError.Fault) {
    guard String(validating: bytes, as: UTF8.self) == nil else { return }
    var place = place
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      place =
        scalar == "\n"
        ? .init(line: place.line + 1, column: 1) : .init(line: place.line, column: place.column + 1)
    }
    throw CSVError.Fault(place, .notUTF8)
  }
}

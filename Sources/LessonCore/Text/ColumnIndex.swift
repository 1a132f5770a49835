/// An index of the columns of a long line, so that we need not count from its beginning to find one.
struct ColumnIndex: Sendable {
  /// A byte of the line, from 0, at which a character begins, and its column, from 1.
  struct Entry {
    let byte: Int
    let column: Int

    static let start = Entry(byte: 0, column: 1)
  }

  /// Bytes between entries, except if a character would be cut.
  static let distance = 1024

  private let entries: [Entry]

  /// - Parameter line: UTF-8.
  init(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
    var entries = [Entry.start]
    var column = 1
    for (byte, value) in line.enumerated() where value & 0xC0 != 0x80 {
      if byte >= entries.count * Self.distance { entries.append(Entry(byte: byte, column: column)) }
      column += 1
    }
    self.entries = entries
  }

  /// The last entry at or before a byte.
  func entry(beforeByte byte: Int) -> Entry { last { $0.byte <= byte } }

  /// The last entry at or before a column.
  func entry(beforeColumn column: Int) -> Entry { last { $0.column <= column } }

  private func last(where isBefore: (Entry) -> Bool) -> Entry {
    var candidates = entries.indices
    while candidates.count > 1 {
      let middle = candidates.lowerBound + candidates.count / 2
      candidates =
        isBefore(entries[middle]) ? middle..<candidates.upperBound : candidates.lowerBound..<middle
    }
    return entries[candidates.lowerBound]
  }
}

/// Where some columns of a long line are, so that finding another does not mean counting from the line's beginning.
struct ColumnMarks: Sendable {
  /// A byte of the line, from 0, at which a character begins, and its column, from 1.
  struct Mark {
    let byte: Int
    let column: Int

    static let start = Mark(byte: 0, column: 1)
  }

  /// Bytes from mark to mark, but for characters that would be cut.
  static let distance = 1024

  private let marks: [Mark]

  /// - Parameter line: UTF-8.
  init(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
    var marks = [Mark.start]
    var column = 1
    for (byte, value) in line.enumerated() where value & 0xC0 != 0x80 {
      if byte >= marks.count * Self.distance { marks.append(Mark(byte: byte, column: column)) }
      column += 1
    }
    self.marks = marks
  }

  /// The last mark that is not behind a byte.
  func mark(beforeByte byte: Int) -> Mark { last { $0.byte <= byte } }

  /// The last mark that is not behind a column.
  func mark(beforeColumn column: Int) -> Mark { last { $0.column <= column } }

  private func last(where isBefore: (Mark) -> Bool) -> Mark {
    var candidates = marks.indices
    while candidates.count > 1 {
      let middle = candidates.lowerBound + candidates.count / 2
      candidates =
        isBefore(marks[middle]) ? middle..<candidates.upperBound : candidates.lowerBound..<middle
    }
    return marks[candidates.lowerBound]
  }
}

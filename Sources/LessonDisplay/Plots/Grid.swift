/// Numbers in rows and columns; a number that is not finite is a gap.
public struct Grid: Hashable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// All numbers in row-major order.
  @Numbers public private(set) var values: [Double]

  /// Rows of equal length; otherwise traps with a message that names the row.
  public init(_ rows: [[Double]], file: StaticString = #file, line: UInt = #line) {
    let columns = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() where row.count != columns {
      fatalError(
        "row \(index + 1) has \(row.count) numbers, row 1 has \(columns); rows are equally long", file: file,
        line: line)
    }
    self.rows = rows.count
    self.columns = columns
    values = rows.flatMap(\.self)
  }

  /// The number in a row and column, both counted from 0.
  public subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

  mutating func takeNumbers() -> [Double] { values.take() }
}

extension Grid: Codable {
  private enum Key: CodingKey { case columns, rows }

  /// Reads a grid; throws if it is too large, or if a row's length differs from the number of columns.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let texts = try container.decode([String].self, forKey: .rows)
    rows = texts.count
    columns = try container.decode(Int.self, forKey: .columns)
    // A short run can stand for many numbers, so the size is checked before rows are read.
    guard (0...DisplayLimits.gridCells).contains(columns),
      area(rows, max(1, columns)) <= DisplayLimits.gridCells
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .columns, in: container,
        debugDescription:
          "\(rows) rows of \(columns) numbers; expected 0 to \(DisplayLimits.gridCells) in all")
    }
    var values: [Double] = []
    for (index, text) in texts.enumerated() {
      guard let row = Self.numbers(text, limit: columns), row.count == columns else {
        throw DecodingError.dataCorruptedError(
          forKey: .rows, in: container, debugDescription: "row \(index + 1) is not \(columns) numbers")
      }
      values += row
    }
    self.values = values
  }

  /// Writes each row as one text with run lengths, `0.5 1*20 nan`: with one line for each number, a record would be as
  /// long as a book.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(columns, forKey: .columns)
    try container.encode((0..<rows).map { text(ofRow: $0) }, forKey: .rows)
  }

  private func text(ofRow row: Int) -> String {
    var parts: [(number: String, count: Int)] = []
    for column in 0..<columns {
      let value = self[row, column]
      let number = value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : "\(value)"
      if parts.last?.number == number {
        parts[parts.count - 1].count += 1
      } else {
        parts.append((number, 1))
      }
    }
    return parts.map { $0.count > 1 ? "\($0.number)*\($0.count)" : $0.number }.joined(separator: " ")
  }

  /// The numbers of a row; `nil` if it is malformed or longer than `limit`.
  private static func numbers(_ text: String, limit: Int) -> [Double]? {
    var numbers: [Double] = []
    for part in text.split(separator: " ") {
      let halves = part.split(separator: "*", omittingEmptySubsequences: false)
      guard halves.count <= 2, let number = Double(halves[0]),
        let count = halves.count == 2 ? Int(halves[1]) : 1,
        (1...max(1, limit)).contains(count), numbers.count + count <= limit
      else { return nil }
      numbers += Array(repeating: number, count: count)
    }
    return numbers
  }
}

extension Grid {
  func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(area(rows, max(1, columns)), "cells of a grid", atMost: DisplayLimits.gridCells)
  }
}

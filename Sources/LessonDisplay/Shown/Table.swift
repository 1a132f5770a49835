/// Rows of values under named columns.
///
/// ```swift
/// Table(columns: ["rate", .percent("accuracy")], rows: runs.map { [$0.rate, $0.accuracy] })
/// ```
public struct Table: Hashable, Sendable {
  /// One value of a row.
  public enum Cell: Sendable {
    case text(String)
    case integer(Int)
    case number(Double)
    /// No value, such as an optional that is `nil`.
    case none
  }

  /// The title above the table.
  public var title: String?
  /// The columns from left to right.
  public let columns: [Column]
  /// The rows from top to bottom; each has one cell for each column.
  public let rows: [[Cell]]

  /// A table of values of any type.
  ///
  /// - Parameters:
  ///   - title: The title above the table; none by default.
  ///   - columns: Names; or `.percent("accuracy")`, `.decimals("loss", 2)`, `.digits("rate", 6)` for other number
  ///     formats.
  ///   - rows: One value for each column. Integers stay exact, floating-point numbers keep full precision and are
  ///     written with four significant digits, `nil` is an empty cell, other values become text. A row of another
  ///     length traps with a message that names the row and its length.
  public init(
    title: String? = nil, columns: [Column], rows: [[Any?]], file: StaticString = #file, line: UInt = #line
  ) {
    self.init(title: title, columns: columns, cells: rows.map { $0.map(Cell.init) }, file: file, line: line)
  }

  /// A table of cells.
  public init(
    title: String? = nil, columns: [Column], cells rows: [[Cell]], file: StaticString = #file,
    line: UInt = #line
  ) {
    for (index, row) in rows.enumerated() where row.count != columns.count {
      fatalError(
        "row \(index + 1) of the table has \(row.count) values, but there are \(columns.count) columns: "
          + columns.map(\.name).joined(separator: ", "),
        file: file, line: line)
    }
    self.title = title
    self.columns = columns
    self.rows = rows
  }
}

// MARK: - Columns

extension Table {
  /// A name and a number format; a string literal is a column with four significant digits.
  public struct Column: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The format of floating-point numbers.
    public enum Format: Codable, Hashable, Sendable {
      case significantDigits(Int)
      case decimals(Int)
      /// A fraction of 1 as a percentage, with `decimals` digits after the point.
      case percent(decimals: Int)
    }

    /// The head of the column.
    public var name: String
    /// The format of floating-point numbers.
    public var format: Format

    /// A column with a name.
    public init(_ name: String, format: Format = .significantDigits(4)) {
      self.name = name
      self.format = format
    }

    /// A column with a name and four significant digits.
    public init(stringLiteral name: String) { self.init(name) }

    /// A column with `count` significant digits.
    public static func digits(_ name: String, _ count: Int) -> Self {
      Self(name, format: .significantDigits(count))
    }

    /// A column with exactly `count` digits after the point.
    public static func decimals(_ name: String, _ count: Int) -> Self { Self(name, format: .decimals(count)) }

    /// A column of fractions written as percentages, with one digit after the point by default.
    public static func percent(_ name: String, decimals: Int = 1) -> Self {
      Self(name, format: .percent(decimals: decimals))
    }

    /// The text of a cell in this column.
    public func text(of cell: Cell) -> String {
      switch cell {
      case .text(let text): text
      case .integer(let value): String(value)
      case .none: "–"
      case .number(let value):
        switch format {
        case .significantDigits(let count): LessonDisplay.format(value, significantDigits: count)
        case .decimals(let count): LessonDisplay.format(value, decimals: count)
        case .percent(let count):
          LessonDisplay.format(value * 100, decimals: count) + (value.isFinite ? " %" : "")
        }
      }
    }
  }
}

// MARK: - Cells

extension Table.Cell {
  /// The cell of any value: a number stays a number, everything else becomes text.
  public init(_ value: Any?) {
    switch value {
    case nil: self = .none
    case let cell as Self: self = cell
    case let number as any BinaryFloatingPoint: self = .number(number.asDouble)
    case let integer as any BinaryInteger:
      self = Int(exactly: integer).map(Self.integer) ?? .text("\(integer)")
    case let value?:
      let text = valueText(value)
      // The test for nil above does not detect an optional inside Any.
      self = text == "nil" && Mirror(reflecting: value).displayStyle == .optional ? .none : .text(text)
    }
  }
}

extension Table.Cell: Hashable {
  /// Equal kinds and values. `nan` equals itself, so that a table equals itself.
  public static func == (a: Self, b: Self) -> Bool {
    switch (a, b) {
    case (.text(let a), .text(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a.identity == b.identity
    case (.none, .none): true
    default: false
    }
  }

  /// Consistent with `==`.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .text(let text): hasher.combine(text)
    case .integer(let value): hasher.combine(value)
    case .number(let value): hasher.combine(value.identity)
    case .none: hasher.combine(0)
    }
  }
}

extension BinaryFloatingPoint {
  fileprivate var asDouble: Double { Double(self) }
}

extension Table: Showable {
  /// The table.
  public var shown: Shown { .table(self) }
}

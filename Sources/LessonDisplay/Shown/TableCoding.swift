extension Table: Codable {
  private enum Key: CodingKey { case title, columns, rows }

  /// Reads a table; throws if a row's length differs from the number of columns.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    title = try container.decodeIfPresent(String.self, forKey: .title)
    let columns = try container.decode([Column].self, forKey: .columns)
    rows = try container.decode([[Cell]].self, forKey: .rows)
    self.columns = columns
    guard let ragged = rows.firstIndex(where: { $0.count != columns.count }) else { return }
    throw DecodingError.dataCorruptedError(
      forKey: .rows, in: container,
      debugDescription: "row \(ragged + 1) has \(rows[ragged].count) cells; expected \(columns.count)")
  }

  /// Writes the table as an object of title, columns and rows.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(title, forKey: .title)
    try container.encode(columns, forKey: .columns)
    try container.encode(rows, forKey: .rows)
  }
}

extension Table.Column: Codable {
  private enum Key: CodingKey { case name, format }

  /// Reads a name alone, or an object of name and format.
  public init(from decoder: any Decoder) throws {
    if let single = try? decoder.singleValueContainer(), let name = try? single.decode(String.self) {
      self.init(name)
      return
    }
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      try container.decode(String.self, forKey: .name),
      format: try container.decode(Format.self, forKey: .format))
  }

  /// Writes only the name if the format is the default.
  public func encode(to encoder: any Encoder) throws {
    if self == Self(name) {
      var container = encoder.singleValueContainer()
      return try container.encode(name)
    }
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(format, forKey: .format)
  }
}

extension Table.Cell: Codable {
  private enum Kind: String, CodingKey { case text, integer, number }

  /// Reads an object with the kind as its only key, or `null` for an empty cell.
  public init(from decoder: any Decoder) throws {
    if let single = try? decoder.singleValueContainer(), single.decodeNil() {
      self = .none
      return
    }
    let container = try decoder.container(keyedBy: Kind.self)
    switch container.allKeys.first {
    case .text?: self = .text(try container.decode(String.self, forKey: .text))
    case .integer?: self = .integer(try container.decode(Int.self, forKey: .integer))
    case .number?: self = .number(try container.decode(AnyDouble.self, forKey: .number).value)
    case nil:
      throw DecodingError.dataCorrupted(
        .init(codingPath: container.codingPath, debugDescription: "a cell is text, integer, number or null"))
    }
  }

  /// Writes an object with the kind as its only key, or `null` for an empty cell.
  public func encode(to encoder: any Encoder) throws {
    if case .none = self {
      var container = encoder.singleValueContainer()
      return try container.encodeNil()
    }
    var container = encoder.container(keyedBy: Kind.self)
    switch self {
    case .text(let text): try container.encode(text, forKey: .text)
    case .integer(let value): try container.encode(value, forKey: .integer)
    case .number(let value): try container.encode(AnyDouble(value), forKey: .number)
    case .none: break
    }
  }
}

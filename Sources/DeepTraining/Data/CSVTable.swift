import Foundation

/// A table from a file of comma-separated values whose first line names the columns.
///
///     let table = try CSVTable(contentsOf: "iris.csv")
///     let iris = try table.dataset(classes: "species")
///     let names = try table.classNames(of: "species")
///
/// The file follows RFC 4180 and is UTF-8: fields with separators, quotes or line breaks are quoted, and quotes inside
/// them are doubled. Spaces belong to a field, except around numbers. A line break is CRLF or LF; the last one may be
/// missing. Nothing is guessed or skipped: each deviation is an error with its position.
public struct CSVTable: Sendable {
  /// The names of the columns, in the order of the file.
  public let columns: [String]
  private let path: String
  private let records: [[CSVReader.Field]]
  private let positions: [String: Int]

  /// Reads the file at `path`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - separator: The character between fields, a comma by default.
  /// - Throws: `CSVError` if the file cannot be read, is not such a table, or has no record after the header.
  public init(contentsOf path: String, separator: Character = ",") throws {
    let contents: Data
    do {
      contents = try RegularFile.contents(of: path)
    } catch {
      throw CSVError(path: path, place: nil, problem: .unreadable(error.reason))
    }
    try self.init([UInt8](contents), path: path, separator: separator)
  }

  init(_ bytes: [UInt8], path: String, separator: Character) throws {
    do {
      guard let byte = separator.asciiValue, !"\"\n\r\r\n0123456789+-.eE".contains(separator) else {
        throw CSVError.Fault(nil, .wrongSeparator(separator))
      }
      var reader = try CSVReader(bytes, separator: byte)
      let records = try reader.records()
      positions = try Self.positions(of: records)
      columns = records[0].map(\.text)
      self.records = Array(records.dropFirst())
      self.path = path
    } catch let fault as CSVError.Fault {
      throw CSVError(path: path, place: fault.place, problem: fault.problem)
    }
  }

  /// The position of each column, if the records form a table.
  private static func positions(of records: [[CSVReader.Field]]) throws(CSVError.Fault) -> [String: Int] {
    guard let header = records.first else { throw .init(nil, .empty) }
    var positions: [String: Int] = [:]
    for (position, field) in header.enumerated() {
      guard positions.updateValue(position, forKey: field.text) == nil else {
        throw .init(field.place, .repeatedColumn(field.text))
      }
    }
    guard records.count > 1 else { throw .init(nil, .noRecords) }
    for record in records where record.count != header.count {
      // Points at the first surplus field, or at the last field if one is missing.
      let place = record[min(header.count, record.count - 1)].place
      throw .init(place, .wrongFieldCount(found: record.count, expected: header.count))
    }
    return positions
  }

  /// The number of records, without the header; at least 1.
  public var count: Int { records.count }

  /// The fields of a column.
  ///
  /// - Throws: `CSVError` if there is no such column.
  public func strings(of column: String) throws -> [String] {
    try fields(of: column).map(\.text)
  }

  /// The fields of a column as numbers.
  ///
  /// - Throws: `CSVError` if there is no such column, or at the first field that is not a finite decimal number in
  ///   the range of single precision; missing values are not numbers.
  public func numbers(of column: String) throws -> [Double] {
    try fields(of: column).map { try number($0, column: column) }
  }

  /// The distinct classes of a column, ordered by value if all are numbers, otherwise by Unicode scalars.
  ///
  /// The order does not depend on the order of the records, so a shuffled file gives the same classes.
  ///
  /// - Throws: `CSVError` if there is no such column.
  public func classNames(of column: String) throws -> [String] {
    let names = Set(try strings(of: column))
    let values = names.map { (name: $0, value: Self.decimal($0)) }
    guard values.allSatisfy({ $0.value != nil }) else {
      return names.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }
    return values.sorted { ($0.value!, $0.name) < ($1.value!, $1.name) }.map(\.name)
  }
}

// MARK: - Datasets

extension CSVTable {
  /// Examples for classification.
  ///
  /// - Parameters:
  ///   - target: the column with the classes.
  ///   - classNames: the classes in the order of their numbers, by default `classNames(of: target)`. For held-out
  ///     examples in a separate file, pass the classes of the training file, so that both use the same numbers.
  ///   - features: the columns with the inputs, in this order; by default all others, in the order of the file.
  /// - Throws: `CSVError` for a column that is missing or used twice, or for a field that is not a number or none of
  ///   the classes.
  public func dataset(
    classes target: String, classNames: [String]? = nil, features: [String]? = nil
  ) throws -> Dataset {
    let inputs = try inputs(features, besides: [target])
    let names = try classNames ?? self.classNames(of: target)
    let numbers = Dictionary(zip(names, Int32(0)...), uniquingKeysWith: { first, _ in first })
    let labels = try fields(of: target).map { field in
      guard let number = numbers[field.text] else {
        throw error(.notAClass(column: target, found: field.text, expected: names), at: field.place)
      }
      return number
    }
    return try Dataset(
      inputShape: [inputs.width], inputs: inputs.values, targets: .classes(labels, count: names.count))
  }

  /// Examples for regression.
  ///
  /// - Parameters:
  ///   - targets: the columns with the numbers to predict.
  ///   - features: the columns with the inputs, in this order; by default all others, in the order of the file.
  /// - Throws: `CSVError` for a column that is missing or used twice, or a field that is not a number.
  public func dataset(values targets: String..., features: [String]? = nil) throws -> Dataset {
    let inputs = try inputs(features, besides: targets)
    let values = try matrix(targets)
    return try Dataset(
      inputShape: [inputs.width], inputs: inputs.values, targets: .values(values, shape: [targets.count]))
  }

  private func inputs(_ features: [String]?, besides targets: [String]) throws -> (
    values: [Float], width: Int
  ) {
    let features = features ?? columns.filter { !targets.contains($0) }
    var used: Set<String> = []
    for column in targets + features where !used.insert(column).inserted {
      throw error(.columnUsedTwice(column))
    }
    for target in targets { _ = try position(of: target) }
    guard !features.isEmpty else { throw error(.noFeatures) }
    return (try matrix(features), features.count)
  }

  /// The numbers of `columns`, record by record.
  private func matrix(_ columns: [String]) throws -> [Float] {
    let positions = try columns.map(position(of:))
    var numbers: [Float] = []
    numbers.reserveCapacity(records.count * positions.count)
    for record in records {
      for position in positions {
        numbers.append(Float(try number(record[position], column: self.columns[position])))
      }
    }
    return numbers
  }

  private func position(of column: String) throws -> Int {
    guard let position = positions[column] else { throw error(.missingColumn(column, found: columns)) }
    return position
  }

  private func fields(of column: String) throws -> [CSVReader.Field] {
    let position = try position(of: column)
    return records.map { $0[position] }
  }

  private func number(_ field: CSVReader.Field, column: String) throws -> Double {
    guard let number = Self.decimal(field.text), Float(number).isFinite else {
      throw error(.notANumber(column: column, found: field.text), at: field.place)
    }
    return number
  }

  /// The value of a decimal number, with or without spaces around it.
  private static func decimal(_ text: String) -> Double? {
    let digits = text.trimmingCharacters(in: .whitespaces)
    // `Double` would also accept “nan”, “infinity” and hexadecimal.
    guard digits.utf8.allSatisfy("0123456789+-.eE".utf8.contains) else { return nil }
    return Double(digits)
  }

  private func error(_ problem: CSVError.Problem, at place: CSVError.Place? = nil) -> CSVError {
    CSVError(path: path, place: place, problem: problem)
  }
}

extension Dataset {
  /// Examples for classification from a file of comma-separated values.
  ///
  ///     let iris = try Dataset(csv: "iris.csv", classes: "species")
  ///
  /// - Parameters:
  ///   - path: the file; ``CSVTable`` describes its format.
  ///   - target: the column with the classes, which are numbered in the order of ``CSVTable/classNames(of:)``.
  ///   - classNames: the classes in the order of their numbers; needed for a different order, or if the file lacks
  ///     some.
  ///   - features: the columns with the inputs, which are numbers; by default all others.
  ///   - separator: The character between fields, a comma by default.
  /// - Throws: `CSVError` with the position in the file, what was found there, and what was expected.
  public init(
    csv path: String, classes target: String, classNames: [String]? = nil, features: [String]? = nil,
    separator: Character = ","
  ) throws {
    self = try CSVTable(contentsOf: path, separator: separator)
      .dataset(classes: target, classNames: classNames, features: features)
  }

  /// Examples for regression from a file of comma-separated values.
  ///
  ///     let houses = try Dataset(csv: "houses.csv", values: "price")
  ///
  /// - Parameters:
  ///   - path: the file; ``CSVTable`` describes its format.
  ///   - target: the column with the numbers to predict.
  ///   - features: the columns with the inputs, which are numbers; by default all others.
  ///   - separator: The character between fields, a comma by default.
  /// - Throws: `CSVError` with the position in the file, what was found there, and what was expected.
  public init(csv path: String, values target: String, features: [String]? = nil, separator: Character = ",")
    throws
  {
    self = try CSVTable(contentsOf: path, separator: separator).dataset(values: target, features: features)
  }
}

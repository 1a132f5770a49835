import Foundation

/// The reason why a file of comma-separated values cannot be used.
public struct CSVError: Error, Equatable {
  /// A position in a file; both numbers are counted from 1.
  public struct Place: Sendable, Hashable {
    /// The line.
    public var line: Int
    /// The character in the line.
    public var column: Int
  }

  /// The kind of problem.
  public enum Problem: Sendable, Hashable {
    /// The file cannot be opened or read; contains the system's reason.
    case unreadable(String)
    /// The separator is not an ASCII character, or has another meaning in the format.
    case wrongSeparator(Character)
    /// The file has no bytes.
    case empty
    /// The file has only a header.
    case noRecords
    /// A byte is not part of a character in UTF-8.
    case notUTF8
    /// A quoted field is not closed before the end of the file.
    case unclosedQuote
    /// A field that does not begin with a quote contains one.
    case quoteInsideField
    /// A field goes on after its closing quote.
    case textAfterQuote
    /// A carriage return is not followed by a line feed.
    case bareCarriageReturn
    /// A record and the header have different numbers of fields.
    case wrongFieldCount(found: Int, expected: Int)
    /// Two columns have the same name.
    case repeatedColumn(String)
    /// A column with this name does not exist.
    case missingColumn(String, found: [String])
    /// No column remains as input.
    case noFeatures
    /// A column is named twice, or as input and as target.
    case columnUsedTwice(String)
    /// A field is not a finite decimal number in the range of single precision.
    case notANumber(column: String, found: String)
    /// A field is none of the given classes.
    case notAClass(column: String, found: String, expected: [String])
  }

  /// A problem and its place.
  struct Fault: Error {
    let place: Place?
    let problem: Problem

    init(_ place: Place?, _ problem: Problem) {
      self.place = place
      self.problem = problem
    }
  }

  /// The file.
  public let path: String
  /// The position of the problem; `nil` if it concerns the whole file.
  public let place: Place?
  /// The problem.
  public let problem: Problem
}

extension CSVError: CustomStringConvertible, LocalizedError {
  /// The file, line and column in the format of compilers, what was found, and what was expected.
  public var description: String {
    let place = place.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(path)\(place): \(problem.description)"
  }

  /// The same as `description`.
  public var errorDescription: String? { description }
}

extension CSVError.Problem: CustomStringConvertible {
  /// What was found, and what was expected.
  public var description: String {
    switch self {
    case .unreadable(let reason):
      "cannot be read: \(reason)"
    case .wrongSeparator(let found):
      "the separator is “\(found)”, expected one ASCII character that is no quote, line break, digit, sign or point"
    case .empty:
      "is empty, expected a line of column names and at least one of values"
    case .noRecords:
      "ends after the column names, expected at least one line of values"
    case .notUTF8:
      "found a byte that is not UTF-8, expected text in UTF-8"
    case .unclosedQuote:
      "found an opening quote, expected one that closes it before the file ends"
    case .quoteInsideField:
      "found a quote inside a field, expected the whole field in quotes and the quote doubled"
    case .textAfterQuote:
      "found text after a closing quote, expected a separator or the end of the line; a quote inside quotes is doubled"
    case .bareCarriageReturn:
      "found a carriage return, expected a line feed after it"
    case .wrongFieldCount(let found, let expected):
      "found \(found) \(found == 1 ? "field" : "fields"), expected \(expected) as in the first line"
    case .repeatedColumn(let name):
      "found a second column “\(name)”, expected each name once"
    case .missingColumn(let name, let found):
      "found no column “\(name)”, expected one of \(Self.list(found))"
    case .noFeatures:
      "found no column beside the target, expected at least one as input"
    case .columnUsedTwice(let name):
      "the column “\(name)” is asked for twice, expected once as input or target"
    case .notANumber(let column, let found):
      "found “\(found)” in column “\(column)”, expected a decimal number of at most \(Float.greatestFiniteMagnitude)"
    case .notAClass(let column, let found, let expected):
      "found “\(found)” in column “\(column)”, expected one of \(Self.list(expected))"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.map { "“\($0)”" }.joined(separator: ", ")
  }
}

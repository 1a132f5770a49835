import Foundation

/// Why a file of comma-separated values cannot be used.
public struct CSVError: Error, Equatable {
  /// Where in a file, both counted from 1.
  public struct Place: Sendable, Hashable {
    /// The line.
    public var line: Int
    /// The character in the line.
    public var column: Int
  }

  /// What is wrong.
  public enum Problem: Sendable, Hashable {
    /// It cannot be opened or read; the system's reason.
    case unreadable(String)
    /// The separator is not one ASCII character, or one that has another meaning.
    case wrongSeparator(Character)
    /// It has no bytes.
    case empty
    /// It has a header only.
    case noRecords
    /// A byte is not part of a character in UTF-8.
    case notUTF8
    /// A quoted field does not end before the file does.
    case unclosedQuote
    /// A field that does not begin with a quote has one.
    case quoteInsideField
    /// A field goes on after its closing quote.
    case textAfterQuote
    /// A carriage return is not followed by a line feed.
    case bareCarriageReturn
    /// A record has not as many fields as the header.
    case wrongFieldCount(found: Int, expected: Int)
    /// Two columns have the same name.
    case repeatedColumn(String)
    /// There is no column of a name.
    case missingColumn(String, found: [String])
    /// No column is left as input.
    case noFeatures
    /// A column is named twice, or as input and as target.
    case columnUsedTwice(String)
    /// A field is not a finite decimal number that single precision holds.
    case notANumber(column: String, found: String)
    /// A field is none of the classes that were named.
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
  /// Where in it, unless the problem is that of the whole.
  public let place: Place?
  /// What is wrong there.
  public let problem: Problem
}

extension CSVError: CustomStringConvertible, LocalizedError {
  /// File, line and column as compilers write them, what was found, and what was expected.
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

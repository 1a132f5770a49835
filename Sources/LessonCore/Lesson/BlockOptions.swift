/// What the words after `swift-dt` ask for, by their effects: whoever compiles, runs, shows or compares a block asks here.
package struct BlockOptions: Codable, Sendable, Hashable {
  /// What happens to the code.
  package enum Execution: String, Codable, Sendable, Hashable {
    case runs = ""
    /// Must not compile: the compiler's message is the result.
    case fails = "fail"
    /// Must trap or throw: the message is the result.
    case crashes = "crash"
    /// Is checked, not run.
    case compilesOnly = "compile-only"

    /// Whether the code is no part of the program: the compiler checks it after all that runs before it.
    package var isApart: Bool { self == .fails || self == .compilesOnly }
  }

  /// What the reader sees.
  package enum Visibility: String, Codable, Sendable, Hashable {
    case codeAndResults = ""
    case codeOnly = "silent"
    case nothing = "invisible"
  }

  // MARK: Execution

  /// What happens to the code; it runs unless a word says otherwise.
  package var execution = Execution.runs
  /// The block's names stay inside it.
  package var isNested = false
  /// Seconds.
  package var timeout: Double?

  /// Whether the names of the block are known after it.
  package var sharesNames: Bool { execution == .runs && !isNested }

  // MARK: Display

  /// What the reader sees; code and results unless a word says otherwise.
  package var visibility = Visibility.codeAndResults
  /// Code shown collapsed.
  package var isFolded = false
  /// Printed text is inserted as Markdown.
  package var passesThrough = false
  /// The block's name: anchor, figure names, cross references.
  package var id: String?

  /// Whether the reader sees the code.
  package var showsCode: Bool { visibility != .nothing }

  /// Whether the reader sees the results; those that nobody sees are not compared either.
  package var showsResults: Bool { visibility == .codeAndResults }

  // MARK: Records

  /// Relative tolerance for every number in the results.
  package var tolerance: Double?

  /// What decides the program, for its digest.
  package var programText: String { "\(execution.rawValue) \(isNested)" }

  /// What a block without options gets.
  package init() {}
}

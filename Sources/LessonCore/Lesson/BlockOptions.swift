/// The options of a block, which its words after `swift-dt` set. Each property is an effect, which the code that
/// compiles, runs, shows or compares the block reads.
package struct BlockOptions: Codable, Sendable, Hashable {
  /// How the code is compiled and run.
  package enum Execution: String, Codable, Sendable, Hashable {
    case runs = ""
    /// Must not compile: the compiler's message is the result.
    case fails = "fail"
    /// Must trap or throw: the message is the result.
    case crashes = "crash"
    /// Must compile, and is not run.
    case compilesOnly = "compile-only"
    /// Is neither compiled nor run.
    case skipped = "skip"
    /// Is the starter of an exercise, which runs in a program of its own.
    case attempted = "exercise"

    /// Whether the code is not part of the program: the compiler checks it separately, together with the code that runs
    /// before it.
    package var isApart: Bool { self == .fails || self == .compilesOnly }

    /// Whether the code is part of the program.
    package var isInProgram: Bool { self == .runs || self == .crashes }
  }

  /// What the reader sees.
  package enum Visibility: String, Codable, Sendable, Hashable {
    case codeAndResults = ""
    case codeOnly = "silent"
    case nothing = "invisible"
  }

  // MARK: Execution

  /// How the code is compiled and run; by default, it runs.
  package var execution = Execution.runs
  /// Whether the block's names are local to it.
  package var isNested = false
  /// The time limit of the block in seconds.
  package var timeout: Double?

  /// The name of the program of the document to which the block belongs; `nil` for the one that its place decides.
  package var group: String?
  /// Whether a new program of the document begins with the block.
  package var startsProgram = false

  /// What the block is in an exercise; `nil` if it belongs to none.
  package var exercise: ExercisePart?

  /// Whether later blocks can use the block's names. Those of an exercise stay in it.
  package var sharesNames: Bool { execution == .runs && !isNested && exercise == nil }

  /// Whether the block is part of what readers copy as the code of the lesson.
  package var isCopied: Bool { execution == .runs && showsCode && exercise == nil }

  // MARK: Display

  /// What the reader sees; by default, code and results.
  package var visibility = Visibility.codeAndResults
  /// Whether the code is shown collapsed.
  package var isFolded = false
  /// Whether printed text is inserted as Markdown.
  package var passesThrough = false
  /// The block's name, used for its anchor, figure names and cross references.
  package var id: String?
  /// What stands below the results, which makes them a numbered figure or table.
  package var caption: String?

  /// Whether the reader sees the code.
  package var showsCode: Bool { visibility != .nothing }

  /// Whether the reader sees the results. Hidden results are not compared either.
  package var showsResults: Bool { visibility == .codeAndResults }

  /// The options that a translation has in common with its source.
  package var untranslated: BlockOptions {
    var options = self
    options.caption = nil
    return options
  }

  // MARK: Records

  /// Relative tolerance for every number in the results.
  package var tolerance: Double?

  /// The options that affect the program, for its digest.
  package var programText: String {
    "\(execution.rawValue) \(isNested)" + (exercise.map { " " + $0.option } ?? "")
  }

  /// The options of a block without words.
  package init() {}
}

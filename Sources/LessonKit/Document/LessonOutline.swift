/// A lesson without its text: its settings and its code, each with its place in the file.
///
/// This is what the runner knows of a lesson that another process has read.
public struct LessonOutline: Codable, Hashable, Sendable {
  /// The file as diagnostics name it.
  public let path: String
  /// The folder under `lessons/` that holds the file: `en`, `pl` …
  public let language: String
  /// The file's path below the language's folder without `.md`.
  public let name: String
  /// What the YAML at its top says.
  public let frontMatter: FrontMatter
  /// What this file was translated from, if it says so.
  public let translation: TranslationRecord?
  /// The `swift-dt` blocks in the order of the text.
  public let blocks: [Block]
  /// The `` `{swift-dt} …` `` expressions in the order of the text.
  public let inlineExpressions: [InlineExpression]

  /// The page's place in the output, without an extension.
  var page: String { "\(language)/\(name)" }
}

/// One fenced `swift-dt` block.
public struct Block: Codable, Sendable, Hashable {
  /// One line of a block's code and where it stands in the lesson.
  public struct Line: Codable, Sendable, Hashable {
    /// The code without the indentation of the list or quote around it. A tab of which that indentation takes a
    /// part is kept whole, so that columns can be counted.
    public let text: String
    /// Where `text` begins in the lesson.
    public let start: SourcePosition
    /// The characters of `text` before which the lesson has a backslash that is not in `text`, counted from 0.
    var escapes: [Int] = []
  }

  /// The block's place among the lesson's blocks, from 0.
  public let index: Int
  /// What the words after `swift-dt` ask for.
  public let options: BlockOptions
  /// The opening fence with its info string.
  public let fence: Range<SourcePosition>
  /// The code, line by line.
  public let lines: [Line]
  /// The line of the closing fence.
  public let lastLine: Int

  /// The code: all lines, each ended by a newline.
  public var code: String { lines.map { $0.text + "\n" }.joined() }
}

/// What the words after `swift-dt` ask for.
public struct BlockOptions: Codable, Sendable, Hashable {
  /// What happens to the code.
  public enum Execution: String, Codable, Sendable, Hashable {
    case runs = ""
    /// Must not compile: the compiler's message is the result.
    case fails = "fail"
    /// Must trap or throw: the message is the result.
    case crashes = "crash"
    /// Is checked, not run.
    case compilesOnly = "compile-only"
  }

  /// What the reader sees.
  public enum Visibility: String, Codable, Sendable, Hashable {
    case codeAndResults = ""
    case codeOnly = "silent"
    case nothing = "invisible"
  }

  /// What happens to the code; it runs unless a word says otherwise.
  public var execution = Execution.runs
  /// What the reader sees; code and results unless a word says otherwise.
  public var visibility = Visibility.codeAndResults
  /// Code shown collapsed.
  public var isFolded = false
  /// Printed text is inserted as Markdown.
  public var passesThrough = false
  /// The block's names stay inside it.
  public var isNested = false
  /// The block's name: anchor, figure names, cross references.
  public var id: String?
  /// Relative tolerance for every number in the results.
  public var tolerance: Double?
  /// Seconds.
  public var timeout: Double?

  /// What a block without options gets.
  public init() {}
}

/// A Swift expression in prose, replaced by its value.
public struct InlineExpression: Codable, Sendable, Hashable {
  /// The expression's place among the lesson's inline expressions, from 0.
  public let index: Int
  /// The expression, on one line.
  public let code: String
  /// Where the expression (not the backquote) begins in the lesson.
  public let start: SourcePosition
  /// The characters of `code` before which the lesson has a backslash that is not in `code`, counted from 0.
  let escapes: [Int]
  /// The whole span, from backquote to backquote.
  public let range: Range<SourcePosition>
  /// Relative tolerance for the numbers in its value; `nil` when it has none of its own.
  public let tolerance: Double?
  /// How many blocks stand before it in the text.
  public let blocksBefore: Int
}

/// What the YAML between `---` at the top of a lesson says.
public struct FrontMatter: Codable, Sendable, Hashable {
  /// The title; when there is none, the first heading is the title.
  public var title: String?
  /// What the lesson is about, for search engines and lists.
  public var description: String?
  /// Default of every omitted `seed:` argument.
  public var seed: Int?
  /// Wall time of the lesson, in seconds.
  public var timeout: Double?
  /// Where that stands.
  var timeoutPlace: Range<SourcePosition>?
  /// Compile the lesson with optimisation.
  public var optimize = false
  /// The rules of Swift by which the lesson is compiled.
  public var languageMode = LanguageMode.swift5
  /// Relative tolerance for numbers on machines of another class than the record's.
  public var tolerance: Double?
  /// The place among the lessons of a language.
  public var order: Int?
  /// Data that must be there for the lesson to run.
  public var requires: [String] = []
  /// What table and chart labels are called on this page.
  public var labels: [String: String] = [:]

  /// What a lesson without front matter says.
  public init() {}
}

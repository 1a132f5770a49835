/// A lesson without its text: its settings and its code, each with its place in the file.
///
/// This is what the runner knows of a lesson that another process has read.
package struct LessonOutline: Codable, Hashable, Sendable {
  /// The file as diagnostics name it.
  package let path: String
  /// The folder under `lessons/` that holds the file: `en`, `pl` …
  package let language: String
  /// The file's path below the language's folder without `.md`.
  package let name: String
  /// What the YAML at its top says.
  package let frontMatter: FrontMatter
  /// What this file was translated from, if it says so.
  package let translation: TranslationRecord?
  /// The `swift-dt` blocks in the order of the text.
  package let blocks: [Block]
  /// The `` `{swift-dt} …` `` expressions in the order of the text.
  package let inlineExpressions: [InlineExpression]

  package init(
    path: String, language: String, name: String, frontMatter: FrontMatter, translation: TranslationRecord?,
    blocks: [Block], inlineExpressions: [InlineExpression]
  ) {
    self.path = path
    self.language = language
    self.name = name
    self.frontMatter = frontMatter
    self.translation = translation
    self.blocks = blocks
    self.inlineExpressions = inlineExpressions
  }

  /// The page's place in the output, without an extension.
  package var page: String { "\(language)/\(name)" }
}

/// One fenced `swift-dt` block.
package struct Block: Codable, Sendable, Hashable {
  /// One line of a block's code and where it stands in the lesson.
  package struct Line: Codable, Sendable, Hashable {
    /// The code without the indentation of the list or quote around it. A tab of which that indentation takes a
    /// part is kept whole, so that columns can be counted.
    package let text: String
    /// Where `text` begins in the lesson.
    package let start: SourcePosition
    /// The characters of `text` before which the lesson has a backslash that is not in `text`, counted from 0.
    package var escapes: [Int] = []

    package init(text: String, start: SourcePosition, escapes: [Int] = []) {
      self.text = text
      self.start = start
      self.escapes = escapes
    }
  }

  /// The block's place among the lesson's blocks, from 0.
  package let index: Int
  /// What the words after `swift-dt` ask for.
  package let options: BlockOptions
  /// The opening fence with its info string.
  package let fence: Range<SourcePosition>
  /// The code, line by line.
  package let lines: [Line]
  /// The line of the closing fence.
  package let lastLine: Int

  package init(index: Int, options: BlockOptions, fence: Range<SourcePosition>, lines: [Line], lastLine: Int)
  {
    self.index = index
    self.options = options
    self.fence = fence
    self.lines = lines
    self.lastLine = lastLine
  }

  /// The code: all lines, each ended by a newline.
  package var code: String { lines.map { $0.text + "\n" }.joined() }
}

/// A Swift expression in prose, replaced by its value.
package struct InlineExpression: Codable, Sendable, Hashable {
  /// The expression's place among the lesson's inline expressions, from 0.
  package let index: Int
  /// The expression, on one line.
  package let code: String
  /// Where the expression (not the backquote) begins in the lesson.
  package let start: SourcePosition
  /// The characters of `code` before which the lesson has a backslash that is not in `code`, counted from 0.
  package let escapes: [Int]
  /// The whole span, from backquote to backquote.
  package let range: Range<SourcePosition>
  /// Relative tolerance for the numbers in its value; `nil` when it has none of its own.
  package let tolerance: Double?
  /// How many blocks stand before it in the text.
  package let blocksBefore: Int

  package init(
    index: Int, code: String, start: SourcePosition, escapes: [Int], range: Range<SourcePosition>,
    tolerance: Double?, blocksBefore: Int
  ) {
    self.index = index
    self.code = code
    self.start = start
    self.escapes = escapes
    self.range = range
    self.tolerance = tolerance
    self.blocksBefore = blocksBefore
  }
}

/// What the YAML between `---` at the top of a lesson says.
package struct FrontMatter: Codable, Sendable, Hashable {
  /// The title; when there is none, the first heading is the title.
  package var title: String?
  /// What the lesson is about, for search engines and lists.
  package var description: String?
  /// Default of every omitted `seed:` argument.
  package var seed: Int?
  /// Wall time of the lesson, in seconds.
  package var timeout: Double?
  /// Where that stands.
  package var timeoutPlace: Range<SourcePosition>?
  /// Compile the lesson with optimisation.
  package var optimize = false
  /// The rules of Swift by which the lesson is compiled.
  package var languageMode = LanguageMode.swift5
  /// Relative tolerance for numbers on machines of another class than the record's.
  package var tolerance: Double?
  /// The place among the lessons of a language.
  package var order: Int?
  /// Data that must be there for the lesson to run.
  package var requires: [String] = []
  /// What table and chart labels are called on this page.
  package var labels: [String: String] = [:]

  /// What a lesson without front matter says.
  package init() {}
}

extension Block.Line {
  /// Where a byte of the line's text stands in the lesson; bytes past the end stand at the end.
  package func position(ofByte byte: Int) -> SourcePosition {
    let end =
      text.utf8.index(text.startIndex, offsetBy: max(0, byte), limitedBy: text.endIndex) ?? text.endIndex
    let before = text.unicodeScalars[..<end].count
    let escapes = escapes.count { $0 <= before }
    return SourcePosition(line: start.line, column: start.column + before + escapes)
  }
}

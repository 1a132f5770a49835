/// A lesson without its prose: its settings and its code, each with its place in the file.
///
/// The runner has only this of a lesson, whose text another process reads.
package struct LessonOutline: Codable, Hashable, Sendable {
  /// The file as diagnostics name it.
  package let path: String
  /// The folder under `lessons/` that holds the file: `en`, `pl` …
  package let language: String
  /// The file's path below the language's folder without `.md`.
  package let name: String
  /// The settings in its front matter.
  package let frontMatter: FrontMatter
  /// The record of this file's source, if it is a translation.
  package let translation: TranslationRecord?
  /// The `swift-dt` blocks in the order of the text.
  package let blocks: [Block]
  /// The `` `{swift-dt} …` `` expressions in the order of the text.
  package let inlineExpressions: [InlineExpression]
  /// How the code is read, if it is one of the programs of a document; `nil` for lessons.
  package let document: DocumentCode?
  /// The works that the prose cites, each with its place.
  package var citations: [CitedWork] = []

  package init(
    path: String, language: String, name: String, frontMatter: FrontMatter, translation: TranslationRecord?,
    blocks: [Block], inlineExpressions: [InlineExpression], document: DocumentCode? = nil
  ) {
    self.path = path
    self.language = language
    self.name = name
    self.frontMatter = frontMatter
    self.translation = translation
    self.blocks = blocks
    self.inlineExpressions = inlineExpressions
    self.document = document
  }

  /// The page's place in the output, without an extension.
  package var page: String { "\(language)/\(name)" }
}

/// A work at a place where a lesson cites it.
package struct CitedWork: Codable, Hashable, Sendable {
  package let key: String
  package let range: Range<SourcePosition>

  package init(key: String, range: Range<SourcePosition>) {
    self.key = key
    self.range = range
  }
}

/// How the code of a document is read.
package struct DocumentCode: Codable, Hashable, Sendable {
  /// Whether a comment that reads as a value states one.
  package let valueComments: Bool
  /// Whether the names of the engine are known without an import.
  package let usesEngine: Bool

  package init(valueComments: Bool, usesEngine: Bool) {
    self.valueComments = valueComments
    self.usesEngine = usesEngine
  }
}

/// One fenced `swift-dt` block.
package struct Block: Codable, Sendable, Hashable {
  /// One line of a block's code with its place in the lesson.
  package struct Line: Codable, Sendable, Hashable {
    /// The code without the indentation of the list or quote around it. A tab that is only partly in that
    /// indentation is kept, so that columns can be counted.
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
  /// The options that the words after `swift-dt` set.
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
  /// Relative tolerance for the numbers in its value; `nil` if it sets none.
  package let tolerance: Double?
  /// How many blocks precede it in the text.
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

/// The settings in the YAML between `---` at the top of a lesson.
package struct FrontMatter: Codable, Sendable, Hashable {
  /// The title; if `nil`, the first heading is the title.
  package var title: String?
  /// A description of the lesson, for search engines and lists.
  package var description: String?
  /// Default of every omitted `seed:` argument.
  package var seed: Int?
  /// The limit of the lesson's wall time, in seconds.
  package var timeout: Double?
  /// The place of the time limit.
  package var timeoutPlace: Range<SourcePosition>?
  /// Whether the lesson is compiled with optimisation.
  package var optimize = false
  /// The Swift language mode in which the lesson is compiled.
  package var languageMode = LanguageMode.swift5
  /// Relative tolerance for numbers on machines of another class than the record's.
  package var tolerance: Double?
  /// The lesson's place among the lessons of its language.
  package var order: Int?
  /// The lessons that readers should know before.
  package var needs: [Need] = []
  /// The names of data sets that the lesson needs.
  package var requires: [String] = []
  /// The files with the works that the lesson cites, besides those that the settings name.
  package var bibliography: [NamedFile] = []
  /// The names of table and chart labels on this page.
  package var labels: [String: String] = [:]

  /// The settings of a lesson without front matter.
  package init() {}

  /// A lesson that another one builds on.
  package struct Need: Codable, Sendable, Hashable {
    /// Its path below the language's folder without `.md`.
    package let name: String
    /// Where the name stands.
    package let place: Range<SourcePosition>

    package init(name: String, place: Range<SourcePosition>) {
      self.name = name
      self.place = place
    }
  }

  /// A file of the project, as it is named.
  package struct NamedFile: Codable, Sendable, Hashable {
    /// Its path, relative to the project's folder.
    package let path: String
    /// Where the path stands.
    package let place: Range<SourcePosition>

    package init(path: String, place: Range<SourcePosition>) {
      self.path = path
      self.place = place
    }
  }

  /// The maximum number of lessons in `needs`.
  package static let mostNeeds = 20
}

extension Block.Line {
  /// The position of a byte of the line's text in the lesson; that of the end for bytes past the end.
  package func position(ofByte byte: Int) -> SourcePosition {
    let end =
      text.utf8.index(text.startIndex, offsetBy: max(0, byte), limitedBy: text.endIndex) ?? text.endIndex
    let before = text.unicodeScalars[..<end].count
    let escapes = escapes.count { $0 <= before }
    return SourcePosition(line: start.line, column: start.column + before + escapes)
  }

  /// The byte of the line's text at a column of the lesson; `nil` for columns before the text and after its end.
  ///
  /// A backslash that is not in the text has the byte of the character after it.
  package func byte(atColumn column: Int) -> Int? {
    guard column >= start.column else { return nil }
    var byte = 0
    var reached = start.column
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if escapes.contains(index) { reached += 1 }
      if reached >= column { return byte }
      reached += 1
      byte += UTF8.width(scalar)
    }
    return reached >= column ? byte : nil
  }
}

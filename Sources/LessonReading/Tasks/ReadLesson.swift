import LessonCore
import LessonDocument
import LessonProgram
import LessonRendering
import LessonSite
import LessonVerification

/// Reads a lesson: everything that can be known before its code runs.
package struct ReadLesson: ReaderTask {
  package let source: LessonSource
  /// The values of inline expressions on the lesson's page, for titles and headings.
  package let values: [String]
  /// The lesson's source as the page's record describes it.
  package let basis: TranslationBasis?
  /// What is known of the code; without it, all code is parsed.
  package let memory: ReaderMemory?

  package init(source: LessonSource, values: [String], basis: TranslationBasis?, memory: ReaderMemory?) {
    self.source = source
    self.values = values
    self.basis = basis
    self.memory = memory
  }

  /// What was read.
  package struct Result: Codable, Hashable, Sendable {
    /// `nil` if the text has errors.
    package var lesson: LessonOutline?
    /// All diagnostics, in the order of the text.
    package var diagnostics: [Diagnostic]
    /// The program's digest; `nil` if the code has errors.
    package var digest: ProgramDigest?
    /// What the code mentions of other modules; `nil` if it has errors.
    package var use: CodeUse?
    /// The program, if the code had to be read for its digest.
    package var program: WrittenProgram?
    /// What other pages show of the lesson.
    package var entry: LessonEntry?
    package var links: [LessonLinks.Link] = []
    /// The anchors to which links can lead.
    package var anchors: Set<String> = []
    /// What was learned about the code.
    package var memory = ReaderMemory()
    /// The bibliographies that the front matter names, whether the text has errors or not.
    package var bibliography: [FrontMatter.NamedFile] = []

    package init(
      lesson: LessonOutline? = nil, diagnostics: [Diagnostic], digest: ProgramDigest? = nil,
      use: CodeUse? = nil, program: WrittenProgram? = nil, entry: LessonEntry? = nil,
      links: [LessonLinks.Link] = [],
      anchors: Set<String> = [], memory: ReaderMemory = ReaderMemory()
    ) {
      self.lesson = lesson
      self.diagnostics = diagnostics
      self.digest = digest
      self.use = use
      self.program = program
      self.entry = entry
      self.links = links
      self.anchors = anchors
      self.memory = memory
    }
  }

  package func perform() -> Result {
    let parsed = source.parsed
    var result = Result(lesson: parsed.lesson?.outline, diagnostics: parsed.diagnostics)
    result.bibliography = parsed.bibliography
    guard let lesson = parsed.lesson else { return result }
    addText(of: lesson, to: &result)
    result.memory = memory ?? ReaderMemory()
    var warnings: [Diagnostic] = []
    if let known = memory?.program(of: lesson.outline) {
      (result.digest, result.use) = (known.digest, known.use)
    } else {
      warnings = result.addProgram(of: lesson.outline)
    }
    // Known code is not read again, so code with warnings has to stay unknown.
    result.memory.note(warnings.isEmpty ? result.knownProgram : nil, of: lesson.outline)
    return result
  }

  /// Whether the runner can safely work with the result.
  package func accepts(_ result: Result) -> Bool {
    guard result.bibliography.count <= Bibliography.mostFiles else { return false }
    guard let lesson = result.lesson else { return result.digest == nil && result.program == nil }
    guard (result.digest == nil) == (result.use == nil) else { return false }
    return lesson.isOf(source.file) && result.entry?.name == source.file.name && lesson.isInOrder
      && lesson.frontMatter.isInBounds
      && result.program.map { lesson.canHave($0) && $0.digest == result.digest } != false
  }

  private func addText(of lesson: Lesson, to result: inout Result) {
    // Titles and headings contain inline values only, no results of blocks.
    let transcript = Transcript(blocks: [], inlineValues: values)
    let written = lesson.citing
    result.entry = LessonEntry(written, transcript, version: source.version, basis: basis)
    let links = LessonLinks(lesson)
    let figures = Figures.addresses(in: lesson)
    result.links = links.links.map { $0.named(among: figures) }
    result.anchors = Set(LessonText(written, transcript).anchors)
      .union(lesson.blocks.compactMap(\.options.id)).union(links.writtenAnchors)
      .union(figures.map { String($0.dropFirst()) })
      .union(result.entry?.terms?.flatMap(\.anchors) ?? [])
  }

}

extension ReadLesson.Result {
  /// Reads the code of a lesson, or of a program of a document.
  ///
  /// - Returns: What was found in the code.
  @discardableResult
  mutating func addProgram(of outline: LessonOutline) -> [Diagnostic] {
    let made = Program.make(from: outline)
    diagnostics += made.diagnostics
    do {
      program = try made.program?.written(with: Program.attempts(of: outline))
      (digest, use) = (made.program?.digest, made.program?.use)
    } catch {
      diagnostics.append(error)
    }
    return made.diagnostics
  }

  /// What the next worker may know of the program; `nil` if the code has errors.
  fileprivate var knownProgram: ReaderMemory.KnownProgram? {
    guard let digest, let use else { return nil }
    return ReaderMemory.KnownProgram(digest: digest, use: use)
  }
}

/// The result of reading a lesson.
package typealias Reading = ReadLesson.Result

extension LessonLinks.Link {
  /// The link, which is not empty if a figure gives it its name; one to a missing figure has one error.
  fileprivate func named(among figures: Set<String>) -> Self {
    var link = self
    if figures.contains(address) || address.hasPrefix("#" + FigureName.prefix) { link.isEmpty = false }
    return link
  }
}

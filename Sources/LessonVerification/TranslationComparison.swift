import LessonCore
import LessonProgram

/// The comparison of a translation's code with its source's.
package struct TranslationComparison {
  private let source: LessonOutline
  private let translation: LessonOutline

  package init(_ source: LessonOutline, _ translation: LessonOutline) {
    self.source = source
    self.translation = translation
  }

  /// An error for each difference, a note for differences only in string literals.
  package var diagnostics: [Diagnostic] { settings + blocks + expressions + citations }

  private var settings: [Diagnostic] {
    let (a, b) = (source.frontMatter, translation.frontMatter)
    let differing = [
      a.seed == b.seed ? nil : "seed", a.optimize == b.optimize ? nil : "optimize",
      a.languageMode == b.languageMode ? nil : "swift",
      Set(a.requires) == Set(b.requires) ? nil : "requires", a.tolerance == b.tolerance ? nil : "tol",
    ].compactMap(\.self)
    return differing.map { error(nil, "'\($0)' in the front matter differs from that in '\(source.path)'") }
  }

  // MARK: Blocks

  private var blocks: [Diagnostic] {
    guard source.blocks.count == translation.blocks.count else {
      return [
        error(
          nil,
          "the translation has \(translation.blocks.count) blocks of code, its source '\(source.path)' has \(source.blocks.count)"
        )
      ]
    }
    return zip(source.blocks, translation.blocks).compactMap { difference($0, $1) }
  }

  private func difference(_ old: Block, _ new: Block) -> Diagnostic? {
    let note = Diagnostic.Note("the source's block is here", path: source.path, at: old.fence.lowerBound)
    guard old.options.untranslated == new.options.untranslated else {
      return error(new.fence, "the block's options differ from those in the translation's source", [note])
    }
    let (a, b) = (CodeSyntax(MappedCode(old)), CodeSyntax(MappedCode(new)))
    guard a.digestTokens != b.digestTokens else { return nil }
    if a.tokensWithoutStrings == b.tokensWithoutStrings {
      return Diagnostic(
        .note, path: translation.path, at: new.fence,
        "string literals differ from the source's, so the translation runs by itself; 'labels' in the front matter "
          + "translate what charts and tables say")
    }
    return Diagnostic(
      path: translation.path, at: new.fence, "the block's code differs from that in the translation's source",
      notes: [note], difference: WordDifference(old.code, new.code))
  }

  // MARK: Expressions

  /// Within a passage a translation may order expressions differently.
  private var expressions: [Diagnostic] {
    var missing = Dictionary(grouping: source.inlineExpressions, by: Passage.init)
    let added = translation.inlineExpressions.filter { missing[Passage($0)]?.popLast() == nil }
    return added.map { expression in
      error(
        expression.range,
        "the translation's source has no '\(expression.code)' in the passage after block \(expression.blocksBefore)"
      )
    }
      + missing.values.joined().sorted { $0.index < $1.index }.map { expression in
        error(
          nil, "the source's expression '\(expression.code)' is missing",
          [.init("it is here", path: source.path, at: expression.range.lowerBound)])
      }
  }

  private struct Passage: Hashable {
    let blocksBefore: Int
    let tokens: [String]

    init(_ expression: InlineExpression) {
      blocksBefore = expression.blocksBefore
      tokens = CodeSyntax(MappedCode(expression)).tokensWithoutStrings
    }
  }

  // MARK: Citations

  /// A translation cites the works of its source, in any order and number.
  private var citations: [Diagnostic] {
    let (cited, translated) = (Set(source.citations.map(\.key)), Set(translation.citations.map(\.key)))
    return Self.first(of: translation.citations, notIn: cited).map { work in
      error(work.range, "the translation's source '\(source.path)' does not cite '@\(work.key)'")
    }
      + Self.first(of: source.citations, notIn: translated).map { work in
        error(
          nil, "the source cites '@\(work.key)', the translation does not",
          [.init("it is here", path: source.path, at: work.range.lowerBound)])
      }
  }

  /// The first place of each work that is not among some keys.
  private static func first(of works: [CitedWork], notIn keys: Set<String>) -> [CitedWork] {
    var seen = keys
    return works.filter { seen.insert($0.key).inserted }
  }

  private func error(
    _ range: Range<SourcePosition>?, _ message: String, _ notes: [Diagnostic.Note] = []
  ) -> Diagnostic {
    Diagnostic(path: translation.path, at: range, message, notes: notes)
  }
}

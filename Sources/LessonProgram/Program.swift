import LessonCore
import LessonDocument
import SwiftSyntax

/// A lesson's blocks and inline expressions as one Swift program.
package struct Program: Sendable {
  /// The kinds of source files that can be generated from the program.
  package enum Purpose {
    /// The code that runs.
    case running
    /// A `fail` or `compile-only` block after the code that runs before it, with these later declarations.
    case checking(Block, LaterDeclarations.Extent)
    /// The code that runs together with the line of an expectation that must not compile.
    case refusing(Int)
    /// The code that runs up to the check of an exercise, which is the block with this index.
    case attempting(until: Int)
  }

  /// A block that is ready to be written.
  package struct Part: Sendable {
    package let block: Block
    package let code: MappedCode
    /// The offset of the expression whose value is shown.
    package let shown: Int?
    /// The byte ranges of imports.
    package let imports: [Range<Int>]
    /// The byte ranges of each `defer` at the top level of the block.
    let defers: [Range<Int>]
    /// Where the code stands.
    let scope: BlockScope
    /// The code with the lines that must not compile.
    fileprivate let whole: MappedCode
    let expectations: [Expectation]
    /// The place of the first expectation among those of the program.
    let firstExpectation: Int

    /// The calls that report results.
    fileprivate var insertions: CodeInsertions {
      CodeInsertions(expectations, from: firstExpectation, in: code, showing: shown)
    }

    /// The same block with only the line of one expectation that must not compile.
    fileprivate func refusing(_ expectation: Int) -> Part {
      let others = expectations.enumerated().filter { $0.offset + firstExpectation != expectation }
      let code = whole.leavingOut(others.flatMap(\.element.refusedBytes))
      return Part(
        block: block, code: code, shown: shown, imports: imports, defers: defers, scope: scope, whole: whole,
        expectations: expectations, firstExpectation: firstExpectation)
    }
  }

  package let path: String
  package let parts: [Part]
  package let inlineExpressions: [InlineExpression]
  /// What the code mentions of other modules.
  package let use: CodeUse
  private let hooks: ProgramHooks
  /// The Swift language mode in which it is compiled.
  let mode: LanguageMode
  /// Whether the top level has to be moved to the main actor.
  private let joinsMainActor: Bool
  private let later: LaterDeclarations
  /// The messages of `fail` blocks that do not parse, by the block's index.
  package let syntaxFailures: [Int: String]
  /// The digest, which is equal for programs that differ only in comments and spacing.
  package let digest: ProgramDigest

  /// Reads the code of a lesson.
  ///
  /// - Returns: the program, or `nil` with the errors that keep the blocks from being joined.
  package static func make(from lesson: Lesson) -> (program: Program?, diagnostics: [Diagnostic]) {
    make(from: lesson.outline)
  }

  /// Reads the code of a lesson, or of a program of a document.
  ///
  /// - Returns: the program with warnings, or `nil` with the errors that keep the blocks from being joined.
  package static func make(from lesson: LessonOutline) -> (program: Program?, diagnostics: [Diagnostic]) {
    let codes = lesson.expectingCode
    let sources = codes.map(\.syntax)
    let inlines = lesson.inlineExpressions.map { expression in
      ReaderStage.swift.begin(line: expression.start.line)
      return CodeSyntax(MappedCode(expression))
    }
    var diagnostics: [Diagnostic] = []
    var syntaxFailures: [Int: String] = [:]
    for (block, source) in zip(lesson.blocks, sources) {
      guard block.options.execution != .skipped, block.options.execution != .attempted else { continue }
      let problems = source.problems(in: lesson.path)
      if block.options.execution == .fails, let first = problems.first {
        syntaxFailures[block.index] = "error: \(first.message)"
      } else {
        diagnostics += problems
      }
      if block.options.sharesNames || block.options.exercise != nil {
        diagnostics += source.conditionalDefers(in: lesson.path)
      }
    }
    for source in inlines {
      let problems = source.problems(in: lesson.path)
      diagnostics += problems
      if problems.isEmpty, !source.isSingleExpression {
        diagnostics.append(
          Diagnostic(
            path: lesson.path, at: source.code.range(at: 0),
            "an inline '{swift-dt}' holds one expression whose value is shown"))
      }
    }
    guard diagnostics.isEmpty else { return (nil, diagnostics) }
    diagnostics = NameOrder(lesson: lesson, blocks: sources, inlines: inlines).problems
    guard diagnostics.isEmpty else { return (nil, diagnostics) }

    var parts: [Part] = []
    for ((block, code), scope) in zip(zip(lesson.blocks, codes), BlockScope.scopes(of: lesson, sources)) {
      let source = code.syntax
      let unwritten = source.importLevelRanges + (lesson.document == nil ? [] : source.mainAttributeRanges)
      parts.append(
        Part(
          block: block, code: source.code.leavingOut(unwritten),
          shown: lesson.document == nil ? source.shownExpression : nil, imports: source.importRanges,
          defers: source.deferRanges, scope: scope, whole: MappedCode(block).leavingOut(unwritten),
          expectations: code.expectations,
          firstExpectation: parts.last.map { $0.firstExpectation + $0.expectations.count } ?? 0))
    }
    let hooks = ProgramHooks(of: lesson, hasExpectations: parts.contains { !$0.expectations.isEmpty })
    return (
      Program(
        path: lesson.path, parts: parts, inlineExpressions: lesson.inlineExpressions,
        use: CodeUse(
          imports: (zip(lesson.blocks, sources).filter { $0.0.options.execution != .skipped }
            .flatMap(\.1.importedModules)).filter { !modules.contains($0) },
          names: (sources + inlines).flatMap(\.usedNames)),
        hooks: hooks, mode: lesson.frontMatter.languageMode,
        // In Swift 6 the top level starts on the main actor; in Swift 5 only if it contains an `await`.
        joinsMainActor: lesson.frontMatter.languageMode == .swift5
          && sources.contains(where: \.mentionsMainActor),
        later: LaterDeclarations(lesson: lesson, blocks: sources), syntaxFailures: syntaxFailures,
        digest: ProgramDigest(of: lesson, blocks: codes, inlines: inlines)),
      codes.flatMap(\.warnings)
    )
  }

  /// Modules whose libraries the runner may not have loaded.
  package var foreignImports: [String] { use.imports }

  /// The blocks that the compiler checks apart from the program.
  var checkedApart: [Block] {
    parts.map(\.block).filter { $0.options.execution.isApart && syntaxFailures[$0.index] == nil }
  }

  /// The modules that every lesson imports.
  package static let modules = ["DeepTraining", "Foundation", "LessonDisplay"]

  /// Writes the Swift file.
  package func source(for purpose: Purpose) -> GeneratedSource {
    var writer = SourceWriter(path: path, mode: mode)
    for module in hooks.modules { writer.glue("import \(module)") }
    if joinsMainActor { writer.glue("await MainActor.run {}") }
    switch purpose {
    case .running: write(parts, to: &writer)
    case .refusing(let expectation): write(parts.map { $0.refusing(expectation) }, to: &writer)
    case .attempting(until: let check): write(parts, endingAfter: check, to: &writer)
    case .checking(let block, let extent):
      for part in parts[..<block.index] { write(part, to: &writer) }
      write(scoped: parts[block.index], to: &writer)
      endScopes(of: parts[..<block.index], to: &writer)
      for (index, ranges) in later.declarations(after: block.index, extent) {
        writer.parts(ranges, of: parts[index].code)
      }
    }
    return writer.finished
  }

  /// - Parameter last: The block after which the program ends; later code is compiled and does not run.
  private func write(_ parts: [Part], endingAfter last: Int? = nil, to writer: inout SourceWriter) {
    if let begins = hooks.begins { writer.glue(begins) }
    write(inlinesAfter: 0, to: &writer)
    for part in parts {
      write(part, to: &writer)
      if part.block.index == last { writer.glue("\(hooks.ends)()") }
      write(inlinesAfter: part.block.index + 1, to: &writer)
    }
    endScopes(of: parts[...], to: &writer)
    writer.glue("\(hooks.ends)()")
  }

  private func write(_ part: Part, to writer: inout SourceWriter) {
    let index = part.block.index
    switch part.block.options.execution {
    case .fails, .compilesOnly, .skipped, .attempted:
      writer.glue("\(hooks.blockBegins)(\(index)); \(hooks.blockEnds)(\(index))")
    case .crashes:
      write(part, inside: "\(hooks.crashes)(\(index)) {", to: &writer)
    case .runs where part.block.options.isNested:
      writer.glue("\(hooks.blockBegins)(\(index))")
      write(scoped: part, to: &writer)
      writer.glue("\(hooks.blockEnds)(\(index))")
    case .runs:
      if part.scope.begins { writer.glue("do {") }
      writer.glue("\(hooks.blockBegins)(\(index))")
      writer.block(part.code.leavingOut(part.defers + part.scope.ofFile), with: part.insertions)
      // The top level of a block is not a Swift scope: the `defer` would only run at the end of the file.
      for range in part.defers.reversed() {
        writer.glue("do {")
        writer.parts([range], of: part.code)
        writer.glue("_ = 0")
        writer.glue("}")
      }
      writer.glue("\(hooks.blockEnds)(\(index))")
      if part.scope.ends { writer.glue("}") }
    }
  }

  private func write(scoped part: Part, to writer: inout SourceWriter) {
    guard part.block.options.isNested else { return writer.block(part.code, with: part.insertions) }
    write(part, inside: "do {", to: &writer)
  }

  /// Writes a block in its own scope, in which imports are not allowed.
  private func write(_ part: Part, inside opening: String, to writer: inout SourceWriter) {
    if !part.scope.isInner { writer.parts(part.imports, of: part.code) }
    writer.glue(opening)
    writer.block(part.code.leavingOut(part.imports), with: part.insertions)
    writer.glue("}")
  }

  /// Ends the scopes that blocks have begun, and writes what stands outside of them.
  private func endScopes(of parts: ArraySlice<Part>, to writer: inout SourceWriter) {
    let open = parts.count(where: \.scope.begins) - parts.count(where: \.scope.ends)
    for _ in 0..<open { writer.glue("}") }
    for part in parts { writer.parts(part.scope.ofFile, of: part.code) }
  }

  private func write(inlinesAfter blocks: Int, to writer: inout SourceWriter) {
    for expression in inlineExpressions where expression.blocksBefore == blocks {
      writer.inline(MappedCode(expression), call: "_lessonInline(\(expression.index), ")
    }
  }
}

extension LessonOutline {
  /// The code of each block with its expectations.
  package var expectingCode: [ExpectingCode] {
    blocks.map { block in
      ReaderStage.swift.begin(line: block.fence.lowerBound.line)
      return ExpectingCode(block, path: path, valueComments: document?.valueComments ?? false)
    }
  }
}

import LessonCore

extension EditableProgram {
  /// Writes the code of a lesson, or of a program of a document.
  package init(of lesson: LessonOutline) {
    let blocks = lesson.blocks.map { block in
      ReaderStage.swift.begin(line: block.fence.lowerBound.line)
      return CodeSyntax(MappedCode(block))
    }
    var writer = EditableProgramWriter()
    for module in ProgramHooks(of: lesson, hasExpectations: false).modules { writer.glue("import \(module)") }
    // As in the program that runs: in Swift 5 the top level is on the main actor only if it waits.
    if lesson.frontMatter.languageMode == .swift5, blocks.contains(where: \.mentionsMainActor) {
      writer.glue("await MainActor.run {}")
    }
    writer.write(lesson, blocks)
    self.init(text: writer.text, mode: lesson.frontMatter.languageMode, segments: writer.segments)
  }
}

/// Writes code in its scopes, as far as they can be known.
struct EditableProgramWriter {
  private(set) var text = ""
  private(set) var segments: [EditableProgram.Segment] = []

  /// Writes a line of generated code.
  mutating func glue(_ line: String) { text += line + "\n" }

  mutating func write(_ lesson: LessonOutline, _ blocks: [CodeSyntax]) {
    let scopes = BlockScope.scopes(of: lesson, blocks)
    write(lesson.inlineExpressions.filter { $0.blocksBefore == 0 })
    for (index, syntax) in blocks.enumerated() {
      write(lesson.blocks[index], syntax, scopes[index])
      write(lesson.inlineExpressions.filter { $0.blocksBefore == index + 1 })
    }
    let open = scopes.count(where: \.begins) - scopes.count(where: \.ends)
    for _ in 0..<max(0, open) { glue("}") }
    for (syntax, scope) in zip(blocks, scopes) { write(syntax.code, scope.ofFile) }
  }

  private mutating func write(_ block: Block, _ syntax: CodeSyntax, _ scope: BlockScope) {
    switch block.options.execution {
    case .skipped: return
    case .runs where !block.options.isNested:
      if scope.begins { glue("do {") }
      write(syntax, without: scope.ofFile)
      if scope.ends { glue("}") }
    // Blocks that must not compile, or that are not run, have names that no other block sees.
    case .runs, .crashes, .fails, .compilesOnly, .attempted:
      if !scope.isInner { write(syntax.code, syntax.importRanges) }
      glue("do {")
      write(syntax, without: syntax.importRanges)
      glue("}")
    }
  }

  private mutating func write(_ syntax: CodeSyntax, without left: [Range<Int>]) {
    write(syntax.code, syntax.code.text.utf8.count.parts(without: left))
    for line in syntax.ends { glue(line) }
  }

  /// Writes inline expressions.
  private mutating func write(_ expressions: [InlineExpression]) {
    for expression in expressions {
      text += "_lessonInline(\(expression.index), "
      row(MappedCode(expression), 0, [0..<Int.max])
      glue(")")
    }
  }

  /// Writes parts of a block, given as bytes of its text; lines without any are left out.
  private mutating func write(_ code: MappedCode, _ parts: [Range<Int>]) {
    let kept = code.keeping(parts)
    for index in code.lines.indices {
      let end = code.end(ofLine: index), start = end - code.lines[index].text.utf8.count
      // The end of a line belongs to it, so that empty lines are kept too.
      let ofLine = parts.filter { $0.overlaps(start..<(end + 1)) }
        .map { $0.clamped(to: start..<end) }.map { $0.lowerBound - start..<$0.upperBound - start }
      guard !ofLine.isEmpty else { continue }
      row(kept, index, ofLine)
      text += "\n"
    }
  }

  private mutating func row(_ code: MappedCode, _ index: Int, _ parts: [Range<Int>]) {
    let (line, written) = (code.lines[index], code.written[index])
    let start = text.utf8.count
    for part in parts.map({ $0.clamped(to: 0..<written.utf8.count) }) {
      segments.append(.init(start: start + part.lowerBound, line: line, bytes: part))
    }
    text += written
  }
}

extension Int {
  /// The parts of this many bytes that remain without some.
  fileprivate func parts(without ranges: [Range<Int>]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if start < range.lowerBound { parts.append(start..<range.lowerBound) }
      start = Swift.max(start, range.upperBound)
    }
    if start < self { parts.append(start..<self) }
    return parts
  }
}

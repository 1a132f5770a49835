import LessonDisplay

/// A recorded transcript beside a fresh one of the same lesson.
struct TranscriptComparison {
  private let lesson: Lesson
  private let recorded: Transcript
  private let fresh: Transcript
  private let isSameMachine: Bool

  /// On another class of machines sums are rounded otherwise, and training multiplies the difference.
  static let toleranceOfOtherMachines = 0.02

  /// - Parameter isSameMachine: Whether both come from machines on which the same program gives the same bits.
  init(_ lesson: Lesson, recorded: Transcript, fresh: Transcript, isSameMachine: Bool = true) {
    self.lesson = lesson
    self.recorded = recorded
    self.fresh = fresh
    self.isSameMachine = isSameMachine
  }

  private func rule(tolerance: Double?) -> AgreementRule {
    AgreementRule(
      tolerance: isSameMachine ? tolerance : max(tolerance ?? 0, Self.toleranceOfOtherMachines))
  }

  /// Whether a reader of the page would find what the code gives.
  var agrees: Bool { diagnostics.isEmpty }

  /// One error for each block and inline expression that gives something else than the record.
  var diagnostics: [Diagnostic] {
    guard recorded.blocks.count == fresh.blocks.count, recorded.inlineValues.count == fresh.inlineValues.count
    else {
      return [
        Diagnostic(
          path: lesson.path, at: nil,
          "the page was made from other blocks than the lesson has now: run 'lessons build'")
      ]
    }
    return blockDiagnostics + inlineDiagnostics
  }

  private var blockDiagnostics: [Diagnostic] {
    lesson.blocks.compactMap { block in
      let rule = rule(tolerance: block.options.tolerance)
      let old = recorded.blocks[block.index].results
      let new = fresh.blocks[block.index].results
      guard let difference = rule.difference(old, new) else { return nil }
      return Diagnostic(path: lesson.path, at: block.fence, difference)
    }
  }

  private var inlineDiagnostics: [Diagnostic] {
    lesson.inlineExpressions.compactMap { expression in
      let old = recorded.inlineValues[expression.index]
      let new = fresh.inlineValues[expression.index]
      guard !rule(tolerance: nil).agree(old, new) else { return nil }
      let start = expression.start
      let end = SourcePosition(line: start.line, column: start.column + expression.code.unicodeScalars.count)
      return Diagnostic(
        path: lesson.path, at: start..<end, "the page says '\(old)', but the code gives '\(new)'")
    }
  }
}

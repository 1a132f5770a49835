import LessonCore
import LessonDisplay

/// The comparison of two transcripts of the same lesson.
package struct TranscriptComparison {
  /// The origin of the two transcripts, which decides how closely they must agree.
  package enum Occasion: Codable, Sendable {
    /// The page's record, and a fresh run under conditions that round the same.
    case record
    /// The page's record, and a fresh run of the same program on another class of machines.
    case recordOfAnotherMachine
    /// Two fresh runs.
    case twoRuns
  }

  private let lesson: LessonOutline
  private let old: Transcript
  private let new: Transcript
  private let occasion: Occasion

  /// On another class of machines, sums are rounded differently, and training amplifies the difference.
  package static let toleranceOfOtherMachines = 0.02

  package init(_ lesson: LessonOutline, _ old: Transcript, _ new: Transcript, _ occasion: Occasion) {
    self.lesson = lesson
    self.old = old
    self.new = new
    self.occasion = occasion
  }

  /// The tolerance of a lesson's numbers on other machines.
  package static func toleranceOfOtherMachines(_ lesson: LessonOutline) -> Double {
    lesson.frontMatter.tolerance ?? toleranceOfOtherMachines
  }

  /// - Parameter tolerance: The tolerance that the block or expression sets.
  private func rule(_ tolerance: Double?) -> AgreementRule {
    switch occasion {
    // The same program gives the same bits, unless its author has set a tolerance.
    case .record: tolerance.map(AgreementRule.within) ?? .asWritten
    case .recordOfAnotherMachine: .within(max(tolerance ?? 0, Self.toleranceOfOtherMachines(lesson)))
    case .twoRuns: .within(tolerance ?? 0)
    }
  }

  /// Whether both would look the same to a reader.
  package var agrees: Bool {
    hasSameParts && shownBlocks.allSatisfy { disagreement(in: $0) == nil }
      && lesson.inlineExpressions.allSatisfy(agree)
  }

  /// One error for each block and inline expression whose results differ.
  package var diagnostics: [Diagnostic] {
    guard hasSameParts else {
      return [
        Diagnostic(
          path: lesson.path, at: nil,
          "the page was made from other blocks than the lesson has now: run 'lessons build'")
      ]
    }
    return blockDiagnostics + inlineDiagnostics
  }

  private var hasSameParts: Bool {
    old.blocks.count == new.blocks.count && old.inlineValues.count == new.inlineValues.count
  }

  /// The blocks whose results the page shows; others need not agree.
  private var shownBlocks: [Block] {
    lesson.blocks.filter(\.options.showsResults)
  }

  private func disagreement(in block: Block) -> AgreementRule.Disagreement? {
    rule(block.options.tolerance).disagreement(
      old.blocks[block.index].results, new.blocks[block.index].results)
  }

  private func agree(_ expression: InlineExpression) -> Bool {
    rule(expression.tolerance).agree(
      old.inlineValues[expression.index], new.inlineValues[expression.index])
  }

  private var blockDiagnostics: [Diagnostic] {
    shownBlocks.compactMap { block in
      guard let disagreement = disagreement(in: block) else { return nil }
      let words = rule(block.options.tolerance).words(
        old.blocks[block.index].results, new.blocks[block.index].results)
      return Diagnostic(path: lesson.path, at: block.fence, message(disagreement), difference: words)
    }
  }

  private var inlineDiagnostics: [Diagnostic] {
    lesson.inlineExpressions.filter { !agree($0) }.map { expression in
      let (a, b) = (old.inlineValues[expression.index], new.inlineValues[expression.index])
      let start = expression.start
      let end = SourcePosition(line: start.line, column: start.column + expression.code.unicodeScalars.count)
      return Diagnostic(path: lesson.path, at: start..<end, message(.results("'\(a)'", "'\(b)'")))
    }
  }

  private func message(_ disagreement: AgreementRule.Disagreement) -> String {
    switch (disagreement, occasion) {
    case (.results(let a, let b, let frame), .twoRuns):
      "results differ from run to run\(frame.map { " at \($0)" } ?? ""): first \(a), then \(b)"
    case (.results(let a, let b, let frame), _):
      "\(frame.map { "at \($0), " } ?? "")the page says \(a), but the code gives \(b)"
    case (.counts(let a, let b), .twoRuns): "results differ from run to run: first there are \(a), then \(b)"
    case (.counts(let a, let b), _):
      "the page has \(a) results of this block, but the code gives \(b)"
    }
  }
}

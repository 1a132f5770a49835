import Formulas
import LessonCore
import LessonMarkup

/// A formula of a lesson: what its author wrote in TeX, and what it says.
package struct Formula: Sendable, Hashable {
  /// What a formula turned out to be when it was read.
  package enum Meaning: Sendable, Hashable {
    case math(Math)
    /// `nil` once enough problems of the document have been reported.
    case problem(Problem?)
  }

  /// Why a formula cannot be shown.
  package struct Problem: Sendable, Hashable {
    package let message: String
    /// Where in the file.
    package let range: Range<SourcePosition>
  }

  /// The TeX between the delimiters.
  package let tex: String
  /// The formula as it is written, delimiters included.
  package let written: String
  /// Whether it stands on a line of its own, larger than in running text.
  package let isDisplay: Bool
  package let meaning: Meaning
  /// What stands beside it.
  package var tag: EquationTag?
  /// The labels that it sets and those that it refers to.
  package var links: [Link] = []

  /// A label, where the formula names it.
  package struct Link: Sendable, Hashable {
    package let name: String
    /// Where in the file.
    package let range: Range<SourcePosition>
    /// Whether the formula has that label; others refer to it.
    let isLabel: Bool

    package init(name: String, range: Range<SourcePosition>, isLabel: Bool) {
      self.name = name
      self.range = range
      self.isLabel = isLabel
    }
  }

  /// Whether other formulas of the page decide how it looks.
  package var usesNumbers: Bool { !links.isEmpty }

  /// What is wrong with it.
  package var problem: Problem? {
    if case .problem(let problem) = meaning { problem } else { nil }
  }

  /// The formula as MathML; one that cannot be shown stays as it is written.
  package var element: Element {
    switch meaning {
    case .math(let math): MathML.element(math, tex: tex, isDisplay: isDisplay, tag: tag)
    case .problem: .text(written)
    }
  }

  /// The same formula that turned out to be something else.
  package func with(_ meaning: Meaning, tag: EquationTag?) -> Formula {
    Formula(tex: tex, written: written, isDisplay: isDisplay, meaning: meaning, tag: tag, links: links)
  }

  /// The formula as a line of text, for titles and summaries.
  package var plainText: String {
    switch meaning {
    case .math(let math): math.plainText
    case .problem: written
    }
  }
}

extension MarkdownNode {
  /// An error for each formula below this node that cannot be shown.
  package func formulaProblems(path: String) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    forEach { node in
      guard case .formula(let formula) = node.kind, let problem = formula.problem else { return }
      problems.append(Diagnostic(path: path, at: problem.range, problem.message))
    }
    return problems
  }
}

import Formulas
import LessonCore
import LessonMarkup

/// A formula of a lesson: the author's TeX, and its meaning.
package struct Formula: Sendable, Hashable {
  /// The result of reading a formula.
  package enum Meaning: Sendable, Hashable {
    case math(Math)
    /// `nil` once enough problems of the document have been reported.
    case problem(Problem?)
  }

  /// Why a formula cannot be shown.
  package struct Problem: Sendable, Hashable {
    package let message: String
    /// The position in the file.
    package let range: Range<SourcePosition>
  }

  /// The TeX between the delimiters.
  package let tex: String
  /// The formula as written, including delimiters.
  package let written: String
  /// Whether the formula is displayed on its own line, larger than in running text.
  package let isDisplay: Bool
  package let meaning: Meaning
  /// The number beside the formula.
  package var tag: EquationTag?
  /// The labels that the formula defines and those that it refers to.
  package var links: [Link] = []
  /// The number of its anchor, if other formulas can refer to it.
  package var anchor: Int?
  /// The formula to which this one refers, by the number of its anchor, if it consists of nothing but the reference.
  package var target: Int?

  /// A label, at the place where the formula names it.
  package struct Link: Sendable, Hashable {
    package let name: String
    /// The position in the file.
    package let range: Range<SourcePosition>
    /// Whether the formula defines the label; otherwise it refers to it.
    let isLabel: Bool

    package init(name: String, range: Range<SourcePosition>, isLabel: Bool) {
      self.name = name
      self.range = range
      self.isLabel = isLabel
    }
  }

  /// Whether its appearance depends on other formulas of the page.
  package var usesNumbers: Bool { !links.isEmpty }

  /// The problem with the formula, if it cannot be shown.
  package var problem: Problem? {
    if case .problem(let problem) = meaning { problem } else { nil }
  }

  /// The formula as MathML; a formula that cannot be shown appears as written.
  ///
  /// - Parameter id: The anchor of a displayed formula.
  package func element(id: String? = nil) -> Element {
    switch meaning {
    case .math(let math): MathML.element(math, tex: tex, isDisplay: isDisplay, tag: tag, id: id)
    case .problem: .text(written)
    }
  }

  /// The same formula with another meaning.
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

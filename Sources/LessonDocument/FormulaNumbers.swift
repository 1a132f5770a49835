import Formulas
import LessonCore

/// The numbers of a document's formulas: those of `\tag`, and the next number for each formula with only a `\label`.
///
/// GitHub does not number formulas by itself, so a formula without a label has no number in any environment.
struct FormulaNumbers {
  /// The texts of references, by label.
  private var texts: [String: String] = [:]
  /// The anchors of formulas, counted from 1, by label.
  private var anchors: [String: Int] = [:]
  private var anchorCount = 0
  /// Labels of more than one formula.
  private var repeated: Set<String> = []
  private var count = 0

  /// The document with numbers in place of labels and references.
  static func resolved(_ document: MarkdownNode) -> MarkdownNode {
    var numbers = FormulaNumbers()
    document.forEach { node in
      guard case .formula(let formula) = node.kind, case .math(let math) = formula.meaning else { return }
      for tag in math.rowTags + [formula.tag].compactMap({ $0 }) { numbers.count(tag) }
      numbers.addAnchor(of: formula)
    }
    return document.mapKinds { node in
      guard case .formula(let formula) = node.kind, formula.usesNumbers else { return nil }
      return .formula(numbers.numbered(formula))
    }
  }

  /// A formula has one anchor, for all of its rows.
  private mutating func addAnchor(of formula: Formula) {
    let labels = formula.links.filter(\.isLabel).map(\.name)
    guard !labels.isEmpty else { return }
    anchorCount += 1
    for label in labels { anchors[label] = anchorCount }
  }

  private mutating func count(_ tag: EquationTag) {
    guard let label = tag.label else { return }
    if tag.text == nil { count += 1 }
    if texts.updateValue(tag.text ?? "\(count)", forKey: label) != nil { repeated.insert(label) }
  }

  private func numbered(_ formula: Formula) -> Formula {
    guard case .math(let math) = formula.meaning else { return formula }
    for link in formula.links {
      if let message = problem(of: link) {
        return formula.with(.problem(Formula.Problem(message: message, range: link.range)), tag: nil)
      }
    }
    var result = formula.with(.math(math.mapped(numbered)), tag: counted(formula.tag))
    result.anchor = formula.links.first(where: \.isLabel).flatMap { anchors[$0.name] }
    if case .reference(let label, _)? = math.parts.first, math.parts.count == 1 {
      result.target = anchors[label]
    }
    return result
  }

  private func numbered(_ part: Math) -> Math? {
    switch part {
    case .reference(let label, let isEnclosed):
      let text = texts[label] ?? ""
      return .text(isEnclosed ? "(\(text))" : text)
    case .table(let table) where !table.tags.isEmpty:
      // The parts of a table may refer to formulas too.
      let rows = table.rows.map { $0.map { $0.map { $0.mapped(numbered) } } }
      let tags = table.tags.map { counted($0) }
      return .table(Math.Table(rows: rows, style: table.style, tags: tags, lines: table.lines))
    default: return nil
    }
  }

  private func counted(_ tag: EquationTag?) -> EquationTag? {
    guard var tag else { return nil }
    if tag.text == nil { tag.text = tag.label.flatMap { texts[$0] } }
    return tag
  }

  private func problem(of link: Formula.Link) -> String? {
    if link.isLabel {
      return repeated.contains(link.name) ? "more than one formula is labelled '\(link.name)'" : nil
    }
    guard texts[link.name] == nil else { return nil }
    let nearest = nearestWord(to: link.name, in: texts.keys.sorted()).map { "; did you mean '\($0)'?" } ?? ""
    return "no formula is labelled '\(link.name)', as by '\\label{\(link.name)}'\(nearest)"
  }
}

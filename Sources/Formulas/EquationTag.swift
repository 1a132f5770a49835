/// The number beside a displayed formula or one of its rows: `(1)`.
package struct EquationTag: Sendable, Hashable {
  /// The author's text, or the page's number; `nil` until formulas are numbered.
  package var text: String?
  /// Whether the text is shown in parentheses.
  package var isEnclosed = true
  /// The name by which formulas refer to it.
  package var label: String?

  /// The text as shown.
  package var shown: String { isEnclosed ? "(\(text ?? ""))" : text ?? "" }
}

extension Math {
  /// The same formula with some parts replaced.
  ///
  /// - Parameter change: The replacement of a part; `nil` keeps the part and continues inside it.
  package func mapped(_ change: (Math) -> Math?) -> Math {
    if let changed = change(self) { return changed }
    func all(_ parts: [Math]) -> [Math] { parts.map { $0.mapped(change) } }
    return switch self {
    case .identifier, .number, .symbol, .sized, .function, .text, .space, .reference: self
    case .row(let parts): .row(all(parts))
    case .fraction(let above, let below, let style):
      .fraction(above.mapped(change), over: below.mapped(change), style)
    case .root(let part, let degree): .root(part.mapped(change), degree: degree?.mapped(change))
    case .scripts(let base, let lower, let upper, let placement):
      .scripts(
        base.mapped(change), lower: lower?.mapped(change), upper: upper?.mapped(change), placement)
    case .accent(let part, let accent): .accent(part.mapped(change), accent)
    case .stacked(let base, let lower, let upper):
      .stacked(base.mapped(change), lower: lower?.mapped(change), upper: upper?.mapped(change))
    case .fenced(let open, let parts, let close): .fenced(open, all(parts), close)
    case .table(let table):
      .table(
        Table(
          rows: table.rows.map { $0.map(all) }, style: table.style, tags: table.tags, lines: table.lines))
    case .boxed(let part): .boxed(part.mapped(change))
    case .colored(let color, let parts): .colored(color, all(parts))
    case .phantom(let part, let phantom): .phantom(part.mapped(change), phantom)
    case .struck(let part, let strike): .struck(part.mapped(change), strike)
    case .arrow(let arrow, let lower, let upper):
      .arrow(arrow, lower: lower?.mapped(change), upper: upper?.mapped(change))
    case .styled(let isDisplay, let parts): .styled(isDisplay: isDisplay, all(parts))
    }
  }

  /// The numbers beside the rows of tables, if the formula is a table or a row that contains tables.
  package var rowTags: [EquationTag] {
    var tags: [EquationTag] = []
    for case .table(let table) in parts { tags += table.tags.compactMap { $0 } }
    return tags
  }
}

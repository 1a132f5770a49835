import LessonCore
import LessonDisplay
import LessonMarkup
import LessonWords

extension Table {
  /// The table as an HTML element with a caption and header scopes.
  ///
  /// Most cells are numbers, so these have no class; cells of text have the class `text` or `long`. Style sheets align numbers right in
  /// figures of equal width; figure spaces after shorter fractions align the decimal points.
  package var html: Element { html(in: nil) }

  /// The table with numbers as a language writes them.
  ///
  /// - Parameter hints: Whether a number that was rounded has more of its digits as a hint.
  package func html(in style: NumberStyle?, hints: Bool = true) -> Element {
    let layout = TableLayout(self)
    let heads = columns.indices.map { column in
      let name = columns[column].name, className = className(ofColumn: column, layout)
      // The corner above the names of rows is no heading.
      return name.isEmpty
        ? Element.tag("td") : .tag("th", ["scope": "col", "class": className])[.text(name)]
    }
    let texts = layout.cells(pad: "\u{2007}", point: "\u{2008}", in: style)
    let rows = zip(rows, texts).map { row, cells in
      Element.tag("tr")[
        cells.indices.map { column in
          if layout.isNumeric[column] {
            let hint = hints ? style.flatMap { columns[column].precise(row[column], in: $0) } : nil
            return .tag("td", ["title": hint])[.text(cells[column].withVisibleDirections)]
          }
          // The first column is the heading of its row.
          let isHead = column == 0 && columns.count > 1
          let className = className(ofColumn: column, layout) ?? (isHead ? nil : "text")
          return Element.tag(isHead ? "th" : "td", ["scope": isHead ? "row" : nil, "class": className])[
            Self.lines(cells[column])]
        }]
    }
    let caption = title.map { [Element.tag("caption")[.text($0)]] } ?? []
    let head = Element.tag("thead")["\n", .tag("tr")[heads], "\n"]
    let body = rows.isEmpty ? [] : [Element.tag("tbody")["\n"][rows.flatMap { [$0, "\n"] }]]
    return .tag("table")["\n"][(caption + [head] + body).flatMap { [$0, "\n"] }]
  }

  private func className(ofColumn column: Int, _ layout: TableLayout) -> String? {
    if layout.isNumeric[column] { return "number" }
    return LongCells.className(longest: layout.cells.map { $0[column].count }.max() ?? 0)
  }

  private static func lines(_ text: String) -> [Element] {
    let lines = text.withVisibleDirections.split(separator: "\n", omittingEmptySubsequences: false)
    return Array(lines.map { [Element.text(String($0))] }.joined(separator: [.tag("br")]))
  }
}

extension Table.Column {
  /// A number with enough digits to identify one of single precision; `nil` if the cell shows as many.
  fileprivate func precise(_ cell: Table.Cell, in style: NumberStyle) -> String? {
    guard case .number(let value) = cell, value.isFinite else { return nil }
    let precise = LessonDisplay.format(value, significantDigits: 9)
    return Double(text(of: cell)) == Double(precise) ? nil : style.text(of: precise)
  }
}

import LessonCore
import LessonDisplay
import LessonMarkup

extension Table {
  /// The table as an HTML element with a caption and header scopes.
  ///
  /// Cells of number columns have the class `number`, which aligns them right in figures of equal width. Figure spaces
  /// after shorter fractions align the decimal points.
  package var html: Element {
    let layout = TableLayout(self)
    let heads = columns.indices.map { column in
      let name = columns[column].name, className = className(ofColumn: column, layout)
      // The corner above the names of rows is no heading.
      return name.isEmpty
        ? Element.tag("td") : .tag("th", ["scope": "col", "class": className])[.text(name)]
    }
    let rows = layout.cells(pad: "\u{2007}", point: "\u{2008}").map { cells in
      Element.tag("tr")[
        cells.indices.map { column in
          if layout.isNumeric[column] {
            return .tag("td", ["class": "number"])[.text(cells[column].withVisibleDirections)]
          }
          // The first column is the heading of its row.
          let isHead = column == 0 && columns.count > 1
          let className = className(ofColumn: column, layout)
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

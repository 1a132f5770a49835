import LessonDocument
import LessonMarkup

extension ProseRenderer {
  mutating func table(_ node: MarkdownNode, _ alignments: [MarkdownNode.Alignment]) {
    let classes = alignments.indices.map { className(ofColumn: $0, of: node, alignments[$0]) }
    output.open("div", ["class": "table"])
    output.open("table")
    output.raw("\n")
    output.open("thead")
    for row in node.children where row.isHeader { self.row(row, classes) }
    output.raw("\n")
    output.close("thead")
    if !node.children.allSatisfy(\.isHeader) {
      output.raw("\n")
      output.open("tbody")
      for row in node.children where !row.isHeader { self.row(row, classes) }
      output.raw("\n")
      output.close("tbody")
    }
    output.raw("\n")
    output.close("table")
    output.close("div")
  }

  private func className(
    ofColumn column: Int, of table: MarkdownNode, _ alignment: MarkdownNode.Alignment
  ) -> String? {
    let lengths = table.children.map { row in
      row.children.indices.contains(column) ? text(of: row.children[column]).count : 0
    }
    let names = [alignment.className, LongCells.className(longest: lengths.max() ?? 0)].compactMap(\.self)
    return names.isEmpty ? nil : names.joined(separator: " ")
  }

  private mutating func row(_ row: MarkdownNode, _ classes: [String?]) {
    output.raw("\n")
    output.open("tr")
    for (cell, className) in zip(row.children, classes) {
      let name = row.isHeader && !cell.children.isEmpty ? "th" : "td"
      output.open(name, ["class": className])
      inlines(cell.children)
      output.close(name)
    }
    output.close("tr")
  }
}

extension MarkdownNode {
  fileprivate var isHeader: Bool { if case .tableRow(isHeader: true) = kind { true } else { false } }
}

extension MarkdownNode.Alignment {
  fileprivate var className: String? {
    switch self {
    case .none: nil
    case .left: "left"
    case .center: "center"
    case .right: "right"
    }
  }
}

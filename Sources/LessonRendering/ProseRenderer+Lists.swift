import LessonDocument
import LessonMarkup
import LessonWords

extension ProseRenderer {
  mutating func list(_ node: MarkdownNode, _ style: MarkdownNode.List) {
    let name = style.start == nil ? "ul" : "ol"
    output.open(name, ["start": style.start.flatMap { $0 == 1 ? nil : String($0) }])
    output.raw("\n")
    for child in node.children {
      item(child, isTight: style.isTight)
      output.raw("\n")
    }
    output.close(name)
  }

  private mutating func item(_ node: MarkdownNode, isTight: Bool) {
    guard case .item(let isDone) = node.kind else { return block(node) }
    output.open("li", ["class": isDone == nil ? nil : "task"])
    if !isTight { output.raw("\n") }
    if let isDone {
      output.open(
        "input",
        [
          "type": "checkbox", "disabled": "", "checked": isDone ? "" : nil,
          "aria-label": words.map { isDone ? $0.done : $0.toDo },
        ])
      output.raw(" ")
    }
    if isTight {
      tightBlocks(node.children)
    } else {
      blocks(node.children)
      output.raw("\n")
    }
    output.close("li")
  }

  /// The blocks of an item in a tight list: its paragraphs become plain text.
  private mutating func tightBlocks(_ nodes: [MarkdownNode]) {
    for (index, node) in nodes.enumerated() {
      if index > 0 { output.raw("\n") }
      if case .paragraph = node.kind { inlines(node.children) } else { blocks([node]) }
    }
  }
}

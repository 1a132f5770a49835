/// The visible text of Markdown, without markup.
package struct PlainProse {
  /// The value of an expression, as text; expressions are left out by default.
  package var expression: (Int) -> String = { _ in "" }

  package init(expression: @escaping (Int) -> String = { _ in "" }) {
    self.expression = expression
  }

  /// The visible text of a node.
  package func text(of node: MarkdownNode) -> String { text(of: node, formula: \.plainText) }

  /// The text from which a heading's anchor is made; as on GitHub, it contains formulas as TeX.
  package func anchorText(of node: MarkdownNode) -> String { text(of: node, formula: \.tex) }

  /// The anchors of all headings of a document, in their order.
  package func anchors(of document: MarkdownNode) -> [String] {
    var anchors = HeadingAnchors()
    var result: [String] = []
    document.forEach { node in
      if case .heading = node.kind { result.append(anchors.anchor(for: anchorText(of: node))) }
    }
    return result
  }

  private func text(of node: MarkdownNode, formula: (Formula) -> String) -> String {
    var text = ""
    add(node, to: &text, formula: formula)
    return text
  }

  private func add(_ node: MarkdownNode, to text: inout String, formula: (Formula) -> String) {
    switch node.kind {
    case .text(let words), .codeSpan(let words): text += words
    case .lessonExpression(let index): text += expression(index)
    case .formula(let it): text += formula(it)
    case .citation(let it): text += it.written
    case .softBreak, .lineBreak: text += " "
    default: for child in node.children { add(child, to: &text, formula: formula) }
    }
  }
}

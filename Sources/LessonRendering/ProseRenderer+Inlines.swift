import LessonCore
import LessonDocument
import LessonMarkup
import LessonWords

extension ProseRenderer {
  /// An element with inlines in it.
  mutating func element(_ name: String, _ nodes: [MarkdownNode]) {
    output.open(name)
    inlines(nodes)
    output.close(name)
  }

  /// Inlines. HTML elements that they leave open are closed at the end.
  mutating func inlines(_ nodes: [MarkdownNode]) {
    let outer = html
    html = RawHTML()
    defer { html = outer }
    let isOutermost = !isInsideInlines
    isInsideInlines = true
    defer { if isOutermost { isInsideInlines = false } }
    let quoted = isOutermost ? quotes?.applied(to: nodes) ?? nodes : nodes
    let nodes = boundSpaces?.bound(quoted) ?? quoted
    if nodes.holdInlineFormula {
      for group in nodes.keepingFormulasWhole { inlines(ofGroup: group) }
    } else {
      for node in nodes { inline(node) }
    }
    if html.isOpen { output.raw(html.closeAll()) }
  }

  /// Inlines without a line break between them.
  private mutating func inlines(ofGroup nodes: [MarkdownNode]) {
    if nodes.count > 1 { output.open("span", ["class": "whole"]) }
    for node in nodes { inline(node) }
    if nodes.count > 1 { output.close("span") }
  }

  private mutating func inline(_ node: MarkdownNode) {
    switch node.kind {
    case .text(let text): output.text(text)
    case .softBreak: output.raw("\n")
    case .lineBreak: output.raw("<br>\n")
    case .codeSpan(let code):
      output.open("code", ["dir": direction == .rightToLeft ? "ltr" : nil])
      let shown = code.withVisibleDirections
      // Fragments have no style sheet.
      if results == nil { output.code(shown) } else { output.inlineCode(shown) }
      output.close("code")
    case .lessonExpression(let index): value(results?.expression(index) ?? "")
    case .formula(let formula): self.formula(formula)
    case .citation(let citation): output.text(citation.written)
    case .inlineHTML(let text): output.raw(html.clean(text))
    case .emphasis: element("em", node.children)
    case .strong: element("strong", node.children)
    case .strikethrough: element("del", node.children)
    case .link(let url, let title): link(node, url, title)
    case .image(let url, let title): image(node, url, title)
    case .footnoteReference(let number): reference(number)
    default: block(node)
    }
  }

  /// The value of an expression. A number is written for people, and the program's own form is a hint if it differs.
  private mutating func value(_ text: String) {
    if let number = results?.numbers?.text(of: text), number != text {
      output.open("span", ["class": "number", "title": text])
      output.text(number)
      output.close("span")
    } else if direction == .rightToLeft {
      output.add(.tag("bdi")[.text(text.withVisibleDirections)])
    } else {
      output.text(text.withVisibleDirections)
    }
  }

  private mutating func formula(_ formula: Formula) {
    if let target = formula.target, !formula.isDisplay {
      return output.add(.tag("a", ["href": "#" + ids.formula(target)])[.text(formula.plainText)])
    }
    output.raw(formulas.markup(of: formula, id: formula.anchor.map(ids.formula)))
  }

  private mutating func link(_ node: MarkdownNode, _ url: String, _ title: String) {
    let address = SafeURL.checked(url, for: .link).map { SafeURL.encoded(SafeURL.pageAddress($0)) }
    output.open("a", ["href": address, "title": title.isEmpty ? results?.hint(url) : title])
    if node.children.isEmpty, let text = results?.reference(url) { output.text(text) }
    inlines(node.children)
    output.close("a")
  }

  private mutating func image(_ node: MarkdownNode, _ url: String, _ title: String) {
    let address = SafeURL.checked(url, for: .image).map(SafeURL.encoded(_:))
    output.open("img", ["src": address, "alt": text(of: node), "title": title.isEmpty ? nil : title])
  }
}

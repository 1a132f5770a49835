import LessonDocument
import LessonMarkup

/// Inlines that pages add to an author's Markdown, as Markdown on one line.
enum InlineMarkdown {
  static func text(of nodes: [MarkdownNode]) -> String {
    // Texts are joined first: a number with a point begins a list only at the beginning of a line.
    var joined: [MarkdownNode] = []
    for node in nodes {
      if case .text(let text) = node.kind, case .text(let before)? = joined.last?.kind {
        joined[joined.count - 1] = MarkdownNode(.text(before + text))
      } else {
        joined.append(node)
      }
    }
    return joined.map(text).joined()
  }

  private static func text(_ node: MarkdownNode) -> String {
    let inner = text(of: node.children)
    switch node.kind {
    case .text(let text): return MarkdownText.escaped(text)
    case .emphasis: return "*\(inner)*"
    case .inlineHTML(let html): return html
    case .link(let url, let title):
      let words = title.isEmpty ? "" : " \"\(MarkdownText.escaped(title).replacing("\"", with: "\\\""))\""
      return "[\(inner)](\(SafeURL.encodedForMarkdown(url))\(words))"
    default: return inner
    }
  }
}

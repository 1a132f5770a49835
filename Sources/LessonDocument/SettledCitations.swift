/// Joins each citation with the brackets around it, which the parser took for text, and makes text of those that stand
/// where they are none: in headings, and in the texts of links and images.
enum SettledCitations {
  /// The tree with citations only where pages write them.
  static func settled(in node: MarkdownNode) -> MarkdownNode {
    guard !node.children.isEmpty else { return node }
    switch node.kind {
    case .heading, .link, .image: return node.mapKinds(\.plainCitation)
    default: break
    }
    var children: [MarkdownNode] = []
    var behind = ""
    for child in node.children {
      switch child.kind {
      case .citation(let citation):
        behind = add(citation, to: &children)
      case .text(let text) where !behind.isEmpty && text.hasPrefix(behind):
        children.append(MarkdownNode(.text(String(text.dropFirst(behind.count)))))
        behind = ""
      default: children.append(settled(in: child))
      }
    }
    return MarkdownNode(node.kind, children: children, range: node.range)
  }

  /// Adds a citation in the place of what stands before it between its brackets.
  ///
  /// - Returns: What follows it, which is the beginning of the next text.
  private static func add(_ citation: Citation, to nodes: inout [MarkdownNode]) -> String {
    let written = Array(citation.written.utf8)
    let before = String(decoding: written[..<citation.core.lowerBound], as: UTF8.self)
    guard let rest = without(before, at: nodes[...]) else {
      nodes.append(MarkdownNode(citation.plain))
      return ""
    }
    nodes = rest + [MarkdownNode(.citation(citation))]
    return String(decoding: written[citation.core.upperBound...], as: UTF8.self)
  }

  /// The nodes without a text at their end, which may have several lines; `nil` if they do not end with it.
  private static func without(_ end: String, at nodes: ArraySlice<MarkdownNode>) -> [MarkdownNode]? {
    if end.isEmpty { return Array(nodes) }
    switch nodes.last?.kind {
    case .text(let text) where text.hasSuffix(end):
      let rest = String(text.dropLast(end.count))
      return nodes.dropLast() + (rest.isEmpty ? [] : [MarkdownNode(.text(rest))])
    case .text(let text) where !text.isEmpty && end.hasSuffix(text):
      return without(String(end.dropLast(text.count)), at: nodes.dropLast())
    case .softBreak where end.last?.isNewline ?? false:
      return without(String(end.dropLast()), at: nodes.dropLast())
    default: return nil
    }
  }
}

extension Citation {
  /// The part that the parser gave to it, as text.
  fileprivate var plain: MarkdownNode.Kind {
    .text(String(decoding: Array(written.utf8)[core], as: UTF8.self))
  }
}

extension MarkdownNode {
  fileprivate var plainCitation: Kind? {
    if case .citation(let citation) = kind { citation.plain } else { nil }
  }
}

/// The line `[!NOTE]` that turns a quote into an alert, by GitHub's rules: alone on its line, with text below.
struct AlertOpening {
  let kind: MarkdownNode.Alert
  /// The content of the quote without that line.
  let rest: [MarkdownNode]

  /// - Parameter blocks: The content of the quote.
  init?(_ blocks: [MarkdownNode]) {
    guard let first = blocks.first, case .paragraph = first.kind else { return nil }
    guard case .text(let beginning)? = first.children.first?.kind, beginning.utf8.first == UInt8(ascii: "[")
    else { return nil }
    let line = first.children.prefix { !$0.isLineEnd }
    var word = ""
    for node in line {
      guard case .text(let text) = node.kind else { return nil }
      word += text
    }
    while word.last?.isWhitespace == true { word.removeLast() }
    guard word.hasPrefix("[!"), word.hasSuffix("]"),
      let kind = MarkdownNode.Alert(rawValue: word.dropFirst(2).dropLast().lowercased())
    else { return nil }
    let below = Array(first.children.dropFirst(line.count + 1))
    let paragraph = below.isEmpty ? [] : [MarkdownNode(.paragraph, children: below, range: first.range)]
    let rest = paragraph + blocks.dropFirst()
    guard !rest.isEmpty else { return nil }
    self.kind = kind
    self.rest = rest
  }
}

extension MarkdownNode {
  fileprivate var isLineEnd: Bool {
    switch kind {
    case .softBreak, .lineBreak: true
    default: false
    }
  }
}

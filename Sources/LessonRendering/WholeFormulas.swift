import LessonDocument

extension [MarkdownNode] {
  /// Whether the inlines contain a formula in running text.
  var holdInlineFormula: Bool { contains(where: \.isInlineFormula) }

  /// The nodes in groups that keep a formula together with the punctuation that touches it.
  ///
  /// Otherwise browsers may break a line between a formula and a following comma.
  var keepingFormulasWhole: [[MarkdownNode]] {
    var groups: [[MarkdownNode]] = []
    var rest = self[...]
    while let node = rest.popFirst() {
      guard node.isInlineFormula else {
        groups.append([node])
        continue
      }
      var group = [node]
      if groups.last?.count == 1, case .text(let before)? = groups.last?.first?.kind {
        let words = before.trimmingPunctuationAtEnd
        groups[groups.count - 1] = [MarkdownNode(.text(String(words)))]
        group.insert(MarkdownNode(.text(String(before[words.endIndex...]))), at: 0)
      }
      if case .text(let after)? = rest.first?.kind {
        let words = after.drop(while: \.isPunctuation)
        rest[rest.startIndex] = MarkdownNode(.text(String(words)))
        group.append(MarkdownNode(.text(String(after[..<words.startIndex]))))
      }
      groups.append(group.filter { !$0.isEmptyText })
    }
    return groups.filter { $0.count != 1 || !$0[0].isEmptyText }
  }
}

extension MarkdownNode {
  fileprivate var isEmptyText: Bool { if case .text(let text) = kind { text.isEmpty } else { false } }

  fileprivate var isInlineFormula: Bool {
    if case .formula(let formula) = kind { !formula.isDisplay } else { false }
  }
}

extension String {
  fileprivate var trimmingPunctuationAtEnd: Substring {
    var words = self[...]
    while words.last?.isPunctuation == true { words.removeLast() }
    return words
  }
}

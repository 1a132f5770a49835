extension Shown {
  /// The same data with translated titles, axes, series, column heads, text cells, and names of frames.
  ///
  /// - Parameter labels: Translations by the text in the code.
  public func relabelled(_ labels: [String: String]) -> Shown {
    guard !labels.isEmpty else { return self }
    return switch self {
    case .text: self
    case .table(let table): .table(table.relabelled(labels))
    case .plot(let plot): .plot(plot.relabelled { labels[$0] ?? $0 })
    case .group(let parts): .group(parts.map { $0.relabelled(labels) })
    case .frames(let frames): .frames(frames.relabelled(labels))
    }
  }
}

extension Table {
  fileprivate func relabelled(_ labels: [String: String]) -> Table {
    func relabel(_ text: String) -> String { labels[text] ?? text }
    return Table(
      title: title.map(relabel),
      columns: columns.map { Column(relabel($0.name), format: $0.format) },
      cells: rows.map { row in
        row.map { if case .text(let text) = $0 { .text(relabel(text)) } else { $0 } }
      })
  }
}

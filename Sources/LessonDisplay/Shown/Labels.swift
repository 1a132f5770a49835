extension Shown {
  /// The same data with other words in titles, axes, series, column heads and the text cells of tables.
  ///
  /// - Parameter labels: From what the code says to what a page in another language says.
  public func relabelled(_ labels: [String: String]) -> Shown {
    guard !labels.isEmpty else { return self }
    return switch self {
    case .text: self
    case .table(let table): .table(table.relabelled(labels))
    case .plot(let plot): .plot(plot.relabelled { labels[$0] ?? $0 })
    case .group(let parts): .group(parts.map { $0.relabelled(labels) })
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

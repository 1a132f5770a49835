/// Numbers in the shape of a tensor: nested lists, with rows below each other and columns aligned right.
struct TensorText {
  private let scalars: [Double]
  private let extents: [Int]
  /// The width of each column of the innermost rows, for alignment.
  private var columnWidths: [Int: Int] = [:]

  /// - Parameter scalars: In row-major order; their count is the product of the extents.
  init(_ scalars: [Double], extents: [Int]) {
    self.scalars = scalars
    self.extents = extents
    guard extents.count > 1 else { return }
    for row in shownRows(axis: 0, offset: 0) {
      for case let column? in shownIndices(extents.count - 1) {
        columnWidths[column] = max(columnWidths[column] ?? 0, format(scalars[row + column]).count)
      }
    }
  }

  var text: String {
    let isWhole = extents.indices.allSatisfy { shownIndices($0).count == extents[$0] }
    let texts = list(axis: 0, offset: 0)
    return isWhole ? texts : "\(texts) (\(extents.map(String.init).joined(separator: " × ")))"
  }

  /// The indices shown along an axis: many for a vector, fewer the more axes there are.
  private func shownIndices(_ axis: Int) -> [Int?] {
    let extent = extents[axis]
    let (limit, first, last) =
      switch extents.count {
      case 1: (20, 10, 3)
      case 2: (8, 4, 3)
      default: (5, 2, 1)
      }
    guard extent > limit else { return Array(0..<extent) }
    return Array(0..<first) + [nil] + Array(extent - last..<extent)
  }

  private func list(axis: Int, offset: Int) -> String {
    guard axis < extents.count else { return format(scalars[offset]) }
    let stride = extents[(axis + 1)...].reduce(1, *)
    let isRow = axis == extents.count - 1
    let parts = shownIndices(axis).map { index in
      guard let index else { return "…" }
      let text = list(axis: axis + 1, offset: offset + index * stride)
      return String(repeating: " ", count: isRow ? max(0, (columnWidths[index] ?? 0) - text.count) : 0) + text
    }
    guard !isRow else { return "[" + parts.joined(separator: ", ") + "]" }
    let indented = parts.map { $0.split(separator: "\n").joined(separator: "\n ") }
    return "[" + indented.joined(separator: ",\n ") + "]"
  }

  /// The offsets of the rows that are shown.
  private func shownRows(axis: Int, offset: Int) -> [Int] {
    guard axis < extents.count - 1 else { return [offset] }
    let stride = extents[(axis + 1)...].reduce(1, *)
    return shownIndices(axis).compactMap(\.self).flatMap {
      shownRows(axis: axis + 1, offset: offset + $0 * stride)
    }
  }
}

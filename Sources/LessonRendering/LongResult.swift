import LessonDisplay

/// How much of a long result is visible; the rest is collapsed.
enum LongResult {
  private static let longest = 30
  private static let beginning = 12

  /// How many of `count` lines or rows are visible: all of them if they are few.
  static func shown(of count: Int) -> Int { count > longest ? beginning : count }
}

extension Table {
  /// The first rows, and the collapsed rest.
  var folded: (beginning: Table, rest: Table?) {
    let shown = LongResult.shown(of: rows.count)
    guard shown < rows.count else { return (self, nil) }
    return (
      Table(title: title, columns: columns, cells: Array(rows[..<shown])),
      Table(columns: columns, cells: Array(rows[shown...]))
    )
  }
}

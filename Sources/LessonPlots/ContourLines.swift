import LessonDisplay

/// Finds the regions of a grid whose values are at least a level, by marching squares.
///
/// The grid fills the unit square. Values outside of it and gaps count as below every level, so that all outlines are
/// closed.
struct ContourLines {
  typealias Point = (x: Double, y: Double)

  private let grid: Grid

  init(_ grid: Grid) { self.grid = grid }

  /// The outlines of the regions at or above a level. The region is to the left of an outline's direction.
  func outlines(at level: Double) -> [[Point]] {
    guard grid.rows > 1, grid.columns > 1 else { return [] }
    var next: [Edge: Edge] = [:]
    for row in -1..<grid.rows {
      for column in -1..<grid.columns { march(row, column, level, &next) }
    }
    return loops(next).map { loop in loop.map { point(on: $0, level) } }
  }

  /// A side of a cell, identified by its lesser end.
  private struct Edge: Hashable {
    var row: Int
    var column: Int
    var isHorizontal: Bool
  }

  private func value(_ row: Int, _ column: Int) -> Double? {
    guard (0..<grid.rows).contains(row), (0..<grid.columns).contains(column) else { return nil }
    let value = grid[row, column]
    return value.isNaN ? nil : value
  }

  /// Connects the sides of a cell through which the outline enters and leaves it.
  private func march(_ row: Int, _ column: Int, _ level: Double, _ next: inout [Edge: Edge]) {
    // Corners and the sides that follow them, counterclockwise from the lower left corner.
    let values = [
      value(row, column), value(row, column + 1), value(row + 1, column + 1), value(row + 1, column),
    ]
    let isAbove = values.map { ($0 ?? -.infinity) >= level }
    let edges = [
      Edge(row: row, column: column, isHorizontal: true),
      Edge(row: row, column: column + 1, isHorizontal: false),
      Edge(row: row + 1, column: column, isHorizontal: true),
      Edge(row: row, column: column, isHorizontal: false),
    ]
    let starts = (0..<4).filter { isAbove[$0] && !isAbove[($0 + 1) % 4] }
    let ends = (0..<4).filter { !isAbove[$0] && isAbove[($0 + 1) % 4] }
    guard starts.count == 2 else {
      if let start = starts.first, let end = ends.first { next[edges[start]] = edges[end] }
      return
    }
    // If two opposite corners are above the level, a high mean joins them and cuts off the other two corners.
    let middle = values.reduce(0) { $0 + ($1 ?? -.infinity) } / 4
    for start in starts { next[edges[start]] = edges[(start + (middle >= level ? 1 : 3)) % 4] }
  }

  private func loops(_ next: [Edge: Edge]) -> [[Edge]] {
    var rest = next
    let starts = next.keys.sorted {
      ($0.row, $0.column, $0.isHorizontal ? 0 : 1) < ($1.row, $1.column, $1.isHorizontal ? 0 : 1)
    }
    return starts.compactMap { start in
      var loop: [Edge] = []
      var edge = start
      while let following = rest.removeValue(forKey: edge) {
        loop.append(edge)
        edge = following
      }
      return loop.isEmpty ? nil : loop
    }
  }

  private func point(on edge: Edge, _ level: Double) -> Point {
    let far = edge.isHorizontal ? (edge.row, edge.column + 1) : (edge.row + 1, edge.column)
    let (a, b) = (value(edge.row, edge.column), value(far.0, far.1))
    let part: Double
    if let a, let b, a.isFinite, b.isFinite {
      part = a == b ? 0.5 : min(max((level - a) / (b - a), 0), 1)
    } else {
      // Outside the grid, at a gap or at an infinity, interpolation is impossible.
      part = (a ?? -.infinity) >= level ? 0 : 1
    }
    let row = Double(edge.row) + (edge.isHorizontal ? 0 : part)
    let column = Double(edge.column) + (edge.isHorizontal ? part : 0)
    return (column / Double(grid.columns - 1), row / Double(grid.rows - 1))
  }
}

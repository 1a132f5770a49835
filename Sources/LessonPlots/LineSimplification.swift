/// Simplifies lines to fewer points that look the same.
enum LineSimplification {
  typealias Point = (x: Double, y: Double)

  /// The line without points that are within `tolerance` of the line between their remaining neighbours.
  ///
  /// Algorithm of Ramer (1972) and of Douglas and Peucker (1973). Both ends stay.
  static func simplified(_ line: [Point], tolerance: Double) -> [Point] {
    guard line.count > 3 else { return line }
    var kept = [Bool](repeating: false, count: line.count)
    (kept[0], kept[line.count - 1]) = (true, true)
    // The ends of a loop are equal or neighbours, so the point furthest from them must stay too.
    var spans = [0..<line.count - 1]
    while let span = spans.popLast() {
      let (start, end) = (line[span.lowerBound], line[span.upperBound])
      let furthest = span.dropFirst().map { ($0, distance(line[$0], start, end)) }.max { $0.1 < $1.1 }
      guard let (index, size) = furthest, size > tolerance else { continue }
      kept[index] = true
      spans += [span.lowerBound..<index, index..<span.upperBound]
    }
    return line.indices.filter { kept[$0] }.map { line[$0] }
  }

  private static func distance(_ point: Point, _ start: Point, _ end: Point) -> Double {
    let (x, y) = (end.x - start.x, end.y - start.y)
    let size = x * x + y * y
    let part = size > 0 ? ((point.x - start.x) * x + (point.y - start.y) * y) / size : 0
    let inside = min(max(part, 0), 1)
    let (dx, dy) = (point.x - start.x - inside * x, point.y - start.y - inside * y)
    return (dx * dx + dy * dy).squareRoot()
  }
}

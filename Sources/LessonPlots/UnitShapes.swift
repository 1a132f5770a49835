import LessonDisplay
import LessonMarkup

/// Shapes in a square that a drawing stretches over its plot, so that a drawing of another size can use them too.
enum UnitShapes {
  /// The side of the square. Whole numbers in it are finer than a screen shows.
  static let side = 2000.0

  /// Less than a pixel in a plot of any width.
  private static let tolerance = 0.8

  /// A closed outline of points from 0 to 1, the first row at the bottom, as path data.
  static func path(_ loop: [ContourLines.Point]) -> String {
    let corners = LineSimplification.simplified(
      loop.map { ($0.x * side, (1 - $0.y) * side) }, tolerance: tolerance)
    guard corners.count >= 3 else { return "" }
    return PathData.line(corners.map { ($0.x.rounded(), $0.y.rounded()) }) + "Z"
  }
}

extension PlotFrame {
  /// Shapes of the unit square over the whole plot.
  func stretched(_ shapes: Element) -> Element {
    let scale = [right - left, bottom - top].map {
      LessonDisplay.format($0 / UnitShapes.side, significantDigits: 6)
    }
    let place = "translate(\(coordinate(left)) \(coordinate(top))) scale(\(scale.joined(separator: " ")))"
    return .tag("g", ["transform": place])[shapes]
  }
}

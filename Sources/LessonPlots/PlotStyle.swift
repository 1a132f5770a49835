import LessonDisplay
import LessonMarkup

/// The style that distinguishes the lines of a plot: a colour and a marker each.
enum PlotStyle {
  /// Contrast between 3:1 and 6:1 against white and against the dark backgrounds of pages, so that one palette serves
  /// both. Neighbours differ in lightness or hue for every common kind of colour vision.
  static let colours = [
    "#0072b2", "#d55e00", "#009e73", "#aa4fa0", "#8f7700", "#3f8fd0", "#c8375d", "#7a7a7a",
  ]

  static func colour(_ index: Int) -> String { colours[index % colours.count] }

  /// The same colours for dark pages, where they are clearer when they are lighter. A page's style sheet has them, too.
  static let lightened = [
    "#3a96d6", "#f0833c", "#2cbb90", "#d07fc8", "#bfa32e", "#8cc4f0", "#ec6a8b", "#a9a9a9",
  ]

  /// The dashes of a line without markers; `nil` for a whole line.
  static func dashes(_ index: Int) -> String? { dashes[index % dashes.count] }

  private static let dashes = [nil, "7 4", "2 3.5", "11 3.5 2 3.5", "14 5", "5 3 2 3 2 3"]

  /// Moves on by one after each round of colours, so that no two of 64 lines look the same.
  static func marker(_ index: Int) -> PlotMarker {
    PlotMarker.allCases[(index + index / colours.count) % PlotMarker.allCases.count]
  }
}

/// The shape of a point.
package enum PlotMarker: CaseIterable {
  case circle, square, triangle, diamond, downTriangle, ring, plus, cross

  /// The marker in characters.
  package var character: Character {
    switch self {
    case .circle: "●"
    case .square: "■"
    case .triangle: "▲"
    case .diamond: "◊"
    case .downTriangle: "▼"
    case .ring: "○"
    case .plus: "+"
    case .cross: "×"
    }
  }

  /// The corners of a polygon of radius 1 around its middle; empty for round markers.
  fileprivate var corners: [(Double, Double)] {
    switch self {
    case .circle, .ring: []
    case .square: [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]
    case .triangle: [(0, -1.2), (1.1, 0.8), (-1.1, 0.8)]
    case .downTriangle: [(0, 1.2), (1.1, -0.8), (-1.1, -0.8)]
    case .diamond: [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)]
    case .plus: Self.star([(0.35, 0.35), (0.35, 1.2), (-0.35, 1.2)])
    case .cross: Self.star([(0.5, 0), (1.1, 0.6), (0.6, 1.1)])
    }
  }

  /// Four arms, given by the corners of one of them.
  private static func star(_ arm: [(Double, Double)]) -> [(Double, Double)] {
    (0..<4).flatMap { turns in
      arm.map { corner in (0..<turns).reduce(corner) { turned, _ in (-turned.1, turned.0) } }
    }
  }

  /// The shape at a place.
  package func element(x: Double, y: Double, radius: Double, title: String? = nil) -> Element {
    let shape: Element
    switch self {
    case .circle: shape = .tag("circle", ["cx": coordinate(x), "cy": coordinate(y), "r": coordinate(radius)])
    case .ring:
      shape = .tag(
        "circle",
        [
          "cx": coordinate(x), "cy": coordinate(y), "r": coordinate(radius * 0.9), "fill": "none",
          "stroke": "currentColor", "stroke-width": "1.5",
        ])
    default:
      let points = corners.map { "\(coordinate(x + $0.0 * radius)) \(coordinate(y + $0.1 * radius))" }
      shape = .tag("path", ["d": "M\(points.joined(separator: "L"))Z"])
    }
    return title.map { shape[.tag("title")[.text($0)]] } ?? shape
  }
}

extension PlotMarker {
  /// The shape at many places, as one element.
  static func elements(_ marker: PlotMarker, at places: [(x: Double, y: Double)], radius: Double) -> Element {
    let outline = outline(of: marker, radius)
    let data = places.map { "M" + PathData.numbers([$0.x, $0.y].map(PathData.tenths)) + outline }.joined()
    return switch marker {
    case .circle: stroke(data, width: 2 * radius, cap: "round")
    case .square: stroke(data, width: 1.8 * radius, cap: "square")
    case .ring: stroke(data, width: 1.5)
    case .plus, .cross: stroke(data, width: 0.7 * radius)
    case .triangle, .diamond, .downTriangle: .tag("path", ["d": data])
    }
  }

  /// The shape from its middle on, in the syntax of a path.
  private static func outline(of marker: PlotMarker, _ radius: Double) -> String {
    func step(_ x: Double, _ y: Double) -> String { steps([(x, y)]) }
    func steps(_ steps: [(Double, Double)]) -> String {
      PathData.numbers(steps.flatMap { [$0.0, $0.1] }.map { PathData.tenths($0 * radius) })
    }
    switch marker {
    case .circle, .square: return "h0"
    case .ring:
      let arc = "a\(step(0.9, 0.9)) 0 1 0 "
      return "m\(step(-0.9, 0))\(arc)\(step(1.8, 0))\(arc)\(step(-1.8, 0))"
    case .plus: return "m\(step(-1.2, 0))l\(step(2.4, 0))m\(step(-1.2, -1.2))l\(step(0, 2.4))"
    case .cross: return "m\(step(-0.85, -0.85))l\(step(1.7, 1.7))m\(step(0, -1.7))l\(step(-1.7, 1.7))"
    case .triangle, .diamond, .downTriangle:
      let corners = marker.corners
      let sides = zip(corners, corners.dropFirst()).map { ($1.0 - $0.0, $1.1 - $0.1) }
      return "m\(steps([corners[0]]))l\(steps(sides))Z"
    }
  }

  private static func stroke(_ data: String, width: Double, cap: String? = nil) -> Element {
    .tag(
      "path",
      [
        "d": data, "fill": "none", "stroke": "currentColor", "stroke-width": coordinate(width),
        "stroke-linecap": cap,
      ])
  }
}

/// A coordinate with at most two decimals.
func coordinate(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
  let fraction = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
  return "\(hundredths < 0 ? "-" : "")\(whole)\(fraction)"
}

import Foundation

/// A point of a glyph: x to the right and y down, both from 0 to 1 over the box of the digit.
typealias GlyphPoint = SIMD2<Double>

/// One movement of the pen.
struct Stroke: Sendable {
  /// The points through which the pen passes.
  var points: [GlyphPoint]
  /// Whether the stroke is a smooth curve through the points, or straight from one to the next.
  let isCurved: Bool

  static func line(_ points: GlyphPoint...) -> Stroke {
    Stroke(points: points, isCurved: false)
  }

  static func curve(_ points: GlyphPoint...) -> Stroke {
    Stroke(points: points, isCurved: true)
  }

  /// A part of an ellipse; degrees run clockwise from the right.
  static func arc(center: GlyphPoint, radii: GlyphPoint, degrees: ClosedRange<Double>) -> Stroke {
    let steps = 6
    let points = (0...steps).map { step in
      let share = Double(step) / Double(steps)
      let angle = (degrees.lowerBound * (1 - share) + degrees.upperBound * share) * .pi / 180
      return center + radii * GlyphPoint(cos(angle), sin(angle))
    }
    return Stroke(points: points, isCurved: true)
  }
}

/// The ways of writing each digit, as schools in different countries teach them.
enum DigitGlyphs {
  static let variants: [[[Stroke]]] = [
    zero, one, two, three, four, five, six, seven, eight, nine,
  ]

  private static let zero: [[Stroke]] = [
    [.arc(center: [0.5, 0.5], radii: [0.27, 0.42], degrees: -95...275)],
    [.arc(center: [0.5, 0.5], radii: [0.34, 0.38], degrees: -60...300)],
    [
      .curve(
        [0.56, 0.1], [0.36, 0.2], [0.28, 0.55], [0.38, 0.88], [0.58, 0.86], [0.7, 0.5],
        [0.64, 0.18], [0.46, 0.12])
    ],
  ]

  private static let one: [[Stroke]] = [
    [.line([0.5, 0.08], [0.5, 0.92])],
    [.line([0.34, 0.27], [0.54, 0.08], [0.54, 0.92])],
    [.line([0.34, 0.24], [0.52, 0.08], [0.52, 0.92]), .line([0.34, 0.92], [0.72, 0.92])],
  ]

  private static let two: [[Stroke]] = [
    [
      .curve(
        [0.25, 0.28], [0.36, 0.12], [0.56, 0.08], [0.72, 0.22], [0.68, 0.42], [0.48, 0.66],
        [0.24, 0.9]),
      .line([0.24, 0.9], [0.78, 0.9]),
    ],
    [
      .curve(
        [0.28, 0.24], [0.48, 0.08], [0.68, 0.2], [0.64, 0.46], [0.42, 0.8], [0.26, 0.9],
        [0.22, 0.78], [0.36, 0.74],
        [0.56, 0.88], [0.8, 0.86])
    ],
    [
      .curve([0.24, 0.16], [0.5, 0.08], [0.7, 0.24], [0.56, 0.54], [0.27, 0.88]),
      .curve([0.27, 0.88], [0.5, 0.84], [0.76, 0.92]),
    ],
  ]

  private static let three: [[Stroke]] = [
    [
      .curve([0.26, 0.18], [0.5, 0.07], [0.7, 0.22], [0.62, 0.41], [0.44, 0.48]),
      .curve([0.44, 0.48], [0.7, 0.56], [0.74, 0.76], [0.52, 0.93], [0.24, 0.84]),
    ],
    [
      .line([0.26, 0.1], [0.72, 0.1], [0.45, 0.42]),
      .curve([0.45, 0.42], [0.7, 0.5], [0.75, 0.74], [0.52, 0.93], [0.24, 0.84]),
    ],
  ]

  private static let four: [[Stroke]] = [
    [.line([0.34, 0.08], [0.24, 0.56], [0.78, 0.56]), .line([0.64, 0.3], [0.62, 0.94])],
    [.line([0.62, 0.94], [0.62, 0.06], [0.2, 0.62], [0.82, 0.62])],
    [
      .curve([0.28, 0.1], [0.25, 0.38], [0.4, 0.52], [0.68, 0.46]),
      .line([0.7, 0.08], [0.66, 0.94]),
    ],
  ]

  private static let five: [[Stroke]] = [
    [
      .line([0.74, 0.1], [0.34, 0.1], [0.3, 0.46]),
      .curve([0.3, 0.46], [0.52, 0.38], [0.74, 0.54], [0.7, 0.8], [0.48, 0.93], [0.24, 0.84]),
    ],
    [
      .curve(
        [0.72, 0.1], [0.42, 0.12], [0.31, 0.29], [0.4, 0.44], [0.64, 0.54], [0.7, 0.76],
        [0.48, 0.93], [0.25, 0.85])
    ],
    [
      .curve(
        [0.36, 0.12], [0.32, 0.44], [0.54, 0.42], [0.71, 0.58], [0.64, 0.84], [0.4, 0.93],
        [0.24, 0.82]),
      .line([0.36, 0.12], [0.76, 0.09]),
    ],
  ]

  private static let six: [[Stroke]] = [
    [
      .curve(
        [0.64, 0.08], [0.42, 0.24], [0.29, 0.55], [0.33, 0.82], [0.52, 0.93], [0.71, 0.8],
        [0.69, 0.6], [0.5, 0.53],
        [0.32, 0.68])
    ],
    [
      .curve([0.46, 0.06], [0.34, 0.3], [0.28, 0.56], [0.3, 0.74]),
      .arc(center: [0.5, 0.72], radii: [0.2, 0.2], degrees: -180...180),
    ],
  ]

  private static let seven: [[Stroke]] = [
    [.line([0.22, 0.12], [0.76, 0.12], [0.42, 0.93])],
    [.line([0.24, 0.12], [0.74, 0.12], [0.44, 0.93]), .line([0.36, 0.5], [0.72, 0.5])],
    [
      .curve([0.2, 0.22], [0.28, 0.12], [0.52, 0.15], [0.78, 0.1]),
      .curve([0.78, 0.1], [0.58, 0.48], [0.48, 0.93]),
    ],
  ]

  private static let eight: [[Stroke]] = [
    [
      .arc(center: [0.5, 0.28], radii: [0.19, 0.2], degrees: 90...450),
      .arc(center: [0.5, 0.71], radii: [0.24, 0.22], degrees: -90...270),
    ],
    [
      .curve(
        [0.68, 0.18], [0.48, 0.07], [0.32, 0.22], [0.44, 0.42], [0.65, 0.6], [0.68, 0.82],
        [0.5, 0.93], [0.31, 0.8],
        [0.39, 0.57], [0.62, 0.38], [0.7, 0.2])
    ],
  ]

  private static let nine: [[Stroke]] = [
    [
      .arc(center: [0.5, 0.3], radii: [0.21, 0.22], degrees: 0...360),
      .line([0.71, 0.3], [0.64, 0.94]),
    ],
    [
      .curve(
        [0.7, 0.22], [0.5, 0.08], [0.3, 0.24], [0.36, 0.46], [0.58, 0.46], [0.71, 0.24],
        [0.7, 0.55], [0.6, 0.82],
        [0.36, 0.92])
    ],
  ]
}

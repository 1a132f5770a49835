import LessonCore
import LessonDisplay
import LessonMarkup

/// The key of a plot's colours: a strip at its right, with numbers.
struct ColourBar {
  /// Columns side by side, each of strips from low to high, of equal height.
  let columns: [[PlotColour]]
  /// The numbers between the strips; `strips` counts the strips below a number.
  let labels: [(strips: Double, text: String)]
  /// What is above the bar, such as that it is logarithmic.
  var caption = ""

  private static let width = 12.0
  private static let gap = 12.0

  private var barWidth: Double { Self.width * Double(columns.count) }
  private var strips: Int { max(1, columns.first?.count ?? 1) }

  /// The width that the bar needs.
  var room: Double {
    let text = labels.map { TextWidth.estimate($0.text, size: Drawing.fontSize) }.max() ?? 0
    let caption = TextWidth.estimate(caption, size: Drawing.smallFontSize)
    return Self.gap + max(barWidth + 5 + text, caption)
  }

  func element(beside frame: PlotFrame) -> Element {
    let left = frame.right + Self.gap
    let size = (frame.bottom - frame.top) / Double(strips)
    let strips = columns.enumerated().flatMap { column, colours in
      colours.enumerated().map { index, colour in
        Element.tag(
          "rect",
          [
            "x": coordinate(left + Double(column) * Self.width),
            "y": coordinate(frame.bottom - Double(index + 1) * size),
            "width": coordinate(Self.width), "height": coordinate(size), "color": colour.name,
            "fill": "currentColor", "fill-opacity": colour.opacity,
          ])
      }
    }
    let outline = Element.tag(
      "rect",
      [
        "x": coordinate(left), "y": coordinate(frame.top), "width": coordinate(barWidth),
        "height": coordinate(frame.bottom - frame.top), "fill": "none", "stroke": "currentColor",
        "stroke-opacity": "0.4", "shape-rendering": "auto",
      ])
    let above =
      caption.isEmpty
      ? [] : [Drawing.label(caption, x: left, y: frame.top - 5, size: Drawing.smallFontSize)]
    var texts: [Element] = []
    var last = Double.infinity
    for label in labels {
      let y = min(max(frame.bottom - label.strips * size + 4.5, frame.top + 9), frame.bottom)
      guard last - y >= 15 else { continue }
      texts.append(Drawing.label(label.text, x: left + barWidth + 5, y: y))
      last = y
    }
    return .tag("g", ["class": "scale", "shape-rendering": "crispEdges"])[strips + [outline] + above + texts]
  }
}

/// A translucent colour, which suits light and dark pages.
struct PlotColour: Equatable {
  /// The colour of a series, which is lighter on dark pages; `nil` for that of text.
  let name: String?
  private let alpha: Double

  /// The highest opacity of a colour: what is not below text is as clear as a series.
  ///
  /// Below text it is the highest at which text stays readable on every page. Orange is lighter than blue on dark pages,
  /// and stays more translucent.
  private static func strongest(_ series: Int?, isBelowText: Bool) -> Double {
    guard isBelowText else { return 0.9 }
    return switch series {
    case nil: 0.68
    case 0: 0.62
    default: 0.54
    }
  }

  /// - Parameters:
  ///   - series: The series whose colour it is; `nil` for the colour of text.
  ///   - strength: From 0, the background's colour, to 1.
  ///   - isBelowText: Whether text can stand on the colour.
  init(series: Int?, strength: Double, isBelowText: Bool) {
    name = series.map(PlotStyle.colour)
    alpha = min(max(strength, 0), 1) * Self.strongest(series, isBelowText: isBelowText)
  }

  var opacity: String { coordinate(alpha) }

  /// The opacity that gives this colour on top of a weaker one of the same kind.
  func opacity(over weaker: PlotColour) -> String {
    LessonDisplay.format(1 - (1 - alpha) / (1 - weaker.alpha), decimals: 3)
  }
}

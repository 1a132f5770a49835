import LessonCore
import LessonMarkup

/// A name beside a plot: on several lines if it is long, and cut in its middle if even these are too short, because
/// names that begin alike differ at their ends.
struct PlotLabel: Equatable {
  let whole: String
  let lines: [String]
  private let size: Double

  /// - Parameters:
  ///   - width: The largest width of a line, in drawing units.
  ///   - most: The largest number of lines, 1 or more.
  init(_ whole: String, size: Double = Drawing.fontSize, width: Double, lines most: Int) {
    self.whole = whole
    self.size = size
    lines = TextWidth.lines(whole, atMost: most) { TextWidth.estimate($0, size: size) <= width }
  }

  /// A name on one line, as it is.
  init(line: String) {
    whole = line
    lines = [line]
    size = Drawing.fontSize
  }

  /// The distance of two lines.
  static let lineHeight = 15.0

  /// The width of the longest line.
  var width: Double { lines.map { TextWidth.estimate($0, size: size) }.max() ?? 0 }

  var height: Double { Double(lines.count) * Self.lineHeight }

  /// The whole name, if a part of it is cut out.
  var hint: String? {
    let words = whole.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return lines.joined(separator: " ") == words ? nil : whole
  }

  /// The name with its middle at a height.
  func element(x: Double, middle: Double, anchor: String? = "start") -> Element {
    element(x: x, top: middle - height / 2, anchor: anchor)
  }

  /// The name below a height.
  ///
  /// - Parameter anchor: `nil` if a group around the name has its anchor, its opacity and its size.
  func element(x: Double, top: Double, anchor: String? = "start") -> Element {
    let texts = lines.enumerated().map { index, line in
      // The baseline is about a third of the font's size below the middle of a line.
      let baseline = top + (Double(index) + 0.5) * Self.lineHeight + size * 0.35
      return Drawing.label(
        line, x: x, y: baseline, anchor: anchor,
        size: anchor == nil || size == Drawing.fontSize ? nil : size)
    }
    return hinted(texts)
  }

  /// The name from bottom to top, ending at a height, in a group of labels.
  func turned(x: Double, top: Double) -> Element {
    let texts = lines.enumerated().map { index, line in
      let baseline = x + (Double(index) + 0.5 - Double(lines.count) / 2) * Self.lineHeight + size * 0.35
      let (x, y) = (coordinate(baseline), coordinate(top))
      return Element.tag(
        "text",
        ["x": x, "y": y, "transform": "rotate(-90 \(x) \(y))", "text-anchor": "end"])[
          .text(line)]
    }
    return hinted(texts)
  }

  private func hinted(_ texts: [Element]) -> Element {
    guard let hint else { return texts.count == 1 ? texts[0] : .group(texts) }
    return .tag("g")[.tag("title")[.text(hint)]][texts]
  }
}

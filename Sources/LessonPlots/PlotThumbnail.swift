import LessonMarkup
import LessonWords

/// A small picture of a plot, for lists: its shapes without text.
package struct PlotThumbnail {
  /// The largest picture in bytes; what is larger has too many shapes to be recognised in a list.
  private static let mostBytes = 16 << 10
  /// The space around the shapes, in drawing units: half a marker is outside of the frame.
  private static let margin = 6.0
  /// The colour of axes, which both light and dark pages show.
  private static let ink = "#7d8692"

  /// The picture as an SVG file.
  package let svg: String

  /// The picture of a plot; `nil` if it would be too large.
  package init?(_ plot: any Drawable, in words: PlotWords) {
    let sheet = Sheet(.narrow, words)
    let drawing = plot.drawing(on: sheet)
    let core = drawing.core ?? Drawing.Area(x: 0, y: 0, width: sheet.width, height: drawing.height)
    let (width, height) = (core.width + 2 * Self.margin, core.height + 2 * Self.margin)
    let corner = "\(coordinate(core.x - Self.margin)) \(coordinate(core.y - Self.margin))"
    svg =
      Element.tag(
        "svg",
        [
          "xmlns": "http://www.w3.org/2000/svg",
          "viewBox": "\(corner) \(coordinate(width)) \(coordinate(height))",
          "width": coordinate(width), "height": coordinate(height), "fill": "currentColor", "color": Self.ink,
        ])[drawing.parts.map(\.withoutText)].markup + "\n"
    guard svg.utf8.count <= Self.mostBytes else { return nil }
  }
}

extension Element {
  /// The shapes of a drawing, without its text, and without what only scripts and screen readers read.
  fileprivate var withoutText: Element {
    switch self {
    case .element("text", _, _), .element("title", _, _), .element("desc", _, _), .text, .raw: .empty
    case .group(let children): .group(children.map(\.withoutText))
    case .element(let name, let attributes, let children):
      .element(
        name, attributes: attributes.filter { !$0.isForReaders }, children: children.map(\.withoutText))
    }
  }
}

extension Element.Attribute {
  fileprivate var isForReaders: Bool {
    name == "class" || name == "role" || name == "tabindex" || name.hasPrefix("data-")
      || name.hasPrefix("aria-")
  }
}

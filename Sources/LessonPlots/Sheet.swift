import LessonMarkup
import LessonWords

/// The widths in which pages have each plot, so that text keeps its size: a drawing made for a desktop would have
/// unreadable text on a phone.
package enum DrawingSize: CaseIterable, Sendable {
  /// For desktops, files and notebooks.
  case wide
  /// For phones.
  case narrow

  /// In drawing units, which are CSS pixels unless a window is smaller.
  package var width: Double {
    switch self {
    case .wide: 680
    case .narrow: 340
    }
  }

  package var margin: Double {
    switch self {
    case .wide: 12
    case .narrow: 8
    }
  }
}

/// What a plot is drawn on: its size, the language of its words, and whether its marks have hints.
package struct Sheet: Sendable {
  package let size: DrawingSize
  package let words: PlotWords
  /// Touch screens show no hints, so the narrow drawing does without them, except for names that are cut.
  let hasHints: Bool
  /// Whether marks have hints in the drawing for desktops.
  let isHinted: Bool
  /// Unique on the page; ids inside the drawing begin with it.
  private let id: String
  /// The id of another drawing of the same plot on the page, whose shapes this one can use.
  private let twin: String?

  package init(
    _ size: DrawingSize, _ words: PlotWords, id: String = "plot", twin: String? = nil, hints: Bool = true
  ) {
    self.size = size
    self.words = words
    self.id = id
    self.twin = twin
    isHinted = hints
    hasHints = hints && size == .wide
  }

  /// Shapes that are the same in every size; a page has them once.
  ///
  /// - Parameter name: Unique in the drawing.
  func shared(_ name: String, _ shapes: @autoclosure () -> [Element]) -> Element {
    if let twin { return .tag("use", ["href": "#\(twin)-\(name)"]) }
    let (id, shapes) = ("\(id)-\(name)", shapes())
    if shapes.count == 1, case .element(let name, let attributes, let children) = shapes[0] {
      return .element(name, attributes: [Element.Attribute("id", id)] + attributes, children: children)
    }
    return .tag("g", ["id": id])[shapes]
  }

  /// An id for a part of this drawing.
  ///
  /// - Parameter name: Unique in the drawing.
  func id(_ name: String) -> String { "\(id)-\(name)" }

  var width: Double { size.width }
  var margin: Double { size.margin }
  /// The width between the margins.
  var available: Double { width - 2 * margin }

  /// One of two values, by size.
  func by<Value>(wide: Value, narrow: Value) -> Value { size == .wide ? wide : narrow }

  /// A hint where hints can be seen.
  func hint(_ text: @autoclosure () -> String) -> String? { hasHints ? text() : nil }
}

/// What a block shows: data, never a picture.
///
/// The runner draws it as SVG for pages and in characters for terminals, and compares it when it verifies.
public indirect enum Shown: Codable, Hashable, Sendable {
  /// Plain text; may have several lines.
  case text(String)
  /// Rows under named columns.
  case table(Table)
  /// Lines over two axes.
  case chart(Chart)
  /// A function of two variables, and paths over it.
  case contours(Contours)
  /// How often values of each size occur.
  case histogram(Histogram)
  /// A number for each name.
  case bars(Bars)
  /// Numbers in rows and columns, as colours.
  case heatMap(HeatMap)
  /// Points in a plane, by class.
  case scatter(Scatter)
  /// Images beside each other.
  case figure(Figure)
  /// Several things, one below the other.
  case group([Shown])
}

/// A value that says how it is shown; all others are shown by their description.
public protocol Showable {
  /// What the reader sees.
  var shown: Shown { get }
}

extension Shown: Showable {
  /// Itself.
  public var shown: Shown { self }
}

/// What a block shows: data, never a picture.
///
/// The runner draws it as SVG for pages and in characters for terminals, and compares it when it verifies.
public indirect enum Shown: Hashable, Sendable {
  /// Plain text; may have several lines.
  case text(String)
  /// Rows under named columns.
  case table(Table)
  /// A plot of any kind.
  case plot(ShownPlot)
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

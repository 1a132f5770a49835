/// The result that a block shows: data, never a picture.
///
/// The runner draws it as SVG for pages and in characters for terminals, and compares it during verification.
public indirect enum Shown: Hashable, Sendable {
  /// Plain text; may have several lines.
  case text(String)
  /// Rows under named columns.
  case table(Table)
  /// A plot of any kind.
  case plot(ShownPlot)
  /// Several results, one below the other.
  case group([Shown])
  /// Several results, of which readers see one at a time.
  case frames(Frames)
}

/// A value that defines how it is shown; all other values are shown by their description.
public protocol Showable {
  /// The result that readers see.
  var shown: Shown { get }
}

extension Shown: Showable {
  /// Itself.
  public var shown: Shown { self }
}

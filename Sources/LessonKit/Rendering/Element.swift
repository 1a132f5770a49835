/// A node of an HTML or SVG document; text is escaped when it is written.
public indirect enum Element: Hashable, Sendable {
  case element(String, attributes: [Attribute], children: [Element])
  case text(String)
  /// Markup that is already safe and complete.
  case raw(String)
  case group([Element])

  public struct Attribute: Hashable, Sendable {
    public var name: String
    public var value: String
  }
}

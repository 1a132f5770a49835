extension _LessonProbes {
  /// A value as texts, with which the text of a comment is compared.
  public struct Texts: Sendable {
    /// `String(describing:)`, up to the limit.
    public private(set) var description: String
    /// `String(reflecting:)`, up to the limit.
    public private(set) var debugDescription: String
    /// The value as a literal: collections and other sequences in brackets, optionals as what they hold; `nil` if it has
    /// too many parts.
    public private(set) var literal: String?
    /// The elements of a set, or the entries of a dictionary, each as a literal; they have no order.
    public private(set) var unorderedParts: [String]?
    /// Whether a text was longer than the limit and is cut.
    public private(set) var isCut: Bool

    /// The maximum bytes of a text.
    private static let mostBytes = 64 << 10

    init<Value>(of value: Value) {
      let (description, isCut) = Self.cut(String(describing: value))
      let (debugDescription, isDebugCut) = Self.cut(String(reflecting: value))
      self.description = description
      self.debugDescription = debugDescription
      self.isCut = isCut || isDebugCut
      var writer = LiteralWriter()
      literal = writer.literal(of: value, depth: 0)
      var parts = LiteralWriter()
      unorderedParts = parts.unorderedParts(of: value)
    }

    private static func cut(_ text: String) -> (String, isCut: Bool) {
      guard text.utf8.count > mostBytes else { return (text, false) }
      let end = text.utf8.index(text.startIndex, offsetBy: mostBytes)
      return (String(text[..<(end.samePosition(in: text.unicodeScalars) ?? text.startIndex)]), true)
    }
  }
}

/// Writes values as literals, until they have too many parts.
private struct LiteralWriter {
  private var parts = 1_000
  private var bytes = 64 << 10

  private static let mostDepth = 16

  mutating func literal(of value: Any, depth: Int) -> String? {
    parts -= 1
    guard parts >= 0, depth < Self.mostDepth else { return nil }
    if let text = value as? any StringProtocol { return counted(String(text).debugDescription) }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      guard let wrapped = mirror.children.first else { return counted("nil") }
      return literal(of: wrapped.value, depth: depth + 1)
    case .dictionary:
      return entries(mirror, depth).map { $0.isEmpty ? "[:]" : "[" + $0.joined(separator: ", ") + "]" }
    case .tuple: return tuple(mirror, depth)
    default: break
    }
    if value is Character { return counted(String(reflecting: value)) }
    if let sequence = value as? any Sequence, !(value is any IteratorProtocol), !(type(of: value) is AnyClass)
    {
      return elements(of: sequence, depth).map { "[" + $0.joined(separator: ", ") + "]" }
    }
    return counted(String(describing: value))
  }

  mutating func unorderedParts(of value: Any) -> [String]? {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .set: return (value as? any Sequence).flatMap { elements(of: $0, 0) }
    case .dictionary: return entries(mirror, 0)
    default: return nil
    }
  }

  private mutating func counted(_ text: String) -> String? {
    bytes -= text.utf8.count
    return bytes >= 0 ? text : nil
  }

  /// Sequences may be endless, so no more elements are made than are written.
  private mutating func elements(of sequence: some Sequence, _ depth: Int) -> [String]? {
    var texts: [String] = []
    for element in sequence {
      guard let text = literal(of: element, depth: depth + 1) else { return nil }
      texts.append(text)
    }
    return texts
  }

  private mutating func entries(_ mirror: Mirror, _ depth: Int) -> [String]? {
    var texts: [String] = []
    for entry in mirror.children {
      let pair = Array(Mirror(reflecting: entry.value).children.prefix(2))
      guard pair.count == 2, let key = literal(of: pair[0].value, depth: depth + 1),
        let value = literal(of: pair[1].value, depth: depth + 1)
      else { return nil }
      texts.append("\(key): \(value)")
    }
    return texts
  }

  private mutating func tuple(_ mirror: Mirror, _ depth: Int) -> String? {
    var texts: [String] = []
    for (label, value) in mirror.children {
      guard let text = literal(of: value, depth: depth + 1) else { return nil }
      // The elements of a tuple without labels are called .0, .1 …
      texts.append(label.flatMap { $0.hasPrefix(".") ? nil : "\($0): \(text)" } ?? text)
    }
    return "(" + texts.joined(separator: ", ") + ")"
  }
}

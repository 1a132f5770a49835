import LessonMarkup

/// Shapes that the drawings of several frames have in common, such as axes: a page has them once, and the other drawings
/// use them.
struct SharedShapes {
  /// The groups whose content can be shared; the groups themselves stay, since scripts look for them.
  private static let kinds: Set<Substring> = ["grid", "axes", "series"]
  /// A reference to less would be about as long.
  private static let least = 200

  private var counts: [[Element]: Int] = [:]
  private var ids: [[Element]: String] = [:]
  private var drawing = ""

  /// The same frames, where each of these shapes is drawn once.
  static func joined(in frames: Element) -> Element {
    var shapes = SharedShapes()
    shapes.count(frames)
    return shapes.rewritten(frames)
  }

  private mutating func count(_ element: Element) {
    switch element {
    case .text, .raw: break
    case .group(let children): for child in children { count(child) }
    case .element(_, _, let children):
      if Self.canBeShared(element) {
        counts[children, default: 0] += 1
      } else {
        for child in children { count(child) }
      }
    }
  }

  private static func canBeShared(_ element: Element) -> Bool {
    guard case .element("g", let attributes, let children) = element,
      let name = attributes.first(where: { $0.name == "class" })?.value.split(separator: " ").first
    else { return false }
    return kinds.contains(name) && Element.group(children).markup.utf8.count >= least
  }

  private mutating func rewritten(_ element: Element) -> Element {
    switch element {
    case .text, .raw: return element
    case .group(let children): return .group(children.map { rewritten($0) })
    case .element(let name, let attributes, let children):
      if name == "svg" { drawing = attributes.first { $0.name == "id" }?.value ?? "" }
      let isShared = Self.canBeShared(element) && counts[children, default: 0] > 1
      let content = isShared ? [shared(children)] : children.map { rewritten($0) }
      return .element(name, attributes: attributes, children: content)
    }
  }

  /// The shapes where they are first, and else a reference to them.
  private mutating func shared(_ shapes: [Element]) -> Element {
    if let id = ids[shapes] { return .tag("use", ["href": "#\(id)"]) }
    let id = "\(drawing)-\(ids.count + 1)"
    ids[shapes] = id
    return .tag("g", ["id": id])[shapes]
  }
}

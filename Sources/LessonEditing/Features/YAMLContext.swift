/// The keys above a place in YAML, found by their indentation.
struct YAMLContext {
  /// The keys that lead to the line.
  let keys: [String]
  /// The key of the line itself, if the place is behind its colon.
  let key: String?
  /// Keys beside that of the line, which cannot be given twice.
  let siblings: Set<String>

  /// How many lines above are looked at.
  private static let mostLines = 2_000

  /// - Parameter first: The first line of the YAML.
  init(_ context: LineContext, from first: Int = 0) {
    let text = context.text, line = context.place.line
    let own = Line(text.line(line))
    let before = Line(context.before)
    key = context.before.contains(":") ? before.key : nil
    var keys: [String] = []
    var siblings: Set<String> = []
    var depth = own.isBlank ? context.before.count : own.depth
    var isAmongSiblings = true
    let level = depth
    for number in stride(from: line - 1, through: max(first, line - Self.mostLines), by: -1) {
      let other = Line(text.line(number))
      guard !other.isBlank, let name = other.key else { continue }
      if other.depth == level, isAmongSiblings { siblings.insert(name) }
      // The item of a list that a dash begins ends those beside it.
      if other.begin <= level, other.begin < other.depth, other.depth == level { isAmongSiblings = false }
      if other.depth < depth {
        isAmongSiblings = false
        keys.insert(name, at: 0)
        depth = other.depth
      }
    }
    self.keys = keys
    self.siblings = siblings.union(Self.keys(below: line, at: level, in: text))
  }

  /// The keys on lines below one, down to the end of the mapping.
  private static func keys(below line: Int, at level: Int, in text: EditedText) -> Set<String> {
    var keys: Set<String> = []
    for number in (line + 1)..<max(line + 1, min(text.lineCount, line + mostLines)) {
      let other = Line(text.line(number))
      if other.isBlank { continue }
      if other.begin < level || other.isEnd { break }
      if other.begin == level, other.depth == level, let name = other.key { keys.insert(name) }
    }
    return keys
  }

  private struct Line {
    /// Where the line's text begins, and where its key does: behind the dash of a list.
    let begin: Int
    let depth: Int
    let key: String?
    let isBlank: Bool
    /// Whether it ends front matter.
    let isEnd: Bool

    init(_ line: String) {
      isEnd = line.hasPrefix("---") || line.hasPrefix("...")
      let content = line.drop { $0 == " " }
      begin = line.count - content.count
      let item = content.hasPrefix("- ") ? content.dropFirst(2).drop { $0 == " " } : content
      depth = line.count - item.count
      isBlank = content.isEmpty || content.hasPrefix("#")
      key = item.firstIndex(of: ":").map { String(item[..<$0]) }
    }
  }
}

import LessonCore

/// Finds names of images and tables that lead to more than one place.
struct FigureNameCheck {
  private let path: String
  /// The anchors of headings.
  private let headings: Set<String>
  /// The places of anchors so far, by their lowercase text.
  private var places: [String: SourcePosition] = [:]
  private var diagnostics: [Diagnostic] = []

  private init(path: String, headings: Set<String>) {
    self.path = path
    self.headings = headings
  }

  /// Errors for names that are taken by another figure or block, and warnings for those that are taken by a heading.
  static func problems(in document: MarkdownNode, _ blocks: [Block], path: String) -> [Diagnostic] {
    var figures: [(MarkdownNode.Figure, Range<SourcePosition>)] = []
    document.forEach { node in
      if case .figure(let figure) = node.kind, let range = node.children.last?.range {
        figures.append((figure, figure.writtenName ?? range))
      }
    }
    guard !figures.isEmpty else { return [] }
    var check = Self(path: path, headings: Set(PlainProse().anchors(of: document)))
    for block in blocks { check.add(block) }
    for (figure, range) in figures.sorted(by: { $0.1.lowerBound < $1.1.lowerBound }) {
      check.add(figure, at: range)
    }
    return check.diagnostics
  }

  /// The anchors of a block and of its figure.
  private mutating func add(_ block: Block) {
    guard let id = block.options.id else { return }
    for anchor in Set([id, FigureName.anchor(id)]) { places[anchor.lowercased()] = block.fence.lowerBound }
  }

  private mutating func add(_ figure: MarkdownNode.Figure, at range: Range<SourcePosition>) {
    guard let name = figure.name else { return }
    let anchor = FigureName.anchor(name)
    if let first = places[anchor.lowercased()] {
      let note = Diagnostic.Note("'\(name)' is here", path: path, at: first)
      let advice =
        figure.writtenName == nil ? "; '{#NAME}' at the end of the caption gives this image another name" : ""
      diagnostics.append(
        Diagnostic(
          path: path, at: range, "another figure or block is already called '\(name)'\(advice)", notes: [note]
        ))
    } else {
      places[anchor.lowercased()] = range.lowerBound
    }
    if headings.contains(anchor) {
      diagnostics.append(
        Diagnostic(
          .warning, path: path, at: range,
          "links to '#\(anchor)' reach the heading of that name, not this figure; another name avoids that"))
    }
  }
}

import Foundation
import LessonCore
import Yams

/// Reads the YAML between `---` at the top of a lesson.
package struct FrontMatterReader {
  /// The allowed time limits, in seconds.
  static let timeouts = Double.leastNonzeroMagnitude...3600

  private static let mostBytes = 16 << 10

  /// The front matter, and how many lines of the file it takes.
  package struct Result {
    package var frontMatter = FrontMatter()
    package var lineCount = 0
    package var diagnostics: [Diagnostic] = []

    package init(frontMatter: FrontMatter = FrontMatter(), lineCount: Int = 0, diagnostics: [Diagnostic] = [])
    {
      self.frontMatter = frontMatter
      self.lineCount = lineCount
      self.diagnostics = diagnostics
    }
  }

  /// The front matter of a text; empty if the first line is not `---`, or is a thematic break above prose.
  package static func read(_ source: SourceText, path: String) -> Result {
    guard isMarker(source.lines[0], "---") else { return Result() }
    guard let end = source.lines.dropFirst().firstIndex(where: { isMarker($0, "---") || isMarker($0, "...") })
    else {
      guard source.lines.count > 1, source.lines[1].firstMatch(of: /^[A-Za-z_-]+\s*:/) != nil else {
        return Result()
      }
      let opening = Diagnostic(
        path: path, at: SourcePosition(line: 1, column: 1)..<SourcePosition(line: 1, column: 4),
        "the front matter that begins here has no closing '---'")
      return Result(diagnostics: [opening])
    }
    var yaml = YAMLReader(path: path, subject: "front matter", deepest: 4)
    guard source.bytes(ofLines: 1...end).count <= mostBytes else {
      yaml.report("front matter has at most \(mostBytes >> 10) KB", at: nil, length: 3)
      return Result(lineCount: end + 1, diagnostics: yaml.diagnostics)
    }
    // An empty line replaces the first, so that YAML's line numbers are those of the file.
    let mapping = yaml.mapping("\n" + source.lines[1..<end].joined(separator: "\n") + "\n")
    var frontMatter = FrontMatter()
    if let mapping { yaml.read(mapping, into: &frontMatter, fields) }
    return Result(frontMatter: frontMatter, lineCount: end + 1, diagnostics: yaml.diagnostics)
  }

  /// The number of lines that front matter takes, valid or not.
  static func lineCount(of source: SourceText) -> Int {
    guard isMarker(source.lines[0], "---"), source.lines.count > 1,
      source.lines[1].firstMatch(of: /^[A-Za-z_-]+\s*:/) != nil,
      let end = source.lines.dropFirst().firstIndex(where: { isMarker($0, "---") || isMarker($0, "...") })
    else { return 0 }
    return end + 1
  }

  private static func isMarker(_ line: String, _ marker: String) -> Bool {
    line.hasPrefix(marker) && line.dropFirst(marker.count).allSatisfy { $0 == " " || $0 == "\t" }
  }

  // MARK: Schema

  static var fields: [YAMLField<FrontMatter>] {
    [
      YAMLField("title", \.title) { $0.text($1, for: $2) },
      YAMLField("description", \.description) { $0.text($1, for: $2) },
      YAMLField("seed", \.seed) { $0.integer($1, for: $2) },
      YAMLField("timeout", \.limit) { $0.timeLimit($1, for: $2) },
      YAMLField("tol", \.tolerance) { $0.tolerance($1, for: $2) },
      YAMLField("optimize", \.optimize) { $0.bool($1, for: $2) },
      YAMLField("swift", \.languageMode) { $0.languageMode($1, for: $2) },
      YAMLField("order", \.order) { $0.integer($1, for: $2) },
      YAMLField("needs", \.needs) { $0.needs($1, for: $2) },
      YAMLField("requires", \.requires) {
        $0.texts($1, for: $2, "the name of a data set, or a list of them")
      },
      YAMLField("bibliography", \.bibliography) { $0.bibliography($1, for: $2) },
      YAMLField("labels", \.labels) { $0.labels($1, for: $2) },
    ]
  }
}

extension FrontMatter {
  /// The time limit with its place.
  fileprivate var limit: (seconds: Double, place: Range<SourcePosition>?) {
    get { (timeout ?? 0, timeoutPlace) }
    set { (timeout, timeoutPlace) = (newValue.seconds, newValue.place) }
  }
}

extension YAMLReader {
  mutating func seconds(_ node: Node, for key: Node) -> Double? {
    guard let value = node.number, FrontMatterReader.timeouts.contains(value)
    else { return refuse(node, for: key, "seconds, more than 0 and at most 3600") }
    return value
  }

  fileprivate mutating func timeLimit(
    _ node: Node, for key: Node
  ) -> (seconds: Double, place: Range<SourcePosition>?)? {
    let place = key.mark.map { mark in
      let start = SourcePosition(line: mark.line, column: mark.column)
      return start..<SourcePosition(line: mark.line, column: mark.column + "timeout".count)
    }
    return seconds(node, for: key).map { ($0, place) }
  }

  fileprivate mutating func tolerance(_ node: Node, for key: Node) -> Double? {
    guard let value = node.number, (0...1).contains(value)
    else { return refuse(node, for: key, "a relative tolerance between 0 and 1") }
    return value
  }

  fileprivate mutating func needs(_ node: Node, for key: Node) -> [FrontMatter.Need]? {
    guard let names = texts(node, for: key, "the name of a lesson, or a list of names") else { return nil }
    guard names.count <= FrontMatter.mostNeeds else {
      return refuse(node, for: key, "at most \(FrontMatter.mostNeeds) names of lessons")
    }
    let nodes = node.sequence.map(Array.init) ?? [node]
    return zip(names, nodes).map { FrontMatter.Need(name: $0, place: Self.range(of: $1)) }
  }

  fileprivate mutating func languageMode(_ node: Node, for key: Node) -> LanguageMode? {
    guard let mode = node.integer.flatMap(LanguageMode.init) else {
      return refuse(node, for: key, "a language mode of Swift, 5 or 6")
    }
    return mode
  }

  fileprivate mutating func labels(_ node: Node, for key: Node) -> [String: String]? {
    guard let mapping = node.mapping else {
      return refuse(node, for: key, "a mapping from label to translation, as in '{loss: strata}'")
    }
    var labels: [String: String] = [:]
    for (name, value) in mapping {
      guard let label = text(name, for: key) else { continue }
      labels[label] = text(value, for: name)
    }
    return labels
  }
}

import Foundation
import LessonCore
import Yams

/// Reads the YAML between `---` at the top of a lesson.
package struct FrontMatterReader {
  /// The allowed time limits, in seconds.
  static let timeouts = Double.leastNonzeroMagnitude...3600

  private static let mostBytes = 16 << 10

  private let path: String
  private var frontMatter = FrontMatter()
  private var diagnostics: [Diagnostic] = []

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
    var reader = FrontMatterReader(path: path)
    guard source.bytes(ofLines: 1...end).count <= mostBytes else {
      reader.report("front matter has at most \(mostBytes >> 10) KB", at: nil, length: 3)
      return Result(lineCount: end + 1, diagnostics: reader.diagnostics)
    }
    // An empty line replaces the first, so that YAML's line numbers are those of the file.
    reader.read(yaml: "\n" + source.lines[1..<end].joined(separator: "\n") + "\n")
    return Result(frontMatter: reader.frontMatter, lineCount: end + 1, diagnostics: reader.diagnostics)
  }

  /// How many lines of a text are front matter, whatever it says.
  static func lineCount(of source: SourceText) -> Int {
    guard isMarker(source.lines[0], "---"), source.lines.count > 1,
      source.lines[1].firstMatch(of: /^[A-Za-z_-]+\s*:/) != nil,
      let end = source.lines.dropFirst().firstIndex(where: { isMarker($0, "---") || isMarker($0, "...") })
    else { return 0 }
    return end + 1
  }

  private init(path: String) { self.path = path }

  private static func isMarker(_ line: String, _ marker: String) -> Bool {
    line.hasPrefix(marker) && line.dropFirst(marker.count).allSatisfy { $0 == " " || $0 == "\t" }
  }

  // MARK: YAML

  private mutating func read(yaml: String) {
    let problems = YAMLShape.problems(yaml)
    guard problems.isEmpty else {
      return problems.forEach { report($0.message, line: $0.line, column: $0.column, length: $0.length) }
    }
    do {
      guard let node = try Yams.compose(yaml: yaml, .basic) else { return }
      guard let mapping = node.mapping else {
        return report("front matter must be lines of 'key: value'", at: node.mark, length: 1)
      }
      for (key, value) in mapping { read(key, value) }
    } catch let error as YamlError {
      report(error)
    } catch {
      report("front matter is not YAML: \(error)", at: nil, length: 1)
    }
  }

  private mutating func report(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let where_ = context.map { "\($0.text), " } ?? ""
      report("front matter is not YAML: \(where_)\(problem)", at: mark, length: 1)
    case .duplicatedKeysInMapping(let duplicates, let context):
      for key in duplicates.sorted() {
        report("'\(key)' is given twice", at: context.mark, length: key.unicodeScalars.count)
      }
    case .reader(let problem, _, _, _):
      report("front matter is not YAML: \(problem)", at: nil, length: 1)
    default:
      report("front matter is not YAML: \(error)", at: nil, length: 1)
    }
  }

  // MARK: Schema

  private static let keys = [
    "title", "description", "seed", "timeout", "tol", "optimize", "swift", "order", "requires", "labels",
  ]

  private mutating func read(_ key: Node, _ value: Node) {
    switch key.scalar?.string {
    case "title": frontMatter.title = text(value, for: key)
    case "description": frontMatter.description = text(value, for: key)
    case "seed": frontMatter.seed = integer(value, for: key)
    case "order": frontMatter.order = integer(value, for: key)
    case "timeout":
      frontMatter.timeout = timeout(value, for: key)
      frontMatter.timeoutPlace = place(of: key)
    case "tol": frontMatter.tolerance = tolerance(value, for: key)
    case "optimize": frontMatter.optimize = bool(value, for: key) ?? false
    case "swift": frontMatter.languageMode = languageMode(value, for: key) ?? .swift5
    case "requires": frontMatter.requires = names(value, for: key)
    case "labels": frontMatter.labels = labels(value, for: key)
    case let name: refuseUnknown(name ?? "", at: key)
    }
  }

  private mutating func text(_ node: Node, for key: Node) -> String? {
    guard let text = node.scalar?.string, !node.isNull else {
      return refuse(node, for: key, "text")
    }
    return text
  }

  private mutating func integer(_ node: Node, for key: Node) -> Int? {
    guard let value = node.integer else { return refuse(node, for: key, "a whole number") }
    return value
  }

  private mutating func timeout(_ node: Node, for key: Node) -> Double? {
    guard let value = node.number, Self.timeouts.contains(value)
    else { return refuse(node, for: key, "seconds, more than 0 and at most 3600") }
    return value
  }

  private mutating func tolerance(_ node: Node, for key: Node) -> Double? {
    guard let value = node.number, (0...1).contains(value)
    else { return refuse(node, for: key, "a relative tolerance between 0 and 1") }
    return value
  }

  private mutating func bool(_ node: Node, for key: Node) -> Bool? {
    switch node.plainText?.lowercased() {
    case "true", "yes", "on": true
    case "false", "no", "off": false
    default: refuse(node, for: key, "'true' or 'false'")
    }
  }

  private mutating func languageMode(_ node: Node, for key: Node) -> LanguageMode? {
    guard let mode = node.integer.flatMap(LanguageMode.init) else {
      return refuse(node, for: key, "a language mode of Swift, 5 or 6")
    }
    return mode
  }

  private mutating func names(_ node: Node, for key: Node) -> [String] {
    let names = node.sequence.map { $0.map { $0.scalar?.string } } ?? [node.scalar?.string]
    guard !node.isNull, !names.contains(nil) else {
      return refuse(node, for: key, "the name of a data set, or a list of them") ?? []
    }
    return names.compactMap { $0 }
  }

  private mutating func labels(_ node: Node, for key: Node) -> [String: String] {
    guard let mapping = node.mapping else {
      return refuse(node, for: key, "a mapping from label to translation, as in '{loss: strata}'") ?? [:]
    }
    var labels: [String: String] = [:]
    for (name, value) in mapping {
      guard let label = text(name, for: key) else { continue }
      labels[label] = text(value, for: name)
    }
    return labels
  }

  // MARK: Errors

  private mutating func refuseUnknown(_ name: String, at key: Node) {
    let length = max(1, name.unicodeScalars.count)
    guard let nearest = nearestWord(to: name, in: Self.keys) else {
      let known = Self.keys.map { "'\($0)'" }.joined(separator: ", ")
      return report("unknown key '\(name)'; the keys are \(known)", at: key.mark, length: length)
    }
    report("unknown key '\(name)'; did you mean '\(nearest)'?", at: key.mark, length: length, fix: nearest)
  }

  private mutating func refuse<Value>(_ node: Node, for key: Node, _ expected: String) -> Value? {
    let found =
      switch node {
      case .scalar(let scalar) where scalar.string.isEmpty: "nothing"
      case .scalar(let scalar): "'\(scalar.string)'"
      case .mapping: "a mapping"
      case .sequence: "a list"
      case .alias: "an alias"
      }
    let name = key.scalar?.string ?? ""
    report(
      "'\(name)' must be \(expected); found \(found)", at: node.mark ?? key.mark,
      length: max(1, node.scalar?.string.unicodeScalars.count ?? 1))
    return nil
  }

  private func place(of key: Node) -> Range<SourcePosition>? {
    key.mark.map { mark in
      let start = SourcePosition(line: mark.line, column: mark.column)
      return start..<SourcePosition(line: mark.line, column: mark.column + "timeout".count)
    }
  }

  private mutating func report(_ message: String, at mark: Mark?, length: Int, fix: String? = nil) {
    report(message, line: mark?.line ?? 1, column: mark?.column ?? 1, length: length, fix: fix)
  }

  private mutating func report(
    _ message: String, line: Int, column: Int, length: Int, fix: String? = nil
  ) {
    let start = SourcePosition(line: line, column: column)
    let end = SourcePosition(line: start.line, column: start.column + length)
    diagnostics.append(Diagnostic(path: path, at: start..<end, message, fix: fix))
  }
}

/// Yams can resolve the types of scalars, but compiles patterns for that, which takes longer than all else here.
extension Node {
  /// An unquoted scalar, which YAML may interpret as something other than text.
  fileprivate var plainText: String? {
    scalar.flatMap { $0.style == .plain || $0.style == .any ? $0.string : nil }
  }

  fileprivate var isNull: Bool { ["", "~", "null", "Null", "NULL"].contains(plainText) }
}

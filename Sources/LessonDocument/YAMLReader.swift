import LessonCore
import Yams

/// Reads values from YAML, and collects an error for each wrong one at its place.
struct YAMLReader {
  /// The file, as diagnostics name it.
  let path: String
  /// What the text is, as errors begin: `front matter`.
  let subject: String
  /// The largest depth of nested lists and mappings.
  let deepest: Int
  private(set) var diagnostics: [Diagnostic] = []
  /// Where the keys and values stand.
  private(set) var places = SettingsPlaces()
  /// The keys that lead to what is being read.
  private var keys: [String] = []

  init(path: String, subject: String, deepest: Int) {
    self.path = path
    self.subject = subject
    self.deepest = deepest
  }

  /// The mapping that a text consists of; `nil` if it is empty or something else.
  mutating func mapping(_ yaml: String) -> Node.Mapping? {
    let problems = YAMLShape.problems(yaml, subject: subject, deepest: deepest)
    for problem in problems {
      report(problem.message, line: problem.line, column: problem.column, length: problem.length)
    }
    guard problems.isEmpty else { return nil }
    do {
      guard let node = try Yams.compose(yaml: yaml, .basic) else { return nil }
      if node.mapping == nil { report("\(subject) must be lines of 'key: value'", at: node.mark) }
      return node.mapping
    } catch let error as YamlError {
      report(error)
    } catch {
      report("\(subject) is not YAML: \(error)", at: nil)
    }
    return nil
  }

  /// Reads each value of a mapping by its key's field; keys without a field are errors.
  mutating func read<Target>(
    _ mapping: Node.Mapping, into target: inout Target, _ fields: [YAMLField<Target>]
  ) {
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      keys.append(name)
      defer { keys.removeLast() }
      notePlaces(of: value, key)
      if let field = fields.first(where: { $0.name == name }) {
        field.read(&target, &self, value, key)
      } else {
        refuseUnknown(name, at: key, of: fields.map(\.name))
      }
    }
  }

  private mutating func notePlaces(of value: Node, _ key: Node) {
    places.note(keys, value: nil, at: Self.range(of: key))
    for scalar in value.sequence.map(Array.init) ?? [value] {
      guard let text = scalar.scalar?.string else { continue }
      places.note(keys, value: text, at: Self.range(of: scalar))
    }
  }

  static func range(of scalar: Node) -> Range<SourcePosition> {
    let start = SourcePosition(line: scalar.mark?.line ?? 1, column: scalar.mark?.column ?? 1)
    let length = max(1, scalar.scalar?.string.unicodeScalars.count ?? 1)
    return start..<SourcePosition(line: start.line, column: start.column + length)
  }

  // MARK: Values

  mutating func text(_ node: Node, for key: Node) -> String? {
    guard let text = node.scalar?.string, !node.isNull else { return refuse(node, for: key, "text") }
    return text
  }

  mutating func integer(_ node: Node, for key: Node) -> Int? {
    guard let value = node.integer else { return refuse(node, for: key, "a whole number") }
    return value
  }

  mutating func bool(_ node: Node, for key: Node) -> Bool? {
    switch node.plainText?.lowercased() {
    case "true", "yes", "on": true
    case "false", "no", "off": false
    default: refuse(node, for: key, "'true' or 'false'")
    }
  }

  /// A list of texts; a single text is a list of one.
  mutating func texts(_ node: Node, for key: Node, _ expected: String) -> [String]? {
    let texts = node.sequence.map { $0.map { $0.scalar?.string } } ?? [node.scalar?.string]
    guard !node.isNull, !texts.contains(nil) else { return refuse(node, for: key, expected) }
    return texts.compactMap { $0 }
  }

  // MARK: Errors

  mutating func refuse<Value>(_ node: Node, for key: Node, _ expected: String) -> Value? {
    refuse(node, for: key, expected, fix: nil)
  }

  /// Refuses a word that is none of the known ones.
  mutating func refuse<Value>(_ node: Node, for key: Node, noneOf known: [String]) -> Value? {
    let nearest = node.scalar.flatMap { nearestWord(to: $0.string, in: known) }
    let listed = known.map { "'\($0)'" }
    let all = listed.dropLast().joined(separator: ", ") + " or " + (listed.last ?? "")
    return refuse(
      node, for: key, known.count > 1 ? all : listed.joined(),
      fix: nearest)
  }

  private mutating func refuse<Value>(
    _ node: Node, for key: Node, _ expected: String, fix: String?
  ) -> Value? {
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
      "'\(name)' must be \(expected); found \(found)" + (fix.map { "; did you mean '\($0)'?" } ?? ""),
      at: node.mark ?? key.mark,
      length: max(1, node.scalar?.string.unicodeScalars.count ?? 1), fix: fix)
    return nil
  }

  private mutating func refuseUnknown(_ name: String, at key: Node, of known: [String]) {
    let length = max(1, name.unicodeScalars.count)
    guard let nearest = nearestWord(to: name, in: known) else {
      let listed = known.map { "'\($0)'" }.joined(separator: ", ")
      return report("unknown key '\(name)'; the keys are \(listed)", at: key.mark, length: length)
    }
    report("unknown key '\(name)'; did you mean '\(nearest)'?", at: key.mark, length: length, fix: nearest)
  }

  private mutating func report(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let where_ = context.map { "\($0.text), " } ?? ""
      report("\(subject) is not YAML: \(where_)\(problem)", at: mark)
    case .duplicatedKeysInMapping(let duplicates, let context):
      for key in duplicates.sorted() {
        report("'\(key)' is given twice", at: context.mark, length: key.unicodeScalars.count)
      }
    case .reader(let problem, _, _, _): report("\(subject) is not YAML: \(problem)", at: nil)
    default: report("\(subject) is not YAML: \(error)", at: nil)
    }
  }

  mutating func report(_ message: String, at mark: Mark?, length: Int = 1, fix: String? = nil) {
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

/// A key of a mapping, and how its value is read.
struct YAMLField<Target> {
  let name: String
  /// Takes the target, the reader, the value and the key.
  let read: (inout Target, inout YAMLReader, Node, Node) -> Void

  /// A key whose value goes into a property; a wrong value leaves the property as it is.
  init<Value>(
    _ name: String, _ property: WritableKeyPath<Target, Value>,
    _ value: @escaping (inout YAMLReader, Node, Node) -> Value?
  ) {
    self.name = name
    read = { target, yaml, node, key in
      if let value = value(&yaml, node, key) { target[keyPath: property] = value }
    }
  }

  /// A key whose value may be left out.
  init<Value>(
    _ name: String, _ property: WritableKeyPath<Target, Value?>,
    _ value: @escaping (inout YAMLReader, Node, Node) -> Value?
  ) {
    self.name = name
    read = { target, yaml, node, key in
      if let value = value(&yaml, node, key) { target[keyPath: property] = value }
    }
  }
}

/// Yams can resolve the types of scalars, but compiles patterns for that, which takes longer than all else here.
extension Node {
  /// An unquoted scalar, which YAML may interpret as something other than text.
  var plainText: String? {
    scalar.flatMap { $0.style == .plain || $0.style == .any ? $0.string : nil }
  }

  var isNull: Bool { ["", "~", "null", "Null", "NULL"].contains(plainText) }
}

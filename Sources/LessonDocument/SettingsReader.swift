import LessonCore
import Yams

/// Reads a project's `lessons.yml`.
package enum SettingsReader {
  /// The settings, with an error for each wrong key or value, which has its default then.
  package static func read(_ bytes: [UInt8], path: String) -> (ProjectSettings, [Diagnostic]) {
    var yaml = YAMLReader(path: path, subject: "this file", deepest: 6)
    var settings = ProjectSettings()
    guard bytes.count <= ProjectSettings.mostBytes else {
      yaml.report("this file has more than \(ProjectSettings.mostBytes >> 10) KB", at: nil)
      return (settings, yaml.diagnostics)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      yaml.report("this file is not UTF-8 text", at: nil)
      return (settings, yaml.diagnostics)
    }
    if let mapping = yaml.mapping(text) { yaml.read(mapping, into: &settings, fields) }
    settings.places = yaml.places
    return (settings, yaml.diagnostics.sorted())
  }

  // MARK: Keys

  /// The keys in the order in which errors list them.
  static var fields: [YAMLField<ProjectSettings>] {
    [
      YAMLField("title", \.title) { $0.localized($1, for: $2) },
      YAMLField("description", \.description) { $0.localized($1, for: $2) },
      YAMLField("language", \.language) { $0.language($1, for: $2) },
      YAMLField("authors", \.authors) { $0.texts($1, for: $2, "a name, or a list of names") },
      YAMLField("license", \.license) { $0.text($1, for: $2) },
      YAMLField("repository", \.repository) { $0.webAddress($1, for: $2) },
      YAMLField("url", \.url) { $0.webAddress($1, for: $2) },
      YAMLField("image", \.image) { $0.webAddress($1, for: $2) },
      YAMLField("logo", \.logo) { $0.path($1, for: $2) },
      YAMLField("favicon", \.favicon) { $0.path($1, for: $2) },
      YAMLField("css", \.css) { $0.path($1, for: $2) },
      YAMLField("footer", \.footer) { $0.localized($1, for: $2) },
      YAMLField("quotes", \.quotes) { $0.word($1, for: $2, of: ["typographic", "straight"]) },
      YAMLField("bibliography", \.bibliography) { $0.bibliography($1, for: $2).map { $0.map(\.path) } },
      YAMLField("parts", \.parts) { $0.list($1, for: $2, of: "parts") { $0.part($1, for: $2) } },
      YAMLField("formats", \.formats) { $0.texts($1, for: $2, "a format, or a list of formats") },
      YAMLField("lessons", \.lessons) { $0.path($1, for: $2) },
      YAMLField("output", \.output) { $0.path($1, for: $2) },
      YAMLField("data", \.data) { $0.path($1, for: $2) },
      YAMLField("cache", \.cache) { $0.webAddress($1, for: $2) },
      YAMLField("timeout", \.timeout) { $0.seconds($1, for: $2) },
      YAMLField("sandbox", \.sandbox) { $0.word($1, for: $2, of: ["auto", "required"]) },
      YAMLField("swift", \.swift) { $0.object($1, for: $2, ProjectSettings.Modules(), modules) },
      YAMLField("documents", \.documents) {
        $0.list($1, for: $2, of: "mappings with the key 'files'") { $0.documents($1, for: $2) }
      },
    ]
  }

  static var modules: [YAMLField<ProjectSettings.Modules>] {
    [
      YAMLField("sources", \.sources) { $0.paths($1, for: $2) },
      YAMLField("packages", \.packages) {
        $0.list($1, for: $2, of: "packages") { $0.package($1, for: $2) }
      },
      YAMLField("imports", \.imports) { $0.texts($1, for: $2, "a module, or a list of modules") },
    ]
  }

  static var parts: [YAMLField<WrittenPart>] {
    [
      YAMLField("title", \.title) { $0.localized($1, for: $2) },
      YAMLField("lessons", \.lessons) { $0.texts($1, for: $2, "the name of a lesson, or a list of names") },
    ]
  }

  static var packages: [YAMLField<WrittenPackage>] {
    [
      YAMLField("path", \.path) { $0.text($1, for: $2) },
      YAMLField("url", \.url) { $0.text($1, for: $2) },
      YAMLField("from", \.from) { $0.version($1, for: $2) },
      YAMLField("exact", \.exact) { $0.version($1, for: $2) },
      YAMLField("products", \.products) { $0.texts($1, for: $2, "a product, or a list of products") },
    ]
  }

  static var documents: [YAMLField<ProjectSettings.Documents>] {
    [
      YAMLField("files", \.files) { $0.paths($1, for: $2) },
      YAMLField("fences", \.fences) {
        $0.texts($1, for: $2, "the first word of fences, or a list of such words")
      },
      YAMLField("isolation", \.isolation) { $0.isolation($1, for: $2) },
      YAMLField("value-comments", \.valueComments) { $0.bool($1, for: $2) },
      YAMLField("skip", \.skip) { $0.patterns($1, for: $2) },
    ]
  }

  /// A part as it is written.
  struct WrittenPart {
    var title: LocalizedText?
    var lessons: [String] = []
  }

  /// A package as it is written.
  struct WrittenPackage {
    var path: String?
    var url: String?
    var from: String?
    var exact: String?
    var products: [String] = []

    var location: ProjectSettings.Package.Location? {
      switch (path, url, from, exact) {
      case (let path?, nil, nil, nil): .path(path)
      case (nil, let url?, let from?, nil): .url(url, version: from, isExact: false)
      case (nil, let url?, nil, let exact?): .url(url, version: exact, isExact: true)
      default: nil
      }
    }
  }
}

// MARK: Values

extension YAMLReader {
  fileprivate mutating func localized(_ node: Node, for key: Node) -> LocalizedText? {
    guard let mapping = node.mapping else {
      guard node.sequence == nil else { return refuse(node, for: key, Self.localizedText) }
      return text(node, for: key).map { LocalizedText($0) }
    }
    var texts: [String: String] = [:]
    for (tag, value) in mapping {
      guard let language = language(tag, for: key) else { continue }
      texts[language] = text(value, for: tag)
    }
    return LocalizedText(byLanguage: texts)
  }

  private static let localizedText =
    "a text, or a mapping from language to text, as in '{en: Sums, de: Summen}'"

  fileprivate mutating func language(_ node: Node, for key: Node) -> String? {
    guard let tag = node.scalar?.string, Language.isKnown(tag) else {
      return refuse(node, for: key, "the tag of a language, such as 'en' or 'pt-BR'")
    }
    return tag
  }

  fileprivate mutating func word(_ node: Node, for key: Node, of known: [String]) -> String? {
    guard let word = node.scalar?.string, known.contains(word) else {
      return refuse(node, for: key, noneOf: known)
    }
    return word
  }

  fileprivate mutating func isolation(
    _ node: Node, for key: Node
  ) -> ProjectSettings.Documents.Isolation? {
    word(node, for: key, of: ProjectSettings.Documents.Isolation.allCases.map(\.rawValue))
      .flatMap(ProjectSettings.Documents.Isolation.init)
  }

  fileprivate mutating func webAddress(_ node: Node, for key: Node) -> String? {
    guard let address = node.scalar?.string, address.wholeMatch(of: #/https?://[^\s/?#]+[^\s?#]*/#) != nil
    else {
      return refuse(node, for: key, "an address that begins with 'https://'")
    }
    return address
  }

  /// A path that stays in the project.
  fileprivate mutating func path(_ node: Node, for key: Node) -> String? {
    guard let path = node.scalar?.string, Self.isInside(path) else {
      return refuse(node, for: key, Self.pathInside)
    }
    return path
  }

  fileprivate mutating func paths(_ node: Node, for key: Node) -> [String]? {
    guard let paths = texts(node, for: key, "a path, or a list of paths") else { return nil }
    guard paths.allSatisfy(Self.isInside) else {
      let wrong = node.sequence?.first { !Self.isInside($0.scalar?.string ?? "") }
      return refuse(wrong ?? node, for: key, Self.pathInside)
    }
    return paths
  }

  private static let pathInside = "a path inside of the project, relative to this file"

  /// Whether a path stays in the project.
  static func isInside(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
      && !path.unicodeScalars.contains { $0.value < 0x20 }
  }

  fileprivate mutating func version(_ node: Node, for key: Node) -> String? {
    guard let version = node.scalar?.string,
      version.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?/) != nil
    else { return refuse(node, for: key, "a version of three numbers, such as 1.2.0") }
    return version
  }

  fileprivate mutating func patterns(_ node: Node, for key: Node) -> [String]? {
    guard let patterns = texts(node, for: key, "a regular expression, or a list of them") else { return nil }
    guard let wrong = patterns.firstIndex(where: { (try? Regex($0)) == nil }) else { return patterns }
    let place = node.sequence.map { $0[wrong] } ?? node
    return refuse(place, for: key, "a regular expression of Swift")
  }

  // MARK: Lists and mappings

  fileprivate mutating func list<Value>(
    _ node: Node, for key: Node, of expected: String,
    _ value: (inout YAMLReader, Node, Node) -> Value?
  ) -> [Value]? {
    guard let sequence = node.sequence else { return refuse(node, for: key, "a list of \(expected)") }
    return sequence.compactMap { value(&self, $0, key) }
  }

  fileprivate mutating func object<Target>(
    _ node: Node, for key: Node, _ empty: Target, _ fields: [YAMLField<Target>]
  ) -> Target? {
    guard let mapping = node.mapping else {
      return refuse(node, for: key, "a mapping with " + fields.map { "'\($0.name)'" }.joined(separator: ", "))
    }
    var target = empty
    read(mapping, into: &target, fields)
    return target
  }

  fileprivate mutating func part(_ node: Node, for key: Node) -> ProjectSettings.Part? {
    let errors = diagnostics.count
    guard let part = object(node, for: key, SettingsReader.WrittenPart(), SettingsReader.parts) else {
      return nil
    }
    guard let title = part.title else { return lacks(node, "a part", "'title'", since: errors) }
    return ProjectSettings.Part(title: title, lessons: part.lessons)
  }

  fileprivate mutating func package(_ node: Node, for key: Node) -> ProjectSettings.Package? {
    let errors = diagnostics.count
    guard let package = object(node, for: key, SettingsReader.WrittenPackage(), SettingsReader.packages)
    else { return nil }
    guard let location = package.location else {
      return lacks(node, "a package", "either 'path', or 'url' with 'from' or 'exact'", since: errors)
    }
    guard !package.products.isEmpty else { return lacks(node, "a package", "'products'", since: errors) }
    return ProjectSettings.Package(location: location, products: package.products)
  }

  fileprivate mutating func documents(_ node: Node, for key: Node) -> ProjectSettings.Documents? {
    let errors = diagnostics.count
    guard
      let documents = object(
        node, for: key, ProjectSettings.Documents(files: []), SettingsReader.documents)
    else { return nil }
    guard !documents.files.isEmpty else {
      return lacks(node, "an entry of 'documents'", "'files'", since: errors)
    }
    return documents
  }

  /// - Parameter errors: The number of errors before the mapping was read: a value that was refused is not missing.
  private mutating func lacks<Value>(
    _ node: Node, _ what: String, _ keys: String, since errors: Int
  ) -> Value? {
    if diagnostics.count == errors { report("\(what) needs \(keys)", at: node.mark) }
    return nil
  }
}

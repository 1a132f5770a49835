import Foundation
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument

@Suite("Settings of a project")
struct SettingsTests {
  private func read(_ yaml: String) -> (ProjectSettings, [String]) {
    let (settings, problems) = SettingsReader.read(Array(yaml.utf8), path: "lessons.yml")
    return (settings, problems.map(\.shortForm))
  }

  @Test("say what the site is, where its files are, and what is imported and checked")
  func keys() {
    let (settings, problems) = read(
      """
      title: {de: Regularisierung, en: Regularisation}
      description: Tricks
      language: de
      authors: [Ada, Emmy]
      license: CC BY-SA 4.0
      repository: https://example.org/course
      url: https://example.org/pages/
      logo: images/logo.svg
      footer: "*Written* here"
      quotes: straight
      parts:
        - title: {de: Grundlagen, en: Basics}
          lessons: [numbers, "init/*"]
        - title: Mehr
          lessons: last
      formats: [html, notebook]
      lessons: kurs
      timeout: 30
      sandbox: required
      swift:
        sources: Support
        packages:
          - {path: ., products: [Matrix]}
          - {url: https://github.com/apple/swift-algorithms, from: 1.2.0, products: Algorithms}
        imports: [Matrix]
      documents:
        - files: [README.md, "docs/**/*.md"]
          fences: swift
          isolation: heading
          value-comments: true
          skip: ["^func .*\\\\)$"]
      """)
    #expect(problems == [])
    #expect(settings.title?.text(in: "pl", source: "de") == "Regularisierung")
    #expect(settings.title?.text(in: "en-GB", source: "de") == "Regularisation")
    #expect(settings.language == "de" && settings.authors == ["Ada", "Emmy"])
    #expect(settings.parts.map(\.lessons) == [["numbers", "init/*"], ["last"]])
    #expect(
      settings.formats == ["html", "notebook"] && settings.lessons == "kurs" && settings.output == "output")
    #expect(settings.timeout == 30 && settings.sandbox == "required")
    #expect(settings.quotes == "straight")
    #expect(settings.swift.sources == ["Support"] && settings.swift.imports == ["Matrix"])
    #expect(
      settings.swift.packages.map(\.location) == [
        .path("."), .url("https://github.com/apple/swift-algorithms", version: "1.2.0", isExact: false),
      ])
    var documents = ProjectSettings.Documents(files: ["README.md", "docs/**/*.md"])
    documents.fences = ["swift"]
    documents.isolation = .heading
    documents.valueComments = true
    documents.skip = ["^func .*\\)$"]
    #expect(settings.documents == [documents])
  }

  @Test("are those of a project without the file when it is empty")
  func empty() {
    for yaml in ["", "# nothing\n", "\n\n"] { #expect(read(yaml) == (ProjectSettings(), [])) }
  }

  @Test(
    "refuse what is unknown or wrong at its place, with the nearest word",
    arguments: [
      ("titel: A", "1:1: error: unknown key 'titel'; did you mean 'title'?"),
      ("swift:\n  source: [A]", "2:3: error: unknown key 'source'; did you mean 'sources'?"),
      (
        "language: images",
        "1:11: error: 'language' must be the tag of a language, such as 'en' or 'pt-BR'; found 'images'"
      ),
      (
        "title: {deutsch: A}",
        "1:9: error: 'title' must be the tag of a language, such as 'en' or 'pt-BR'; found 'deutsch'"
      ),
      (
        "output: ../../etc",
        "1:9: error: 'output' must be a path inside of the project, relative to this file; found '../../etc'"
      ),
      (
        "lessons: /etc",
        "1:10: error: 'lessons' must be a path inside of the project, relative to this file; found '/etc'"
      ),
      (
        "swift:\n  sources: [A, ../B]",
        "2:16: error: 'sources' must be a path inside of the project, relative to this file; found '../B'"
      ),
      ("sandbox: off", "1:10: error: 'sandbox' must be 'auto' or 'required'; found 'off'"),
      (
        "sandbox: require",
        "1:10: error: 'sandbox' must be 'auto' or 'required'; found 'require'; did you mean 'required'?"
      ),
      (
        "url: javascript:alert(1)",
        "1:6: error: 'url' must be an address that begins with 'https://'; found 'javascript:alert(1)'"
      ),
      (
        "bibliography: [refs.bib, refs.txt]",
        "1:26: error: 'bibliography' must be a path inside of the project that ends in '.bib' or '.json', or a list of such "
          + "paths; found 'refs.txt'"
      ),
      ("parts:\n  - lessons: [a]", "2:5: error: a part needs 'title'"),
      (
        "swift:\n  packages:\n    - {products: [A]}",
        "3:7: error: a package needs either 'path', or 'url' with 'from' or 'exact'"
      ),
      ("swift:\n  packages:\n    - {path: .}", "3:7: error: a package needs 'products'"),
      (
        "swift:\n  packages:\n    - {url: https://a.b, from: 1.2, products: [A]}",
        "3:32: error: 'from' must be a version of three numbers, such as 1.2.0; found '1.2'"
      ),
      ("documents:\n  - isolation: page", "2:5: error: an entry of 'documents' needs 'files'"),
      (
        "documents:\n  - {files: a.md, isolation: headings}",
        "2:30: error: 'isolation' must be 'page', 'heading' or 'block'; found 'headings'; did you mean 'heading'?"
      ),
      (
        "documents:\n  - {files: a.md, skip: \"(\"}",
        "2:25: error: 'skip' must be a regular expression of Swift; found '('"
      ),
      ("timeout: 0", "1:10: error: 'timeout' must be seconds, more than 0 and at most 3600; found '0'"),
      ("- a", "1:1: error: this file must be lines of 'key: value'"),
      ("title: &a [b]\nfooter: *a", "1:8: error: this file can have no anchors"),
      (
        "title: [[[[[[[1]]]]]]]",
        "1:13: error: this file can have at most 6 lists and mappings inside of each other"
      ),
      (String(repeating: "# a\n", count: 100_000), "1:1: error: this file has more than 256 KB"),
    ])
  func wrong(yaml: String, first: String) {
    let found = read(yaml).1.first ?? "nothing"
    #expect(found.hasPrefix(first), "\(found)")
  }

  @Test("have their errors in the order of the lines")
  func order() {
    let found = read("timeout: 0\ntitle: [a]\nsandbox: no\nlanguage: 1").1
    #expect(found.map { $0.prefix(2) } == ["1:", "2:", "3:", "4:"], "\(found)")
  }

  @Test("have the keys that their JSON Schema describes")
  func schema() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../docs/lessons.schema.json")
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    func keys(_ path: String...) -> Set<String> {
      var object = schema
      for key in path + ["properties"] { object = object[key] as? [String: Any] ?? [:] }
      return Set(object.keys)
    }
    #expect(keys() == Set(SettingsReader.fields.map(\.name)))
    #expect(keys("properties", "swift") == Set(SettingsReader.modules.map(\.name)))
    #expect(keys("properties", "parts", "items") == Set(SettingsReader.parts.map(\.name)))
    #expect(
      keys("properties", "swift", "properties", "packages", "items")
        == Set(SettingsReader.packages.map(\.name)))
    #expect(keys("properties", "documents", "items") == Set(SettingsReader.documents.map(\.name)))
  }
}

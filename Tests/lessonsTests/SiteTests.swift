import Foundation
import Testing

@testable import Formulas
@testable import LessonCore
@testable import LessonExecution
@testable import LessonPlots
@testable import LessonRendering

@Suite("Pages know the others")
struct SiteTests {
  private func lesson(_ title: String, _ order: Int) -> String {
    "---\norder: \(order)\n---\n# \(title)\n\n```swift-dt\nlet a = \(order)\na\n```\n"
  }

  private func library() throws -> Workplace {
    let place = try Workplace()
    for (index, name) in ["a", "b", "sub/c"].enumerated() {
      try place.write(lesson("Title of \(name)", index + 1), to: "lessons/en/\(name).md")
    }
    try place.write(lesson("Tytuł a", 1), to: "lessons/pl/a.md")
    return place
  }

  @Test("All links between pages are relative and lead to pages that are there")
  func links() async throws {
    let place = try library()
    #expect(try await place.lessons("build").status == 0)
    var count = 0
    for path in place.files(below: "output") where path.hasSuffix(".html") {
      let page = try place.read("output/\(path)")
      let folder = place.url.appending(path: "output/\(path)").deletingLastPathComponent()
      for match in page.matches(of: /<(?:a|link) [^>]*href="?([^"#> ]+)/)
      where !match.1.hasPrefix("data:image/") {
        let target = folder.appending(path: String(match.1)).standardizedFileURL.path
        #expect(FileManager.default.fileExists(atPath: target), "\(path): \(match.1)")
        #expect(!match.1.contains(":") && !match.1.hasPrefix("/"))
        count += 1
      }
    }
    #expect(count > 30)
  }

  @Test("A new title, and a new order, change the other pages without running code")
  func change() async throws {
    let place = try library()
    _ = try await place.lessons("build")
    let polish = try place.read("output/pl/a.html")
    try place.write(lesson("Renamed", 1), to: "lessons/en/a.md")
    let stale = try await place.lessons("check")
    #expect(stale.status == 1)
    #expect(
      stale.remarks.filter { $0.contains("html") }.map { String($0.prefix { $0 != "'" }) } == [
        "lessons/en/a.md: error: ", "lessons/en/b.md: error: ", "lessons/en/sub/c.md: error: ",
      ])
    let built = try await place.lessons("build", "lessons/en/a.md")
    #expect(built.summary == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    for page in ["b", "sub/c"] { #expect(try place.read("output/en/\(page).html").contains(">Renamed</a>")) }
    #expect(try place.read("output/pl/a.html") == polish)
    #expect(try await place.lessons("check").status == 0)

    try place.write(lesson("Title of b", 2).replacing("order: 2", with: "order: 9"), to: "lessons/en/b.md")
    #expect(try await place.lessons("build").summary == "4 lessons: 0 ran, 4 unchanged, 0 failed")
    #expect(try place.read("output/en/a.html").contains("rel=next href=sub/c.html"))
    #expect(try await place.lessons("build").summary == "4 lessons: 0 ran, 4 unchanged, 0 failed")
    #expect(try await place.lessons("check").status == 0)
  }

  @Test("The book of a language has all its lessons, changes with them, and goes with its format")
  func book() async throws {
    let place = try library()
    #expect(try await place.lessons("build", "--format", "html,book").status == 0)
    let book = try place.read("output/en/book.html")
    for name in ["a", "b", "sub/c"] { #expect(book.contains("Title of \(name)")) }
    #expect(!book.contains("Tytuł") && place.exists("output/pl/book.html"))
    try place.write(lesson("Renamed", 1), to: "lessons/en/a.md")
    #expect(try await place.lessons("build", "--format", "html,book", "lessons/en/a.md").status == 0)
    #expect(try place.read("output/en/book.html").contains("Renamed"))
    #expect(try await place.lessons("check", "--format", "html,book").status == 0)
    #expect(try await place.lessons("build", "--format", "html").status == 0)
    #expect(!place.files(below: "output").contains { $0.contains("book") || $0.contains("chapter") })
  }

  @Test("A deleted lesson is gone from the pages of the others")
  func deletion() async throws {
    let place = try library()
    _ = try await place.lessons("build")
    try FileManager.default.removeItem(at: place.url.appending(path: "lessons/en/b.md"))
    #expect(try await place.lessons("build").status == 0)
    #expect(try !place.read("output/en/a.html").contains("b.html"))
    #expect(try place.read("output/en/a.html").contains("rel=next href=sub/c.html"))
    #expect(try await place.lessons("check").status == 0)
  }

  @Test("A lesson that was never built and fails stands in no list; one that had a page keeps its place")
  func failures() async throws {
    let place = try library()
    _ = try await place.lessons("build")
    let page = try place.read("output/en/a.html")
    try place.write(lesson("Title of b", 2).replacing("let", with: "lett"), to: "lessons/en/b.md")
    try place.write("# D\n\n```swift-dt\nfatalError()\n```\n", to: "lessons/en/d.md")
    let result = try await place.lessons("build")
    #expect(result.summary == "5 lessons: 0 ran, 3 unchanged, 2 failed")
    #expect(try place.read("output/en/a.html") == page)
  }

  @Test("A lesson that cannot be read is the only one that check complains of")
  func unreadable() async throws {
    let place = try library()
    _ = try await place.lessons("build")
    try place.write("---\ntitel: x\n---\n# B\n", to: "lessons/en/b.md")
    let result = try await place.lessons("check")
    #expect(result.remarks.filter { $0.contains(": error: ") }.count == 1, "\(result.errors)")
  }

  @Test("A lesson without its data shows the others as they are")
  func withoutData() async throws {
    let place = try library()
    try place.write("one", to: "data/words/a.txt")
    try place.write("---\nrequires: [words]\n---\n# D\n\n```swift-dt\n1\n```\n", to: "lessons/en/d.md")
    _ = try await place.lessons("build")
    try FileManager.default.removeItem(at: place.url.appending(path: "data"))
    try place.write(lesson("Renamed", 1), to: "lessons/en/a.md")
    let stale = try await place.lessons("check")
    #expect(
      stale.remarks.contains { $0.hasPrefix("lessons/en/d.md: error: 'output/en/d.html' is not the page") })
    let built = try await place.lessons("build", "--allow-missing-data")
    #expect(built.summary == "5 lessons: 0 ran, 4 unchanged, 0 failed, 1 without data")
    #expect(try place.read("output/en/d.html").contains(">Renamed</a>"))
    #expect(try await place.lessons("check", "--allow-missing-data").status == 0)
  }

  @Test("A translation behind its source says so on its page, and which sections have changed")
  func banner() async throws {
    let place = try Workplace()
    let source = "# A\n\nText.\n\n## B\n\nMore.\n"
    try place.write(source, to: "lessons/en/a.md")
    let hash = TranslationRecord.hash(of: Array(source.utf8))
    let record =
      "<!--\nCO_OP_TRANSLATOR_METADATA:\n{\"original_hash\": \"\(hash)\", \"source_file\": \"lessons/en/a.md\", "
      + "\"language_code\": \"pl\"}\n-->\n"
    try place.write(record + "# Ą\n\nTekst.\n\n## Be\n\nWięcej.\n", to: "lessons/pl/a.md")
    _ = try await place.lessons("build")
    #expect(try !place.read("output/pl/a.html").contains("role=note"))

    try place.write(source.replacing("More", with: "Less"), to: "lessons/en/a.md")
    #expect(try await place.lessons("build", "lessons/en").status == 0)
    #expect(try place.read("output/pl/a.html").contains("Zmieniły się w nim: <a href=#be>Be</a>."))
    try place.write(source, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    #expect(try !place.read("output/pl/a.html").contains("role=note"))
    #expect(try await place.lessons("check").status == 0)
  }
}

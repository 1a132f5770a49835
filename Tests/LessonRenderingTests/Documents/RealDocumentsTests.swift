import Foundation
import LessonTestSupport
import Testing

@testable import LessonDocument
@testable import LessonRendering

@Suite(
  "Real documents", .enabled(if: SharedInputs.isThere, "there is no ../shared; LESSONS_SHARED may name it"))
struct RealDocumentsTests {
  private func page(_ path: String, _ language: String) throws -> String {
    PageRenderer().html(try SharedInputs.lesson(path, language: language), transcript([]))
  }

  private func count(_ text: String, in page: String) -> Int { page.ranges(of: text).count }

  @Test(
    "are lessons without blocks, whose Markdown pages are their own bytes", arguments: SharedInputs.documents)
  func unchanged(_ path: String, _ language: String) throws {
    let lesson = try SharedInputs.lesson(path, language: language)
    #expect(lesson.blocks.isEmpty && lesson.inlineExpressions.isEmpty)
    #expect(
      Array(PageRenderer().markdown(lesson, transcript([])).text.utf8) == (try SharedInputs.bytes(path)))
  }

  @Test("have pages in their own direction", arguments: SharedInputs.documents)
  func direction(_ path: String, _ language: String) throws {
    let direction = ["ar", "ur"].contains(language) ? "rtl" : "ltr"
    #expect(try page(path, language).contains("<html lang=\"\(language)\" dir=\"\(direction)\">"))
  }

  @Test("have pages whose elements are all closed, in order", arguments: SharedInputs.documents)
  func wellFormed(_ path: String, _ language: String) throws {
    let void: Set<Substring> = ["meta", "link", "br", "hr", "img", "input"]
    var open: [Substring] = []
    let body = try page(path, language).replacing(/(?s)<(style|script)>.*?<\/\1>/, with: "")
    for tag in body.matches(of: /<(\/?)([a-z][a-z0-9]*)[^>]*>/)
    where !void.contains(tag.2) && !tag.0.hasSuffix("/>") {
      if tag.1.isEmpty { open.append(tag.2) } else { #expect(open.popLast() == tag.2) }
    }
    #expect(open.isEmpty)
  }

  @Test("lose no word", arguments: SharedInputs.documents)
  func words(_ path: String, _ language: String) throws {
    let lesson = try SharedInputs.lesson(path, language: language)
    var expected: [Substring] = []
    lesson.document.forEach { node in
      switch node.kind {
      case .text(let text), .codeSpan(let text): expected += text.split(separator: /[^\p{L}\p{N}]+/)
      case .code(let code): expected += code.text.split(separator: /[^\p{L}\p{N}]+/)
      default: break
      }
    }
    let page = try page(path, language).replacing(/<img[^>]*alt="([^"]*)"[^>]*>/) { $0.1 }
    let text = page.replacing(/<[^>]*>/, with: "").split(separator: /[^\p{L}\p{N}]+/)
    var found = Dictionary(text.map { ($0, 1) }, uniquingKeysWith: +)
    for word in expected { found[word, default: 0] -= 1 }
    // Marks may split words of code, and join those of cells.
    let lost = found.filter { $0.value < 0 && !text.joined().contains($0.key) }
    #expect(lost.isEmpty)
    #expect(expected.count > 30)
  }

  @Test("keep every superscript and subscript, and take no formula for a table or link")
  func polishFormulas() throws {
    let page = try page("training-tricks/pl.md", "pl")
    #expect(count("<sup>", in: page) == 13 && count("</sup>", in: page) == 13)
    #expect(count("<sub>", in: page) == 2 && count("</sub>", in: page) == 2)
    #expect(count("<table", in: page) == 0)
    #expect(count("||W<sub>i</sub>||", in: page) == 1 && count("||∇ℒ||", in: page) == 4)
    #expect(count("[-1..1]", in: page) == 3 && count(">-1..1", in: page) == 0)
    #expect(count("href=\"../07-ConvNets/CNN_Architectures.html\"", in: page) == 1)
    #expect(page.contains("<h2 id=\"utrzymywanie-wartości-w-rozsądnym-zakresie\">"))
  }

  @Test("say whether they are translations of a source as it is now")
  func translations() throws {
    let source = try SharedInputs.bytes("training-tricks/en.md")
    let record = try #require(try SharedInputs.lesson("training-tricks/pl.md", language: "pl").translation)
    #expect(!record.isStale(against: source))
    #expect(record.isStale(against: source + [10]))
    #expect(try SharedInputs.lesson("training-tricks/en.md", language: "en").translation == nil)
    for language in ["ar", "ja"] {
      #expect(
        try SharedInputs.lesson("training-tricks/\(language).md", language: language).translation != nil)
    }
  }

  @Test("keep all rows of their tables")
  func rows() throws {
    let page = try page("stress/03-burn-benchmarks-532-table-rows.md", "en")
    let source = String(
      decoding: try SharedInputs.bytes("stress/03-burn-benchmarks-532-table-rows.md"), as: UTF8.self)
    let rows = source.split(separator: "\n").filter { $0.hasPrefix("|") }
    let rules = rows.filter { $0.allSatisfy { "|-: ".contains($0) } }
    #expect(count("<tr>", in: page) == rows.count - rules.count)
  }
}

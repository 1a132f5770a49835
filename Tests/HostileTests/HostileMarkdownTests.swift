import Foundation
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonReading
@testable import LessonSite
@testable import LessonStorage

/// A text of 1 MB that was made to be hard to read.
struct HostileText: Sendable, CustomTestStringConvertible {
  static let size = 1_000_000

  let testDescription: String
  let text: String
  /// What is said of it, or one of the things that are, between bars; `nil` when it is read.
  let refusal: String?

  init(_ name: String, refused refusal: String? = nil, _ text: String) {
    testDescription = name
    self.text = text
    self.refusal = refusal
  }

  /// A beginning, then a piece again and again.
  init(_ name: String, refused refusal: String? = nil, _ beginning: String = "", repeating piece: String) {
    let count = (Self.size - beginning.utf8.count) / piece.utf8.count
    self.init(name, refused: refusal, beginning + String(repeating: piece, count: count))
  }

  /// A beginning, then pieces that differ by a number.
  init(
    _ name: String, refused refusal: String? = nil, _ beginning: String = "", _ piece: (Int) -> String
  ) {
    var text = beginning
    var number = 1
    while text.utf8.count < Self.size {
      text += piece(number)
      number += 1
    }
    self.init(name, refused: refusal, text)
  }
}

@Suite("Text of 1 MB that was made to be hard to read")
struct HostileMarkdownTests {
  private static let slow = "takes too long to read"
  /// Time, memory, depth or the number of parts: which of them is too much first depends on the machine.
  private static let any = "the text |more than 100 deep"
  private static let many = "more than 100000 paragraphs"
  private static let expression = "`{swift-dt} a` "

  /// Quadratic time and explosions that are known of this cmark-gfm, by the number of their report.
  private static let ofParser: [HostileText] = [
    .init("22483: runs of underscores and stars", refused: any, repeating: "*_"),
    .init("22483: openers without an end", repeating: "*a _a "),
    .init("22483: links without an end", repeating: "[a]("),
    .init("22483: brackets", repeating: "["),
    .init("22484: instructions without an end", refused: slow, "a ", repeating: "<?"),
    .init("22484: declarations without an end", refused: slow, "a ", repeating: "<!A "),
    .init("22484: sections without an end", refused: slow, "a ", repeating: "<![CDATA["),
    .init("22486: parentheses after an address", refused: slow, "www.a.b", repeating: ")"),
    .init("24824: quotes in quotes", refused: any, repeating: ">"),
    .init("24824: lists in lists", refused: any, repeating: "* - + "),
    .init("26485: underscores", repeating: "_"),
    .init(
      "37463: a table as wide as long", refused: any,
      String(repeating: "a|", count: 30_000) + "a\n" + String(repeating: "-|", count: 30_000) + "-\n",
      repeating: "a\n"),
    .init("37463: rows of a table", refused: any, "|a|\n|-|\n", repeating: "|a|\n"),
    .init("37463: footnotes", refused: many) { "[^\($0)]\n\n[^\($0)]: a\n\n" },
    .init(
      "a definition that is used again and again", refused: any,
      "[a]: " + String(repeating: "b", count: 50_000) + "\n\n", repeating: "[a]"),
    .init("addresses of mail", refused: slow + "|nothing", repeating: "a@"),
    .init(
      "tables after a long paragraph", refused: slow, String(repeating: "a\n", count: 400_000),
      repeating: "|a|b|\n|-|-|\n"),
  ]

  /// What our own passes over the text and its tree meet.
  private static let ofPasses: [HostileText] = [
    .init("backquotes of every length", expression) { String(repeating: "`", count: $0) + "e" },
    .init("code spans beside expressions", refused: many, expression, repeating: "ą`a` "),
    .init("raw HTML over quoted lines", refused: many, expression, repeating: "> <a\n> b>x\n"),
    .init("expressions", refused: many, repeating: expression),
    .init("blocks", refused: "at most 1000 blocks") { "```swift-dt id=a\($0)\nx\n```\n" },
    .init("options", refused: "never closed", "```swift-dt ", repeating: "x "),
    .init("fences that are lost in HTML", "<div>\n", repeating: "```swift-dt\n"),
    .init("code in Swift", repeating: "```swift\nlet a = 1\n```\n"),
    .init("headings of one name", refused: many, repeating: "# a\n"),
    .init("tags without an end", "<div>\n", repeating: "<a b"),
    .init("tags whose last quote is open", "<div>\n" + String(repeating: "<x ", count: 300_000) + "y=\" >"),
    .init("attributes", "<div>\n<a ") { "a\($0) " },
    .init(
      "ends of what is not open",
      "<div>\n" + String(repeating: "<b>", count: 160_000) + String(repeating: "</i>", count: 120_000)),
    .init(
      "a wide table's long rows",
      String(repeating: "a|", count: 900) + "a\n" + String(repeating: "-|", count: 900) + "-\n"
        + String(
          repeating: String(repeating: "|" + String(repeating: "ą", count: 10), count: 901) + "\n", count: 45)
    ),
    .init(
      "front matter", refused: "at most 16 KB",
      "---\n" + String(repeating: "a: b\n", count: 190_000) + "---\na\n"),
    .init("dollars", repeating: "$"),
    .init("formulas", refused: many, repeating: "$a$ "),
    .init("a formula", "$$" + String(repeating: "a ", count: 490_000) + "$$"),
    .init(
      "braces in a formula", refused: "more than 50 deep", "$" + String(repeating: "{", count: 900_000) + "$"),
    .init("empty lines", refused: "is empty", repeating: "\n"),
  ]

  @Test("is read or refused within the limits of a reader, as is known of the parser", arguments: ofParser)
  func known(_ hostile: HostileText) async throws { try await read(hostile) }

  @Test(
    "is read or refused within the limits of a reader by what comes after the parser", arguments: ofPasses)
  func own(_ hostile: HostileText) async throws { try await read(hostile) }

  private func read(_ hostile: HostileText) async throws {
    let source = LessonSource(file: Self.file, bytes: Data(hostile.text.utf8), translation: nil)
    let reader = RememberingReader(LessonReader.built, .none)
    let reading = try await reader.read(source, nil, isFresh: true)
    let printer = DiagnosticPrinter(lines: ["x.md": Array(SourceText(hostile.text).lines)])
    #expect(reading.diagnostics.map(printer.text).joined().utf8.count < 4_000_000)
    let errors = reading.diagnostics.filter { $0.severity == .error }
    if let refusal = hostile.refusal {
      let message = errors.first?.message ?? "nothing"
      #expect(refusal.split(separator: "|").contains { message.contains($0) }, "\(errors.prefix(3))")
    } else {
      #expect(errors.prefix(3) == [])
    }
    guard reading.lesson != nil else { return }
    _ = try await reader.pages(
      of: source, transcript([]), on: "", nil, at: PagePlace(alone: "x", language: "en"),
      formats: [.html, .markdown], in: PageFolder(RootedFolder("/nowhere"), Self.file))
  }

  private static let file = LessonFile(path: "x.md", language: "en", name: "x")

  private func problems(_ text: String) async throws -> [String] {
    let source = LessonSource(file: Self.file, bytes: Data(text.utf8), translation: nil)
    let reading = try await RememberingReader(LessonReader.built, .none).read(source, nil, isFresh: true)
    #expect(reading.lesson == nil)
    return reading.diagnostics.map(\.shortForm)
  }

  @Test("that a block prints to be passed through ends the lesson with an error")
  func passedThrough() async throws {
    let lesson = try lesson("a\n\n```swift-dt passthrough\nprint(1)\n```\n").outline
    func problems(_ printed: [String]) async throws -> [Diagnostic] {
      let task = CheckPassedText(lesson: lesson, transcript: transcript([printed.map { .printed($0) }]))
      return try await LessonReader.built.perform(task, about: "x.md")
    }
    let deep = String(repeating: "\n\n", count: 10) + String(repeating: "> ", count: 101) + "a"
    #expect(
      try await problems(["*a*", deep]).map(\.shortForm) == [
        "3:1: error: what this block printed is no Markdown for a page: in its line 21, lists, quotes and emphasis "
          + "stand more than 100 deep in one another here"
      ])
    #expect(try await problems(["*a*"]) == [])
    let slow = "www.a.b" + String(repeating: ")", count: 500_000)
    await #expect(throws: Diagnostic.self) { try await problems([slow]) }
  }

  @Test("is refused where its longest passage begins, front matter counted")
  func place() async throws {
    let text = "---\ntitle: a\n---\nb\n\nwww.a.b" + String(repeating: ")", count: 1_000_000) + "\n\nc\n"
    #expect(
      try await problems(text) == [
        "6:1: error: the text takes too long to read; its longest passage begins here: divide it by empty lines"
      ])
  }

  @Test("or more is no lesson: above 2 MB nothing is read")
  func size() async throws {
    #expect(
      try await problems(String(repeating: "a\n\n", count: 800_000)) == [
        "-: error: the file has more than 2 MB, which is too much for a page"
      ])
  }

  private static let honest: String = {
    let section = """
      ## Section *of* `some` [length](a.md)

      Text with **strong**, <sup>2</sup> and https://example.com in a paragraph of some words, as people write.

      | a | b |
      |---|--:|
      | 1 | 2 |

      - one
      - two

      """
    return String(repeating: section, count: HostileText.size / 4 / section.utf8.count)
  }()

  @Test("does not keep honest text of its size from being read")
  func honest() throws {
    #expect(try lesson(Self.honest).document.children.count > 1_000)
  }

  @Test("does not disturb the reading of other texts at the same time")
  func together() async throws {
    let slow = "$a$ www.a.b" + String(repeating: ")", count: 1_000_000)
    let alone = try await Self.fragment(Self.honest)
    let results = try await withThrowingTaskGroup(of: (Int, String).self) { group in
      for number in 0..<4 {
        group.addTask {
          (number, try await Self.fragment(number.isMultiple(of: 3) ? slow : Self.honest))
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for (number, result) in results {
      #expect(number.isMultiple(of: 3) ? result.contains(Self.slow) : result == alone, "text \(number)")
    }
  }

  private static func fragment(_ text: String) async throws -> String {
    let (html, problems) = try await LessonReader.built.fragment(path: "x.md", bytes: Array(text.utf8))
    return html ?? problems.map(\.message).joined()
  }
}

import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering

/// Lessons made at random: blocks and expressions in lists, quotes, tables and headings, between all kinds of text.
private struct LessonMaker {
  private var state: UInt64
  private var count = 0
  /// The code of the blocks, line by line, and of the expressions, each in its order.
  private(set) var blocks: [[String]] = []
  private(set) var expressions: [String] = []

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func text() -> String {
    var lines: [String] = []
    for _ in 0..<(1 + pick(5)) { lines += part(depth: 0) + [""] }
    let end = ["\n", "\r\n"][pick(2)]
    return (pick(3) == 0 ? "\u{FEFF}" : "") + (pick(3) == 0 ? "---\(end)title: ż\(end)---\(end)" : "")
      + lines.joined(separator: end)
  }

  private mutating func pick(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: (state >> 33) % UInt64(count))
  }

  private mutating func part(depth: Int) -> [String] {
    // A tab after a bullet further in would end elsewhere than the one below it.
    switch pick(depth == 0 ? 8 : depth < 4 ? 7 : 5) {
    // More blanks after a bullet would make indented code of the fence.
    case 0: return block(indentation: depth == 0 ? pick(4) : 0)
    case 1: return ["\(words()) \(expression()) \(words())", "\(words())\(expression())"]
    case 2: return ["## \(words()) \(expression())"]
    case 3:
      return (pick(2) == 0 ? ["\(words()) \(expression())"] : []) + [
        "| \(words()) | b |", "|---|--:|", "| `a \\| b` \(expression()) | \(expression()) |",
      ]
    case 4: return ["<span title=\"`{swift-dt} no`\">\(expression())</span> \\` \(words())"]
    case 5: return contained(depth, first: ["> ", ">"][pick(2)], rest: nil)
    case 6: return contained(depth, first: ["- ", "1. ", "10) ", "*   "][pick(4)], rest: " ")
    default: return contained(depth, first: "-\t", rest: "\t")
    }
  }

  /// Parts inside a quote or list item.
  private mutating func contained(_ depth: Int, first: String, rest: String?) -> [String] {
    var lines: [String] = []
    for index in 0..<(1 + pick(2)) { lines += (index > 0 ? [""] : []) + part(depth: depth + 1) }
    let later = rest.map { $0 == "\t" ? "\t" : String(repeating: $0, count: first.count) } ?? first
    return lines.enumerated().map { index, line in
      // A lone `>` would join with a `>` or tab after it in ways that are tested by hand.
      index == 0
        ? first + (first == ">" ? " " : "") + line
        : rest != nil && line.isEmpty ? "" : later + (later == ">" ? " " : "") + line
    }
  }

  private mutating func block(indentation: Int) -> [String] {
    let indentation = String(repeating: " ", count: indentation)
    let fence = ["```", "~~~", "`````"][pick(3)]
    var code: [String] = []
    for _ in 0..<pick(4) {
      code.append(["x\(next())", "  ż = \(next())", "", "\ty\(next()) 👩‍👧 e\u{301}"][pick(4)])
    }
    blocks.append(code)
    return [indentation + fence + ["swift-dt", " swift  dt"][pick(2)]]
      + code.map { $0.isEmpty ? "" : indentation + $0 }
      + [indentation + fence]
  }

  private mutating func expression() -> String {
    let code = ["a\(next())", "ż(\"ł\", \(next()))", "x\(next()) < 1"][pick(3)]
    expressions.append(code)
    return ["`{swift-dt} \(code)`", "``{swift-dt}  \(code)``", "` {swift-dt} \(code) `"][pick(3)]
  }

  private mutating func words() -> String {
    ["ąęść", "a `b` c", "👩‍👩‍👧 \\* x", "**d**", "e\u{301} [f](g)"][pick(5)]
  }

  private mutating func next() -> Int {
    count += 1
    return count
  }
}

@Suite("Lessons made at random")
struct RandomLessonsTests {
  @Test(
    "have their blocks and expressions where they say, and keep results in their places", arguments: 0..<300)
  func places(_ seed: Int) throws {
    var maker = LessonMaker(seed: UInt64(seed))
    let text = maker.text()
    let parsed = Lesson.parse(path: "x.md", text: text, language: "en", name: "x")
    let lesson = try #require(parsed.lesson, "\(text)")
    let code = lesson.blocks.map { $0.lines.map { $0.text.drop { $0 == " " || $0 == "\t" } } }
    #expect(code == maker.blocks.map { $0.map { $0.drop { $0 == " " || $0 == "\t" } } }, "\(text)")
    #expect(lesson.inlineExpressions.map(\.code) == maker.expressions, "\(text)")
    for line in lesson.blocks.flatMap(\.lines) {
      #expect(String(written(at: line.start, in: lesson)) == line.text, "\(text)")
    }
    for expression in lesson.inlineExpressions {
      #expect(String(written(at: expression.start, in: lesson)).hasPrefix(expression.code), "\(text)")
    }
    try checkPage(of: lesson, text)
  }

  private func written(at position: SourcePosition, in lesson: Lesson) -> String.UnicodeScalarView.SubSequence
  {
    lesson.source.lines[position.line - 1].unicodeScalars.dropFirst(position.column - 1)
  }

  /// What stands on the Markdown page is what stands on the HTML page.
  private func checkPage(of lesson: Lesson, _ text: String) throws {
    let found = transcript(
      lesson.blocks.map { [.printed("p\($0.index)\n\n  q|*\n")] },
      lesson.inlineExpressions.map { "v\($0.index)|_" })
    let page = PageRenderer().markdown(lesson, found).text
    let again = try MarkdownReader.read(
      SourceText(page), skippedLines: lesson.frontMatter.title == nil ? 0 : 3)
    var fences: [MarkdownNode.CodeBlock] = []
    var words = ""
    again.forEach { node in
      if case .code(let code) = node.kind { fences.append(code) }
      if case .text(let text) = node.kind { words += text }
    }
    let expected = lesson.blocks.flatMap { block in
      [("swift", block.code), ("text", "p\(block.index)\n\n  q|*\n")]
    }
    #expect(fences.map(\.info) == expected.map(\.0), "\(text)")
    for (fence, (info, code)) in zip(fences, expected) {
      if info == "text" { #expect(fence.text == code, "\(text)\n→\n\(page)") }
    }
    for expression in lesson.inlineExpressions {
      #expect(words.contains("v\(expression.index)|_"), "\(text)")
    }
  }
}

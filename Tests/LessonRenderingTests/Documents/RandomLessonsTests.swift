import LessonTestSupport
import TestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering

/// Lessons made at random: blocks and expressions in lists, quotes, tables and headings, between all kinds of text.
private struct LessonMaker: CustomStringConvertible {
  private var count = 0
  /// The lesson's Markdown.
  private(set) var description = ""
  /// The code of the blocks, line by line, and of the expressions, each in its order.
  private(set) var blocks: [[String]] = []
  private(set) var expressions: [String] = []

  init(_ choices: inout Choices) {
    var lines: [String] = []
    for _ in 0..<choices.number(in: 1...5) { lines += part(depth: 0, &choices) + [""] }
    let end = choices.one(of: ["\n", "\r\n"])
    let mark = choices.one(of: ["", "", "\u{FEFF}"])
    let matter = choices.one(of: ["", "", "---\(end)title: ż\(end)---\(end)"])
    description = mark + matter + lines.joined(separator: end)
  }

  private mutating func part(depth: Int, _ choices: inout Choices) -> [String] {
    // A tab after a bullet further in would end elsewhere than the one below it.
    switch choices.below(depth == 0 ? 8 : depth < 4 ? 7 : 5) {
    // More blanks after a bullet would make indented code of the fence.
    case 0: return block(indentation: depth == 0 ? choices.below(4) : 0, &choices)
    case 1:
      return [
        "\(words(&choices)) \(expression(&choices)) \(words(&choices))",
        "\(words(&choices))\(expression(&choices))",
      ]
    case 2: return ["## \(words(&choices)) \(expression(&choices))"]
    case 3:
      return (choices.below(2) == 0 ? ["\(words(&choices)) \(expression(&choices))"] : []) + [
        "| \(words(&choices)) | b |", "|---|--:|",
        "| `a \\| b` \(expression(&choices)) | \(expression(&choices)) |",
      ]
    case 4: return ["<span title=\"`{swift-dt} no`\">\(expression(&choices))</span> \\` \(words(&choices))"]
    case 5: return contained(depth, first: choices.one(of: ["> ", ">"]), rest: nil, &choices)
    case 6:
      return contained(depth, first: choices.one(of: ["- ", "1. ", "10) ", "*   "]), rest: " ", &choices)
    default: return contained(depth, first: "-\t", rest: "\t", &choices)
    }
  }

  /// Parts inside a quote or list item.
  private mutating func contained(
    _ depth: Int, first: String, rest: String?, _ choices: inout Choices
  ) -> [String] {
    var lines: [String] = []
    for index in 0..<(1 + choices.below(2)) {
      lines += (index > 0 ? [""] : []) + part(depth: depth + 1, &choices)
    }
    let later = rest.map { $0 == "\t" ? "\t" : String(repeating: $0, count: first.count) } ?? first
    return lines.enumerated().map { index, line in
      // A lone `>` would join with a `>` or tab after it in ways that are tested by hand.
      index == 0
        ? first + (first == ">" ? " " : "") + line
        : rest != nil && line.isEmpty ? "" : later + (later == ">" ? " " : "") + line
    }
  }

  private mutating func block(indentation: Int, _ choices: inout Choices) -> [String] {
    let indentation = String(repeating: " ", count: indentation)
    let fence = choices.one(of: ["```", "~~~", "`````"])
    var code: [String] = []
    for _ in 0..<choices.below(4) {
      code.append(choices.one(of: ["x\(next())", "  ż = \(next())", "", "\ty\(next()) 👩‍👧 e\u{301}"]))
    }
    blocks.append(code)
    return [indentation + fence + choices.one(of: ["swift-dt", " swift  dt"])]
      + code.map { $0.isEmpty ? "" : indentation + $0 }
      + [indentation + fence]
  }

  private mutating func expression(_ choices: inout Choices) -> String {
    let code = choices.one(of: ["a\(next())", "ż(\"ł\", \(next()))", "x\(next()) < 1"])
    expressions.append(code)
    return choices.one(of: ["`{swift-dt} \(code)`", "``{swift-dt}  \(code)``", "` {swift-dt} \(code) `"])
  }

  private mutating func words(_ choices: inout Choices) -> String {
    ["ąęść", "a `b` c", "👩‍👩‍👧 \\* x", "**d**", "e\u{301} [f](g)"][choices.below(5)]
  }

  private mutating func next() -> Int {
    count += 1
    return count
  }
}

@Suite("Lessons made at random")
struct RandomLessonsTests {
  @Test(
    "have their blocks and expressions where they say, and keep results in their places", arguments: 0..<10)
  func places(_ part: Int) {
    expectLaw(seeds: (part * 30)..<(part * 30 + 30), of: LessonMaker.init, demandPlaces)
  }

  private func demandPlaces(of maker: LessonMaker) throws {
    let parsed = Lesson.parse(path: "x.md", text: maker.description, language: "en", name: "x")
    let lesson = try demand(parsed.lesson, "\(parsed.diagnostics)")
    let code = lesson.blocks.map { $0.lines.map { $0.text.drop { $0 == " " || $0 == "\t" } } }
    try demand(code == maker.blocks.map { $0.map { $0.drop { $0 == " " || $0 == "\t" } } })
    try demand(lesson.inlineExpressions.map(\.code) == maker.expressions)
    for line in lesson.blocks.flatMap(\.lines) {
      try demand(String(written(at: line.start, in: lesson)) == line.text)
    }
    for expression in lesson.inlineExpressions {
      try demand(String(written(at: expression.start, in: lesson)).hasPrefix(expression.code))
    }
    try demandPage(of: lesson)
  }

  private func written(at position: SourcePosition, in lesson: Lesson) -> String.UnicodeScalarView.SubSequence
  {
    lesson.source.lines[position.line - 1].unicodeScalars.dropFirst(position.column - 1)
  }

  /// What stands on the Markdown page is what stands on the HTML page.
  private func demandPage(of lesson: Lesson) throws {
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
    try demand(fences.map(\.info) == expected.map(\.0))
    for (fence, (info, code)) in zip(fences, expected) {
      if info == "text" { try demand(fence.text == code) }
    }
    for expression in lesson.inlineExpressions {
      try demand(words.contains("v\(expression.index)|_"))
    }
  }
}

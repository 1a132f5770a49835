import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument

@Suite("Captions in the text")
struct CaptionTests {
  /// The images and tables with captions: their kind, name and caption.
  private func figures(_ text: String) throws -> [String] {
    var found: [String] = []
    try lesson(text).document.forEach { node in
      guard case .figure(let figure) = node.kind else { return }
      let caption = PlainProse().text(of: node.children[1])
      found.append("\(figure.isTable ? "table" : "image") \(figure.name ?? "-"): \(caption)")
    }
    return found
  }

  @Test("belong to the image or table above them")
  func found() throws {
    #expect(
      try figures(
        """
        ![A](../figures/chain.svg)

        : One.

        ![B](b.png)
        : Two
        lines.

        | a |
        | - |
        | 1 |

        : Three {#sizes}

        > ![C](<c d.png> "title")
        > : In a quote {#c_d}

        - [![D](d.svg)](d.svg)

          : In a list.
        """) == [
          "image chain: One.", "image b: Two lines.", "table sizes: Three", "image c_d: In a quote",
          "image d: In a list.",
        ])
  }

  @Test("belong to nothing else")
  func others() throws {
    #expect(
      try figures("Words ![A](a.svg)\n\n: one\n\n![A](a.svg) ![B](b.svg)\n\n: two\n\n![A](a.svg)\n\nText.")
        == [])
    #expect(try figures("![A](a.svg)\n\n: one\n\n: two") == ["image a: one"])
    #expect(try figures("![A](a.svg)\n:one") == [])
  }

  @Test("have places in the file")
  func places() throws {
    var ranges: [Range<SourcePosition>?] = []
    try lesson("> ![A](a.svg)\n> : One {#b}\n\n![C](c.svg)\n\n: Two\n  lines").document.forEach { node in
      guard case .figure(let figure) = node.kind else { return }
      ranges += [node.children[0].range, node.children[1].range, figure.writtenName]
    }
    func range(_ a: (Int, Int), _ b: (Int, Int)) -> Range<SourcePosition> {
      SourcePosition(line: a.0, column: a.1)..<SourcePosition(line: b.0, column: b.1)
    }
    #expect(
      ranges == [
        range((1, 3), (1, 14)), range((2, 3), (2, 13)), range((2, 9), (2, 13)),
        range((4, 1), (4, 12)), range((6, 1), (7, 8)), nil,
      ])
  }

  @Test("give each figure a name of its own")
  func names() {
    let repeated = "error: another figure or block is already called"
    check(
      "![A](a.svg)\n\n: one\n\n![B](x/a.png)\n\n: two\n\n![C](a.svg)\n\n: three {#b}\n\n![D](d.svg)\n\n: four {#B}",
      reports: [
        "7:1: \(repeated) 'a'; '{#NAME}' at the end of the caption gives this image another name",
        "15:8: \(repeated) 'B'",
      ])
    check(
      "```swift-dt id=a\n```\n\n![A](a.svg)\n: one",
      reports: [
        "5:1: \(repeated) 'a'; '{#NAME}' at the end of the caption gives this image another name"
      ])
    check(
      "# Fig a\n\n![A](a.svg)\n\n: one",
      reports: [
        "5:1: warning: links to '#fig-a' reach the heading of that name, not this figure; another name avoids that"
      ])
    check(
      "![A](a.svg)\n\n: one {#b c}",
      reports: [
        "3:7: error: 'b c' is not the name of a figure: a name has ASCII letters, digits, '-' and '_' and begins with a letter, "
          + "as in '{#loss}'"
      ])
    check(
      "```swift-dt\n1\n```\n: one {#a}",
      reports: [
        "4:7: error: the name of a block's figure is an option of the block: 'id=a'"
      ])
  }

  @Test("are not rows of tables")
  func rows() {
    check(
      "| a |\n| - |\n| 1 |\n: one",
      reports: [
        "4:1: error: Markdown reads this caption as a row of the table; an empty line above it makes it a caption"
      ])
    check("a | b\n- | -\n: 1 | 2", reports: [])
  }
}

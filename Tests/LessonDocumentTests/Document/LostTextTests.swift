import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonProgram

@Suite("Text that Markdown takes for something else")
struct LostTextTests {
  @Test("is told where a reference to a footnote has no note")
  func undefinedFootnotes() {
    func undefined(_ place: String, _ name: String) -> String {
      "\(place): warning: no line '[^\(name)]: …' defines this footnote; text in brackets is written '\\[^\(name)]'"
    }
    check(
      "żó[^x] *and[^y]*\n\n> a\n> b[^z]",
      reports: [undefined("1:3", "x"), undefined("1:12", "y"), undefined("4:4", "z")])
    check(
      "# a[^h]\n\n| b[^c] |\n|---|\n| `[^c]` [^c] |",
      reports: [undefined("1:4", "h"), undefined("3:4", "c"), undefined("5:10", "c")])
    check("`[^x]` \\[^x] $[^x]$ <b title='[^x]'> [^ x] [^]\n\n    [^x]\n\n```\n[^x]\n```", reports: [])
    check("a[^X]\n\n[^x]: b", reports: [])
    check(
      "a[^x] b[^y]\n\n[^y]: c[^h]\n\n[^x]: d[^i]",
      reports: [undefined("3:8", "h"), undefined("5:8", "i")])
  }

  @Test("is told where nothing refers to a footnote, or another note of its name is shown")
  func unusedFootnotes() {
    let unused = "warning: nothing refers to this footnote, so that it is not shown"
    check("a[^x]\n\n[^x]: b\n\n> [^ż]: c\n", reports: ["5:3: \(unused)"])
    check("---\ntitle: \"[^a]\"\n---\n- a\n\n[^y]: c\n", reports: ["6:1: \(unused)"])
    check(
      "a[^x]\n\n[^x]: b\n\n[^X]: c\n",
      reports: ["5:1: warning: '[^X]' is defined in line 3 already, and this note is not shown"])
    check("a\n\n```\n[^x]: b\n```\n\n<!--\n[^x]: b\n-->\n", reports: [])
  }

  @Test("is told where a bar cuts an expression of a table")
  func cutExpressions() {
    let bar =
      "a '|' ends the cell in the middle of this expression; in the code of a table a bar is written '\\|'"
    check("| ż | `{swift-dt} a || b` |\n|---|---|---|---|", reports: ["1:7: error: \(bar)"])
    check("a | b\n--|--\nx | ``{swift-dt} a | b``\n", reports: ["3:5: error: \(bar)"])
    check(
      "> | a |\n> |---|\n> | x | `{swift-dt} a` |",
      reports: [
        "3:9: error: this cell is one more than the table has columns, so that its expression is left out"
      ])
    check("| a | `x || y` | \\`{swift-dt} a | b` |\n|---|---|---|---|---|---|", reports: [])
    check("no table `{swift-dt} a || b`", reports: [])
  }

  @Test("is told where a bar cuts a formula of a table")
  func cutFormulas() {
    let bar =
      "a '|' ends the cell in the middle of this formula; in a table a bar is written '\\|' or '\\vert'"
    check("| ż | $|x|$ |\n|---|---|---|---|", reports: ["1:7: warning: \(bar)"])
    check("| $\\|x\\|$ | $a$ | $b$ |$c$|$d$|\n|---|---|---|---|---|\n| $5|$6 | `$` | $ |", reports: [])
  }

  @Test("is looked for in a time that any text keeps to")
  func patience() {
    let texts = [
      String(repeating: "&#91;^x] ", count: 20_000),
      String(repeating: "[^x] ", count: 20_000) + "\n\n[^y]: z",
      "|a|\n|-|\n" + String(repeating: "|`{swift-dt} 1`", count: 20_000),
      "|a|\n|-|\n|"
        + (1...400).map { String(repeating: "`", count: $0) + "{swift-dt" }.joined(separator: "|"),
    ]
    for text in texts {
      let time = ContinuousClock().measure {
        _ = Lesson.parse(path: "x.md", text: text, language: "en", name: "x")
      }
      #expect(time < .seconds(10), "\(text.prefix(40))")
    }
  }

  @Test("is told where the braces of other tools stand in a fence")
  func braces() {
    check(
      "```swift-dt id={loss}\n1\n```",
      reports: ["1:13: error: a name stands after 'id=' without braces and quotes"])
    check(
      "```swift-dt {id=loss fold}\n1\n```",
      reports: [
        "1:13: error: options stand without braces, as in 'swift-dt id=loss fold'; found '{id=loss'",
        "1:22: error: options stand without braces, as in 'swift-dt id=loss fold'; found 'fold}'",
      ])
    check(
      "```{swift-dt}\n1\n```\n\n```swift-dt{id=loss}\n1\n```",
      reports: [
        "1:4: warning: a block of '{swift-dt}' is not run; did you mean 'swift-dt'?",
        "5:4: warning: a block of 'swift-dt{id=loss}' is not run; did you mean 'swift-dt'?",
      ])
  }

  @Test("does not move what is wrong with an expression behind bars that a table escapes")
  func escapedBars() throws {
    let text = "| `{swift-dt} a \\|\\| ż \\| b` |\n|---|\n"
    let expression = try #require(try lesson(text).inlineExpressions.first)
    #expect(expression.code == "a || ż | b")
    let code = MappedCode(expression)
    for (word, column) in ["a": 15, "|| ż": 18, "| ż": 20, "ż": 22, "| b": 25, "b": 27] {
      let start = try #require(code.text.firstRange(of: word))
      let byte = code.text.utf8.distance(from: code.text.startIndex, to: start.lowerBound)
      #expect(code.position(at: byte) == SourcePosition(line: 1, column: column), "\(word)")
    }
  }
}

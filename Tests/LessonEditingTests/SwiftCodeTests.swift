import Foundation
import LessonCore
import LessonProgram
import LessonReading
import Testing

@testable import LessonEditing

@Suite("Places in Swift and in its Markdown")
struct SwiftCodeTests {
  /// Code in lists, behind tabs, in quotes, in scopes and in tables, with characters of one to four bytes.
  private static let lesson = """
    # Zażółć 😀

    - lista

    \t```swift-dt
    \timport Foundation
    \tlet żółw = "😀"; let gęś = żółw
    \t
    \t\tprint(gęś)
    \t```

    > ```swift-dt nest
    > import Dispatch
    > struct Ślad { var é = 1 }
    > ```

    | a | `{swift-dt} żółw == "a\\|b" \\|\\| gęś.isEmpty` |
    |---|---|
    | `{swift-dt} żółw` | `{swift-dt} gęś` |

    ```swift-dt fail
    let wrong: Int = "🐢"
    ```

    ```swift-dt compile-only
    func f() {
    ```

    ```swift-dt
    żółw.
    ```
    """

  private func programs(_ text: String) -> [EditableProgram] {
    let file = LessonFile(single: "a.md")
    let source = LessonSource(file: file, bytes: Data(text.utf8), translation: nil)
    return WriteEditablePrograms(source: source, rules: nil).perform().programs
  }

  @Test("a place of the code, its place in the program and back are the same place")
  func thereAndBack() throws {
    let program = try #require(programs(Self.lesson).first)
    #expect(program.isSound)
    let positions = program.positions
    #expect(positions.count > 150 && program.hasCode)
    for position in positions {
      let offset = try #require(program.offset(of: position))
      #expect(program.position(ofOffset: offset) == position)
    }
    #expect(Set(positions.map { program.offset(of: $0) }).count == Set(positions).count)
  }

  @Test(
    "in every encoding, the letters at a place are those of the program",
    arguments: PositionEncoding.allCases)
  func letters(encoding: PositionEncoding) throws {
    let program = try #require(programs(Self.lesson).first)
    let text = EditedText(Self.lesson, encoding)
    let code = SwiftCode(program, in: text), swift = EditedText(program.text, .utf16)
    for word in ["żółw =", "gęś.isEmpty", "Ślad", "🐢", "print", "żółw`", "é = 1"] {
      let start = try #require(Array(Self.lesson.utf8).firstRange(of: Array(word.utf8))?.lowerBound)
      let place = text.place(ofOffset: start)
      let inside = try #require(code.place(ofMarkdown: place))
      let letters = word.prefix { $0 != "`" }.utf8
      #expect(swift.bytes[swift.offset(of: inside)...].starts(with: letters))
      let end = swift.place(ofOffset: swift.offset(of: inside) + letters.count)
      let range = code.range(ofSwift: LSP.Range(start: inside, end: end))
      #expect(range?.start == place)
      #expect(range.map { text.offset(of: $0.end) } == start + letters.count)
    }
  }

  @Test("places in prose, in fences and before code are not in the program")
  func outside() throws {
    let program = try #require(programs(Self.lesson).first)
    for word in ["lista", "swift-dt\n", "nest", "| a", "# Za"] {
      let text = EditedText(Self.lesson, .utf8)
      let start = try #require(Array(Self.lesson.utf8).firstRange(of: Array(word.utf8))?.lowerBound)
      #expect(SwiftCode(program, in: text).place(ofMarkdown: text.place(ofOffset: start)) == nil)
    }
  }

  @Test("generated code has no place in the Markdown")
  func generated() throws {
    let program = try #require(programs(Self.lesson).first)
    for line in ["import DeepTraining", "_lessonInline(0, ", "do {"] {
      let start = try #require(Array(program.text.utf8).firstRange(of: Array(line.utf8))?.lowerBound)
      #expect(program.position(ofOffset: start) == nil)
    }
  }

  @Test("code that ends in a comment, a literal or a scope leaves that after it as it is")
  func unfinished() throws {
    for open in ["/* a", "let s = \"\"\"\n  x", "func f() {\nif true {", "print([1,", "x."] {
      let text = "# A\n\n```swift-dt\n\(open)\n```\n\n```swift-dt\nlet after = 1\n```\n"
      let program = try #require(programs(text).first)
      let next = Data("let after = 1".utf8)
      let before = try #require(Data(program.text.utf8).firstRange(of: next)).lowerBound
      let whole = String(decoding: Data(program.text.utf8)[..<before], as: UTF8.self)
      #expect(whole.hasSuffix(";\n"), "\(whole)")
      #expect(Self.opens(whole, "{") == Self.opens(whole, "}"))
      #expect(Self.opens(whole, "\"\"\"") % 2 == 0)
      #expect(Self.opens(whole, "/*") == Self.opens(whole, "*/"))
    }
  }

  private static func opens(_ text: String, _ mark: String) -> Int { text.ranges(of: mark).count }

  @Test("an edit of several lines begins them as the Markdown's lines begin")
  func lines() throws {
    let text = "# A\n\n> - a\n>\n>   ```swift-dt\n>   let x = 1\n>   ```\n"
    let program = try #require(programs(text).first)
    let edited = EditedText(text, .utf16), code = SwiftCode(program, in: edited)
    let place = try #require(code.place(ofMarkdown: LSP.Position(line: 5, character: 8)))
    let edit = LSP.TextEdit(range: LSP.Range(start: place, end: place), newText: "a\nb\n")
    #expect(code.edit(ofSwift: edit)?.newText == "a\n>   b\n>   ")
  }
}

import Foundation
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonExecution

@Suite("What the compiler proposes")
struct ProposedFixTests {
  private typealias Place = SerializedDiagnostics.Place

  /// Written by Swift 6.2 with `-Xfrontend -serialize-diagnostics-path` for `/* é */ count += g(3)` on line 4 of `x.md`, where `g`
  /// is `func g(x: Int) -> Int`.
  private static let file = """
    RElBRwEIAAA8AAAABwGyQLRCOdBDODwggS2UgzzMQzq8gzscBIhigEBxECQLBCmkQzicw0MikEI6hMM5pII7mMM7PCTDLMjD
    OMhCOLjDOZTDA1KMQjjQgyuEQzuUw0NCkEI6hMM5mAI7hMM5PCSGKaQDO5SDK4RDO5TDg3GYQjrgQyrQw8OEzMI71IM8jEM5
    mEI6sEM5jMI7uAM9lIM70MM8HASJqoAMKgKFQCFQiBIlMKhkgcAgSE0HqAgUAoVAQUWgECgECkkCUQKDahpQESgECoFBXQ+o
    CBQChUBBRaAQKAQKgUFlEahQESgECoGCikAhUAgUBIMCAAAAIQwAAAIAAAAUAAAAAAAAACUQAAAcAAAAGAAAAAAAAAAACAAI
    eC5tZLRAAAAAUAEAAFAGAAAAAAAjAGMAbWlzc2luZyBhcmd1bWVudCBsYWJlbCAneDonIGluIGNhbGwAGQgAAAAqAAAAygAA
    AAIBAABABQAAQBkAAMAAwAAAAAB4OiAAAAAAAA==
    """

  private static var bytes: [UInt8] {
    [UInt8](Data(base64Encoded: file.filter { !$0.isWhitespace }) ?? Data())
  }

  @Test("is read from the file that the compiler writes")
  func golden() throws {
    let remarks = try SerializedDiagnostics(Self.bytes).remarks
    #expect(remarks.map(\.message) == ["missing argument label 'x:' in call"])
    let place = Place(file: "x.md", line: 4, column: 21)
    #expect(remarks.first?.place == place && remarks.first?.notes.isEmpty == true)
    #expect(remarks.first?.changes == [.init(start: place, end: place, text: "x: ")])
  }

  @Test("is not read from a file that is cut off anywhere, and any changed byte does no harm")
  func damaged() {
    let bytes = Self.bytes
    for count in stride(from: 0, to: bytes.count - 4, by: 4) where count > 4 {
      let found = (try? SerializedDiagnostics(Array(bytes[..<count])))?.remarks ?? []
      #expect(found.count <= 1)
    }
    #expect(throws: Bitstream.Malformed.self) {
      try SerializedDiagnostics(Array("DIAX".utf8) + bytes.dropFirst(4))
    }
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << UInt8(bit)
        _ = try? SerializedDiagnostics(changed)
      }
    }
  }

  private let source: GeneratedSource

  init() throws {
    source = try program("> ```swift-dt\n> /* é */ let a = 1\n> let b = a\n> ```\n\n`{swift-dt} 1`\n")
      .source(for: .running)
  }

  private func place(_ line: Int, _ column: Int, in file: String = "x.md") -> SerializedDiagnostics.Place {
    Place(file: file, line: line, column: column)
  }

  private func change(_ line: Int, _ columns: Range<Int>, _ text: String, in file: String = "x.md")
    -> SerializedDiagnostics.Change
  {
    .init(
      start: place(line, columns.lowerBound, in: file), end: place(line, columns.upperBound, in: file),
      text: text)
  }

  /// The fixes for an error with these changes, and for the notes below it.
  private func fixes(
    _ changes: [SerializedDiagnostics.Change], notes: [(String, [SerializedDiagnostics.Change])] = []
  ) -> [CodeFix] {
    let error = SerializedDiagnostics.Remark(
      place: place(3, 9), message: "wrong", changes: changes,
      notes: notes.map { .init(place: place(2, 1), message: $0.0, changes: $0.1) })
    let fixes = ProposedFixes(SerializedDiagnostics(remarks: [error]), in: source)
    let said = CompilerOutput("x.md:3:9: error: wrong", fixes: fixes).diagnostics(in: source)
    return said.flatMap(\.fixes)
  }

  private func range(_ line: Int, _ columns: Range<Int>) -> Range<SourcePosition> {
    SourcePosition(
      line: line, column: columns.lowerBound)..<SourcePosition(line: line, column: columns.upperBound)
  }

  @Test("says in words what it changes, at places of the Markdown whose columns are letters")
  func mapped() {
    // `let` begins at byte 10 of the code, which is column 11 of the line behind its `> `.
    #expect(
      fixes([change(2, 10..<13, "var")])
        == [CodeFix(title: "Replace 'let' with 'var'", edits: [.init(range(2, 11..<14), "var")])])
    #expect(fixes([change(3, 9..<9, "x: ")]).map(\.title) == ["Insert 'x:'"])
    #expect(fixes([change(3, 9..<10, "")]).map(\.title) == ["Remove 'a'"])
    #expect(
      fixes([change(3, 9..<9, "("), change(3, 10..<10, ")")]).map(\.title) == ["Insert '(', insert ')'"])
  }

  @Test("of notes stands beside that of their error, each as a fix of its own with the note's words")
  func notes() {
    let found = fixes(
      [change(3, 9..<10, "b")],
      notes: [
        ("change 'let' to 'var' to make it mutable", [change(2, 10..<13, "var")]), ("nothing to do", []),
        ("the same again", [change(3, 9..<10, "b")]),
      ])
    #expect(found.map(\.title) == ["Replace 'a' with 'b'", "Change 'let' to 'var' to make it mutable"])
  }

  @Test("is left out where it would change other code, or would leave a gap to fill in")
  func leftOut() {
    #expect(fixes([change(2, 10..<13, "var", in: "main.swift")]).isEmpty)
    #expect(fixes([change(2, 10..<13, "var"), change(1, 1..<2, "x")]).isEmpty)
    #expect(fixes([change(3, 10..<10, " ?? <#default value#>")]).isEmpty)
    #expect(fixes([change(3, 9..<40, "x")]).isEmpty)
    #expect(fixes([change(3, 7..<10, "x"), change(3, 9..<10, "y")]).isEmpty)
    #expect(fixes([]).isEmpty)
  }
}

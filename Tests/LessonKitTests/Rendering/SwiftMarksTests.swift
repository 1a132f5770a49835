import Foundation
import Testing

@testable import LessonKit

@Suite("The words of Swift")
struct SwiftMarksTests {
  /// Expects the kinds of a piece of code, one letter for each byte: as in style sheets, `-` for the plain.
  private func check(_ code: String, _ kinds: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let letters = SwiftMarks(code).marks.map { String(repeating: $0.kind ?? "-", count: $0.length) }
    #expect(letters.joined() == kinds, sourceLocation: sourceLocation)
  }

  @Test("are told apart by their kind")
  func kinds() {
    check("let x: Int = 1 // c", "kkk----ttt---n-cccc")
    check("let y = \"a\" + A()", "kkk-----sss---t--")
    check("@main struct B {}", "aaaaa-kkkkkk-t---")
  }

  @Test("are marked in code that does not compile, too")
  func wrongCode() {
    check("let = 5 let", "kkk---n-kkk")
  }

  @Test(
    "cover the code without gaps, whatever it is",
    arguments: [
      "", "\"", "/*", "`", "\\(", "#\"\\#(", "\"\"\"\\", "0x", "ą\u{301}\"ż\\(ł)", "@", "))((", "\u{0}",
    ])
  func gaps(_ code: String) {
    #expect(SwiftMarks(code).marks.allSatisfy { $0.length > 0 })
    #expect(SwiftMarks(code).marks.reduce(0) { $0 + $1.length } == code.utf8.count)
  }

  @Test("are remembered as they were found, and found again when what was kept is damaged")
  func memory() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "marks-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let cache = MarksCache(CacheFolder(RootedFolder(folder.path)))
    let code = "let x: Int = 1"
    #expect(cache.marks(of: code) == SwiftMarks(code))
    #expect(cache.marks(of: code) == SwiftMarks(code))
    let files = try FileManager.default.contentsOfDirectory(
      at: folder.appending(path: "marks"), includingPropertiesForKeys: nil)
    #expect(files.count == 1)
    try Data("nonsense".utf8).write(to: files[0])
    #expect(cache.marks(of: code) == SwiftMarks(code))
  }
}

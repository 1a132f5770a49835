import Foundation
import Testing

@testable import LessonEditing

@Suite("Edits and addresses")
struct TextEditTests {
  @Test("the edit from one text to another makes the other of the one")
  func editBetweenTexts() {
    var random = SystemRandomNumberGenerator()
    let parts = ["a", "ż", "ź", "😀", "😁", "\n", "\r\n", "\r", "{", "}"]
    for _ in 0..<2_000 {
      let old = (0..<Int.random(in: 0...10)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      let new = (0..<Int.random(in: 0...10)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      var text = EditedText(old, .utf16)
      let edit = text.edit(to: Array(new.utf8))
      text.replace(edit.range, with: edit.newText)
      #expect(text.string == new, "from \(old.debugDescription)")
    }
  }

  @Test(
    "addresses of files are read as they were written", arguments: ["/a b/ż#?%.md", "/😀/[x]", "/plain-_.~"])
  func addresses(path: String) {
    let uri = FileAddress.uri(path)
    #expect(FileAddress.path(uri) == path)
    #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
  }

  @Test(
    "addresses of something else are no files",
    arguments: ["untitled:Untitled-1", "https://example.org/a", "file:", "", "a/b", "file:///a%00b"])
  func otherAddresses(uri: String) { #expect(FileAddress.path(uri) == nil) }
}

import Foundation
import LessonDisplay
import Testing

@testable import LessonKit

@Suite("A lesson as a notebook")
struct NotebookTests {
  /// The cells of a lesson's notebook, each as its kind, source and what stands in its outputs.
  private func cells(_ markdown: String, _ transcript: Transcript) throws -> [[String: Any]] {
    let parsed = Lesson.parse(path: "x.md", text: markdown, language: "en", name: "x")
    let bytes = Notebook(try #require(parsed.lesson), transcript).bytes
    let notebook = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    #expect(notebook["nbformat"] as? Int == 4 && notebook["nbformat_minor"] as? Int == 5)
    return try #require(notebook["cells"] as? [[String: Any]])
  }

  private func source(_ cell: [String: Any]) -> String { (cell["source"] as? [String] ?? []).joined() }

  private func outputs(_ cell: [String: Any]) -> [[String: Any]] { cell["outputs"] as? [[String: Any]] ?? [] }

  @Test("has a cell for each block and for the prose between, values in the place of expressions")
  func order() throws {
    let found = try cells(
      "---\nseed: 1\n---\n\n# A\r\n\r\nTwo\n\n```swift-dt\nlet a = 1\n\na\n```\n```swift-dt\na\n```\n\nIt is `{swift-dt} a`.\n",
      transcript([[], []], ["1"]))
    #expect(found.map { $0["cell_type"] as? String } == ["markdown", "code", "code", "markdown"])
    #expect(found.map(source) == ["# A\n\nTwo", "let a = 1\n\na", "a", "It is 1."])
    #expect(found.map { $0["id"] as? String } == ["text-1", "block-1", "block-2", "text-end"])
    #expect(found.map { $0["execution_count"] as? Int } == [nil, 1, 2, nil])
  }

  @Test("shows text, tables, drawings and messages each in its form")
  func forms() throws {
    let results: [BlockTranscript.Result] = [
      .printed("one\ntwo\n"), .shown(.text("text")), .shown(.table(Table(columns: ["n"], rows: [[1]]))),
      .shown(.chart(Chart(x: "x", y: "y", [Series("s", [1, 2])]))), .message("error: no\nnote: yes"),
    ]
    let cell = try cells("```swift-dt\na\n```\n", transcript([results]))[0]
    let shown = outputs(cell)
    #expect(
      shown.map { $0["output_type"] as? String } == [
        "stream", "display_data", "display_data", "display_data", "error",
      ])
    #expect(shown[0]["text"] as? [String] == ["one\n", "two\n"])
    let bundles = shown[1...3].map { $0["data"] as? [String: [String]] ?? [:] }
    #expect(bundles[0] == ["text/plain": ["text"]])
    #expect(bundles[1]["text/html"]?.first == "<table>\n" && bundles[1]["text/plain"]?.count == 3)
    #expect(bundles[2]["image/svg+xml"]?.joined().hasPrefix("<svg ") == true)
    #expect(shown[4]["evalue"] as? String == "error: no\nnote: yes")
  }

  @Test("keeps the code of blocks that pages do not show or fold, hidden")
  func hidden() throws {
    let found = try cells(
      "```swift-dt invisible\n1\n```\n\n```swift-dt fold id=f\n2\n```\n\n```swift-dt silent\n3\n```\n",
      transcript([[.printed("x")], [.printed("y")], [.printed("z")]]))
    let metadata = found.map { $0["metadata"] as? [String: Any] ?? [:] }
    #expect(metadata.map { ($0["jupyter"] as? [String: Bool])?["source_hidden"] } == [true, true, nil])
    #expect(metadata.map { $0["name"] as? String } == [nil, "f", nil])
    #expect(found.map { outputs($0).count } == [0, 1, 0])
  }
}

import Foundation
import Testing

@Suite("What a lesson shows or says")
struct HostileOutputTests {
  @Test(
    "is an error at its line when no page can hold it",
    arguments: [
      (
        "HeatMap(Array(repeating: Array(repeating: 0.0, count: 2_000), count: 2_000))",
        "4000000 cells of a grid are too many; a lesson may show at most 100000"
      ),
      (
        "Table(columns: [.decimals(\"a\", 1_000_000_000)], rows: [[0.5]])",
        "1000000000 digits of a number are too many; a lesson may show at most 50"
      ),
      (
        "String(repeating: \"a\", count: 2_000_000)",
        "2000000 bytes of text are too many; a lesson may show at most 1048576"
      ),
    ])
  func tooLarge(code: String, message: String) async throws {
    let place = try Workplace()
    try place.write("# A\n\n```swift-dt\n\(code)\n```\n", to: "x.md")
    let result = try await place.lessons("run", "x.md")
    #expect(result.errors.hasPrefix("x.md:4:1: error: \(message)\n"), "\(result.errors)")
    #expect(result.status == 1)
  }

  @Test("stands in a workflow's log between lines that switch commands off")
  func fence() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nprint(\"::error::x\")\n```\n", to: "x.md")
    try place.write("```swift-dt\nfatalError(\"a\\n::error::y\")\n```\n", to: "y.md")
    let environment = ["GITHUB_ACTIONS": "true"]
    let shown = try await place.lessons("run", "x.md", environment: environment).output
    let match = try #require(
      shown.wholeMatch(of: #/::stop-commands::(\w+)\nx\.md:1\n::error::x\n::(\w+)::\n/#), "\(shown)")
    #expect(match.1 == match.2)
    let failed = try await place.lessons("run", "y.md", environment: environment).errors
    let lines = failed.split(separator: "\n")
    #expect(
      lines.first?.hasPrefix("::stop-commands::") == true && lines.contains("  | ::error::y"), "\(failed)")
    #expect(
      lines.last.map { "::stop-commands::" + $0.dropFirst(2).dropLast(2) } == lines.first.map(String.init))
    #expect(try await place.lessons("run", "x.md").output == "x.md:1\n::error::x\n")
  }
}

import Foundation
import LessonTestSupport
import Testing

@testable import LessonExecution

@Suite("Examples in the documentation")
struct ExampleTests {
  private static let package = URL(filePath: #filePath).appending(path: "../../../..").standardized

  /// What the compiler says of the examples, with `Names.swift` for what they do not declare.
  private func errors(_ examples: [Example]) async throws -> [String] {
    let toolchain = try await Toolchain.find(path: ProcessInfo.processInfo.environment["PATH"])
    let modules = try ModuleSearch(executable: builtProgram)
    let names = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Names.swift")
    let folder = try TestFolder()
    try folder.write(
      Example.program(examples, names: String(contentsOf: names, encoding: .utf8)), to: "examples.swift")
    let compiler = Process()
    compiler.executableURL = URL(filePath: toolchain.compiler)
    compiler.arguments =
      ["-typecheck", "-swift-version", "6", "-parse-as-library", "-suppress-warnings"] + modules.arguments
      + ["-module-cache-path", URL(filePath: builtProgram).deletingLastPathComponent().path + "/ModuleCache"]
      + [folder.path + "/examples.swift"]
    let output = Pipe()
    compiler.standardError = output
    try compiler.run()
    let messages = try output.fileHandleForReading.readToEnd() ?? Data()
    compiler.waitUntilExit()
    let errors = String(decoding: messages, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { $0.contains(": error: ") && !$0.hasPrefix(" ") }
    #expect((compiler.terminationStatus == 0) == errors.isEmpty)
    return errors
  }

  @Test("compile")
  func compile() async throws {
    let examples = try Example.all(of: Self.package)
    #expect(examples.contains { $0.path == "README.md" } && examples.count > 40)
    let found = try await errors(examples)
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test("that are wrong are told at their line")
  func wrong() async throws {
    let wrong = Example(path: "docs/a.md", line: 7, code: "import Foundation\nlet a = nothing + 1\n")
    #expect(try await errors([wrong]) == ["docs/a.md:8:9: error: cannot find 'nothing' in scope"])
  }

  @Test("stand in fences of Markdown, also of Markdown that is shown")
  func documents() throws {
    let text =
      "a\n```swift\n1\n```\n\n    2\n\n```sh\n3\n```\n\n````markdown\nb\n```swift-dt id=x\n4\n```\n````\n"
    let found = try Example.inMarkdown(text, path: "a.md")
    #expect(found.map(\.code) == ["1\n", "4\n"] && found.map(\.line) == [3, 15])
  }

  @Test("stand in fences of comments, or indented there, and not in lists")
  func comments() throws {
    let text = """
      /// A.
      ///
      ///     1
      ///
      ///     2
      struct A {
        /// ```swift
        ///   3
        /// ```
        ///
        /// - Parameters:
        ///   - a: B
        ///     c
        var a = 0  // ```
      }
      """
    let found = try Example.inComments(text, path: "a.swift")
    #expect(found.map(\.code) == ["1\n\n2\n", "  3\n"] && found.map(\.line) == [3, 8])
  }
}

import ArgumentParser
import Foundation
import LessonConfinement
import LessonCore
import LessonReading
import LessonStorage

/// Renders plain Markdown.
struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Print a Markdown file as an HTML fragment; no code is run.")

  @Argument(help: "The Markdown file.")
  var file: String

  func run() async throws {
    let bytes = try readFile(file)
    let console = Console()
    let reader = LessonReader(confined: try Confinement.Demand.auto.confinement(console))
    let (html, diagnostics) = try await reader.fragment(path: file, bytes: bytes)
    if !diagnostics.isEmpty {
      console.show(
        diagnostics, lines: [file: Array(SourceText(String(decoding: bytes, as: UTF8.self)).lines)])
    }
    guard let html else { throw ExitStatus.wrong }
    try FileHandle.standardOutput.write(contentsOf: Data(html.utf8))
  }
}

/// The bytes of a file that the user named.
func readFile(_ path: String) throws(UsageFailure) -> [UInt8] {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
    throw UsageFailure("there is no '\(path)'")
  }
  guard !isFolder.boolValue, let bytes = try? Data(contentsOf: URL(filePath: path)) else {
    throw UsageFailure("'\(path)' cannot be read as a file")
  }
  return [UInt8](bytes)
}

import Foundation
import LessonCore
import LessonDocument

/// Swift that the documentation shows.
struct Example {
  /// The file, relative to the package.
  let path: String
  /// Where its code begins in the file.
  let line: Int
  let code: String

  /// The examples of the README, of other documents, of articles, and of comments in the sources.
  static func all(of package: URL) throws -> [Example] {
    let folder = package.path
    let files =
      (FileManager.default.enumerator(atPath: folder + "/Sources")?.compactMap { $0 as? String } ?? [])
    let sources = files.filter { $0.hasSuffix(".swift") }.map { "Sources/" + $0 }
    let articles = files.filter { $0.hasSuffix(".md") }.map { "Sources/" + $0 }
    let documents = try ["", "docs/"].flatMap { place in
      try FileManager.default.contentsOfDirectory(atPath: folder + "/" + place)
        .filter { $0.hasSuffix(".md") }.map { place + $0 }
    }
    func text(_ path: String) throws -> String {
      try String(contentsOf: package.appending(path: path), encoding: .utf8)
    }
    return try (documents + articles).sorted().flatMap { try inMarkdown(text($0), path: $0) }
      + sources.sorted().flatMap { try inComments(text($0), path: $0) }
  }

  /// Fences of `swift` and `swift-dt`, also those in Markdown that is shown.
  static func inMarkdown(
    _ text: String, path: String, from line: Int = 1, indented: Bool = false
  ) throws -> [Example] {
    var found: [Example] = []
    var shown: [Example] = []
    try MarkdownReader.read(SourceText(text)).forEach { node in
      guard case .code(let code) = node.kind, let start = node.range?.lowerBound.line else { return }
      let example = Example(
        path: path, line: line + start - (code.isFenced ? 0 : 1), code: withoutErrors(code.text))
      switch code.language {
      case "swift", "swift-dt": found.append(example)
      case "markdown": shown.append(example)
      default: if indented && !code.isFenced { found.append(example) }
      }
    }
    return try found + shown.flatMap { try inMarkdown($0.code, path: path, from: $0.line) }
  }

  /// The code with empty lines in place of those that must not compile.
  private static func withoutErrors(_ code: String) -> String {
    code.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.contains("  // error:") ? "" : $0 }.joined(separator: "\n")
  }

  /// The fences and the indented code of comments for documentation.
  static func inComments(_ text: String, path: String) throws -> [Example] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.trimmingPrefix { $0 == " " }
    }
    var found: [Example] = []
    var start = 0
    while let first = lines[start...].firstIndex(where: { $0.hasPrefix("///") }) {
      let end = lines[first...].firstIndex { !$0.hasPrefix("///") } ?? lines.endIndex
      let comment = lines[first..<end].map { $0.dropFirst(3).trimmingPrefix(" ") }
      // Only these can have an example, and there are thousands of others.
      if comment.contains(where: { $0.hasPrefix("```") || $0.hasPrefix("    ") }) {
        found += try inMarkdown(
          comment.joined(separator: "\n"), path: path, from: first + 1, indented: true)
      }
      start = end
    }
    return found
  }
}

extension Example {
  /// All examples as one file, each as a function whose places are those of the documentation.
  static func program(_ examples: [Example], names: String) -> String {
    names
      + examples.enumerated().map { index, example in
        // Imports stand at the beginning of the file only.
        let code = example.code.split(separator: "\n", omittingEmptySubsequences: false).map {
          $0.hasPrefix("import ") ? "" : $0
        }
        return """

          func example\(index)() throws {
          #sourceLocation(file: "\(example.path)", line: \(example.line))
          \(code.joined(separator: "\n"))
          #sourceLocation()
          }

          """
      }.joined()
  }
}

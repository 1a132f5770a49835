import Foundation
import LessonCore

/// The file format of notebooks, `nbformat` 4.5.
package struct NotebookFile: Encodable {
  let cells: [NotebookCell]
  let metadata: Metadata
  let nbformat = 4
  let nbformatMinor = 5

  struct Metadata: Encodable {
    let kernelspec = Kernel()
    let languageInfo = Language()
    let title: String
  }

  struct Kernel: Encodable {
    let displayName = "Swift"
    let language = "swift"
    let name = "swift"
  }

  package struct Language: Encodable {
    let fileExtension = ".swift"
    let mimetype = "text/x-swift"
    package let name = "swift"
  }

  /// The file.
  package var bytes: Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    // Encoding cannot fail: the file contains only text, lists and integers.
    return try! encoder.encode(self) + Data("\n".utf8)
  }
}

/// Text as notebooks store it: a list of lines, which keep their line ends.
struct NotebookLines: Encodable {
  private let text: String

  init(_ text: String) { self.text = text }

  func encode(to encoder: any Encoder) throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let ended = lines.dropLast().map { $0 + "\n" } + lines.suffix(1).filter { !$0.isEmpty }
    try ended.encode(to: encoder)
  }
}

enum NotebookCell: Encodable {
  case markdown(Markdown)
  case code(Code)

  struct Markdown: Encodable {
    let cellType = "markdown"
    let id: String
    let metadata: [String: String] = [:]
    let source: NotebookLines
  }

  struct Code: Encodable {
    let cellType = "code"
    let executionCount: Int?
    let id: String
    let metadata: Metadata
    let outputs: [NotebookOutput]
    let source: NotebookLines

    struct Metadata: Encodable {
      var jupyter: Hidden?
      var name: String?
      /// Whether long output is shown in a frame with a scroll bar.
      var scrolled: Bool?
      var tags: [String]?
    }

    struct Hidden: Encodable {
      let sourceHidden = true
      var outputsHidden: Bool?
    }

    private enum CodingKeys: CodingKey {
      case cellType, executionCount, id, metadata, outputs, source
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(cellType, forKey: .cellType)
      // A cell that has not run has the count `null`; the key must not be missing.
      try container.encode(executionCount, forKey: .executionCount)
      try container.encode(id, forKey: .id)
      try container.encode(metadata, forKey: .metadata)
      try container.encode(outputs, forKey: .outputs)
      try container.encode(source, forKey: .source)
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .markdown(let cell): try cell.encode(to: encoder)
    case .code(let cell): try cell.encode(to: encoder)
    }
  }
}

enum NotebookOutput: Encodable {
  /// A displayed result, by media type.
  case data([String: NotebookLines])
  case stream(NotebookLines)
  case error([String])

  private struct Shown: Encodable {
    let data: [String: NotebookLines]
    let metadata: [String: String] = [:]
    let outputType = "display_data"
  }

  private struct Printed: Encodable {
    let name = "stdout"
    let outputType = "stream"
    let text: NotebookLines
  }

  private struct Failure: Encodable {
    let ename = "error"
    let evalue: String
    let outputType = "error"
    let traceback: [String]
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .data(let bundle): try Shown(data: bundle).encode(to: encoder)
    case .stream(let text): try Printed(text: text).encode(to: encoder)
    case .error(let lines):
      try Failure(evalue: lines.joined(separator: "\n"), traceback: lines).encode(to: encoder)
    }
  }
}

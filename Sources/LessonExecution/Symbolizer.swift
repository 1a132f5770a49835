import Foundation
import LessonConfinement
import LessonCore

/// Looks up the lines of a lesson that belong to addresses in its object.
struct Symbolizer: Sendable {
  let toolchain: Toolchain
  let tools: ConfinedTool

  /// A place in code. Inlined code has several for one address, innermost first.
  struct Frame: Sendable {
    let function: String
    /// In the lesson.
    let position: SourcePosition?
    /// In a file that lessons share.
    var shared: SharedPlace?
  }

  /// A place in a file that lessons share.
  struct SharedPlace: Sendable {
    let path: String
    let position: SourcePosition
  }

  /// The reporter of a lesson's process sends half as many, but a lesson that writes to the stream could send millions.
  private static let mostFrames = 64

  /// - Parameter offsets: Offsets into `object`, innermost frame first.
  func frames(
    at offsets: [UInt64], of object: String, in source: GeneratedSource, with modules: LessonModules
  ) async throws -> [Frame] {
    guard !offsets.isEmpty else { return [] }
    let addresses = offsets.prefix(Self.mostFrames).map { "0x" + String($0, radix: 16) }
    var tools = tools
    tools.timeout = 20
    let outcome: ConfinedTool.Outcome
    do {
      outcome = try await tools.run(
        toolchain.symbolizer,
        ["--output-style=JSON", "--inlines", "--skip-line-zero", "--no-demangle", "--obj=\(object)"]
          + addresses,
        in: URL(filePath: object).deletingLastPathComponent())
    } catch let error where !(error is CancellationError) {
      // A failure to find one lesson's lines must not end the work on all lessons.
      return []
    }
    // Without lines, an error is reported at its block.
    guard case .ended(let text, succeeded: true) = outcome else { return [] }
    return text.split(whereSeparator: \.isNewline).flatMap { line in
      let found = try? JSONDecoder().decode([Found].self, from: Data(line.utf8))
      return (found ?? []).flatMap(\.Symbol).map { symbol in
        let file = source.presumedPath
        let isLesson = symbol.FileName == file || symbol.FileName.hasSuffix("/" + file)
        return Frame(
          function: symbol.FunctionName,
          position: isLesson ? source.map.position(line: symbol.Line, column: symbol.Column) : nil,
          shared: modules.linksSupport ? symbol.place(in: modules.support?.sources ?? [:]) : nil)
      }
    }
  }

  // The property names are those of llvm-symbolizer's JSON.
  private struct Found: Decodable {
    struct Symbol: Decodable {
      var FunctionName: String
      var FileName: String
      var Line: Int
      var Column: Int

      /// The place in one of these files.
      func place(in sources: [String: String]) -> SharedPlace? {
        let source = sources.first { FileName == $0.key || FileName.hasSuffix("/" + $0.key) }
        guard let source, Line > 0, Column > 0 else { return nil }
        return SharedPlace(path: source.value, position: SourcePosition(line: Line, column: Column))
      }
    }
    var Symbol: [Symbol]
  }
}

extension [Symbolizer.Frame] {
  /// The innermost place in the author's own code.
  var place: SourcePosition? { lazy.compactMap(\.position).first }

  /// The place in a file that lessons share, if the code stopped there and not in the lesson.
  var sharedPlace: Symbolizer.SharedPlace? {
    first { $0.position != nil || $0.shared != nil }.flatMap { $0.position == nil ? $0.shared : nil }
  }

  /// The runtime's description of a trap that prints nothing.
  var runtimeFailure: String? {
    let prefix = "Swift runtime failure: "
    return lazy.map(\.function).first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
  }
}

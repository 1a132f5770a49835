import Foundation
import LessonConfinement
import LessonCore

/// Looks up which lines of a lesson addresses in its object belong to.
struct Symbolizer: Sendable {
  let toolchain: Toolchain
  let tools: ConfinedTool

  /// A place in code, innermost first where code was inlined.
  struct Frame: Sendable {
    let function: String
    let position: SourcePosition?
  }

  /// The reporter of a lesson's process sends half as many; whoever writes into its stream could send millions.
  private static let mostFrames = 64

  /// - Parameter offsets: Offsets into `object`, innermost frame first.
  func frames(at offsets: [UInt64], of object: String, in source: GeneratedSource) async throws -> [Frame] {
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
      // One lesson's lines are no reason to end the work on all.
      return []
    }
    // Without lines an error is told at its block.
    guard case .ended(let text, succeeded: true) = outcome else { return [] }
    return text.split(whereSeparator: \.isNewline).flatMap { line in
      let found = try? JSONDecoder().decode([Found].self, from: Data(line.utf8))
      return (found ?? []).flatMap(\.Symbol).map { symbol in
        let file = source.presumedPath
        let isLesson = symbol.FileName == file || symbol.FileName.hasSuffix("/" + file)
        return Frame(
          function: symbol.FunctionName,
          position: isLesson ? source.map.position(line: symbol.Line, column: symbol.Column) : nil)
      }
    }
  }

  // The names are llvm-symbolizer's.
  private struct Found: Decodable {
    struct Symbol: Decodable {
      var FunctionName: String
      var FileName: String
      var Line: Int
      var Column: Int
    }
    var Symbol: [Symbol]
  }
}

extension [Symbolizer.Frame] {
  /// The innermost place in the author's own code.
  var place: SourcePosition? { lazy.compactMap(\.position).first }

  /// What the runtime says of a trap that prints nothing.
  var runtimeFailure: String? {
    let prefix = "Swift runtime failure: "
    return lazy.map(\.function).first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
  }
}

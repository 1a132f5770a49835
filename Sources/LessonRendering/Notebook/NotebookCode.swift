import LessonCore
import LessonDocument
import LessonProgram
import SwiftSyntax

/// The code of a notebook's cells: the code of the lesson's blocks, with the runner's additions around it.
struct NotebookCode {
  private let lesson: Lesson

  init(_ lesson: Lesson) { self.lesson = lesson }

  /// The code that must precede the first block: the runner's imports, and the lesson's seed.
  var setUp: String {
    let seed = lesson.frontMatter.seed.map { ["DefaultSeed.value = \($0)"] } ?? []
    return (Program.modules.map { "import \($0)" } + seed).joined(separator: "\n")
  }

  /// Whether a block runs when all cells run.
  func isRun(_ block: Block) -> Bool { block.options.execution == .runs }

  /// The source of a block's cell.
  func source(of block: Block) -> String {
    let code =
      block.options.isNested
      ? nested(block)
      : ExpectingCode(block, path: lesson.path, valueComments: false).lines.joined(separator: "\n")
    guard block.index == 0, isRun(block) else { return code }
    return code.isEmpty ? setUp : setUp + "\n\n" + code
  }

  /// The block's names stay inside it; its imports apply to the whole file.
  private func nested(_ block: Block) -> String {
    var code = Array(MappedCode(block).text.utf8)
    var imports: [String] = []
    for item in CodeSyntax(MappedCode(block)).tree.statements.reversed() {
      guard case .decl(let declaration) = item.item, declaration.is(ImportDeclSyntax.self) else { continue }
      imports.insert(declaration.trimmedDescription, at: 0)
      let start = item.positionAfterSkippingLeadingTrivia.utf8Offset
      code.removeSubrange(start..<item.endPositionBeforeTrailingTrivia.utf8Offset)
    }
    let body = String(decoding: code, as: UTF8.self).trimmingLineEnd
    return (imports + ["do {", body, "}"]).joined(separator: "\n")
  }
}

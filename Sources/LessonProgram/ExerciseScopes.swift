import LessonCore
import SwiftSyntax

extension BlockScope {
  /// The scopes of a lesson's blocks: a solution, or the starter in its place, has one with its check.
  static func scopes(ofExercisesIn lesson: LessonOutline, _ blocks: [CodeSyntax]) -> [BlockScope] {
    zip(lesson.blocks, blocks).map { block, syntax in
      guard block.options.exercise != nil, block.options.execution == .runs else { return BlockScope() }
      return BlockScope(
        begins: !block.options.isCheck, isInner: true, ends: block.options.isCheck,
        ofFile: syntax.importRanges + syntax.fileLevelRanges)
    }
  }
}

extension CodeSyntax {
  /// The byte ranges of what the compiler allows at the top of a file only, besides imports.
  fileprivate var fileLevelRanges: [Range<Int>] {
    // The collection's own `filter` would make a new tree with other positions.
    Array(tree.statements).filter(\.standsInNoScope).map(\.bytes)
  }
}

extension CodeBlockItemSyntax {
  /// Whether the compiler allows it at the top of a file only.
  fileprivate var standsInNoScope: Bool {
    guard case .decl(let declaration) = item else { return false }
    return declaration.is(ExtensionDeclSyntax.self) || declaration.is(OperatorDeclSyntax.self)
      || declaration.is(PrecedenceGroupDeclSyntax.self)
  }
}

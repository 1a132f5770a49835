import LessonCore
import SwiftSyntax

/// The parts of a block that are moved in the program: imports belong to the whole file, and a `defer` must run at the
/// end of its block.
extension CodeSyntax {
  /// The imports of the code.
  package var imports: [ImportDeclSyntax] {
    tree.statements.withConditional.compactMap { item in
      guard case .decl(let declaration) = item.item else { return nil }
      return declaration.as(ImportDeclSyntax.self)
    }
  }

  /// The byte ranges of imports; an `#if` that contains only imports counts as one.
  var importRanges: [Range<Int>] { bytes(where: \.isImport) }

  /// The byte ranges of imports' access levels. Nobody imports a lesson, and the compiler refuses different levels in
  /// one file.
  var importLevelRanges: [Range<Int>] {
    imports.flatMap(\.modifiers).filter { Self.accessLevels.contains($0.name.text) }.map { modifier in
      modifier.positionAfterSkippingLeadingTrivia
        .utf8Offset..<modifier.endPositionBeforeTrailingTrivia.utf8Offset
    }
  }

  /// The byte ranges of `@main`: the program of a document has its own beginning, so nothing calls such a type.
  var mainAttributeRanges: [Range<Int>] {
    tree.statements.withConditional.compactMap { item in
      guard case .decl(let declaration) = item.item else { return nil }
      return declaration.asProtocol(WithAttributesSyntax.self)?.attributes
    }.flatMap { (list: AttributeListSyntax) in list.compactMap { $0.as(AttributeSyntax.self) } }
      .filter { $0.attributeName.trimmedDescription == "main" }.map { attribute in
        attribute.positionAfterSkippingLeadingTrivia
          .utf8Offset..<attribute.endPositionBeforeTrailingTrivia
          .utf8Offset
      }
  }

  private static let accessLevels: Set<String> = ["fileprivate", "internal", "package", "private", "public"]

  /// The byte ranges of each `defer` at the top level of the code.
  var deferRanges: [Range<Int>] { bytes(where: \.isDefer) }

  private func bytes(where isWanted: (CodeBlockItemSyntax) -> Bool) -> [Range<Int>] {
    // The collection's own `filter` would make a new tree with other positions.
    Array(tree.statements).filter(isWanted).map(\.bytes)
  }

  /// An error for each `defer` directly inside an `#if`, which is not a scope.
  func conditionalDefers(in path: String) -> [Diagnostic] {
    let direct = Set(tree.statements.map(\.id))
    return tree.statements.withConditional.filter { $0.isDefer && !direct.contains($0.id) }.map { item in
      Diagnostic(
        path: path, at: code.range(of: item),
        "a 'defer' directly inside '#if' has no scope at whose end it could run; put it into a 'do' or a function"
      )
    }
  }

  /// Whether a declaration is marked `@MainActor`.
  var mentionsMainActor: Bool {
    let finder = MainActorFinder(viewMode: .sourceAccurate)
    finder.walk(tree)
    return finder.isFound
  }
}

extension CodeBlockItemListSyntax {
  /// The items, including those of every branch of an `#if`.
  var withConditional: [CodeBlockItemSyntax] {
    flatMap { item -> [CodeBlockItemSyntax] in
      guard case .decl(let declaration) = item.item, let condition = declaration.as(IfConfigDeclSyntax.self)
      else { return [item] }
      return condition.clauses.flatMap { clause -> [CodeBlockItemSyntax] in
        guard case .statements(let items) = clause.elements else { return [] }
        return items.withConditional
      }
    }
  }
}

extension CodeBlockItemSyntax {
  /// The byte range of the item without its separator.
  package var bytes: Range<Int> {
    positionAfterSkippingLeadingTrivia.utf8Offset..<endPositionBeforeTrailingTrivia.utf8Offset
  }

  /// Whether the item is a `defer`.
  var isDefer: Bool {
    if case .stmt(let statement) = item { statement.is(DeferStmtSyntax.self) } else { false }
  }

  fileprivate var isImport: Bool {
    guard case .decl(let declaration) = item else { return false }
    guard let condition = declaration.as(IfConfigDeclSyntax.self) else {
      return declaration.is(ImportDeclSyntax.self)
    }
    return condition.clauses.allSatisfy { clause in
      guard case .statements(let items) = clause.elements else { return false }
      return items.allSatisfy(\.isImport)
    }
  }
}

/// Finds `@MainActor` on declarations; on closures it is valid anywhere.
private final class MainActorFinder: SyntaxVisitor {
  var isFound = false

  override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind {
    if node.attributeName.trimmedDescription == "MainActor", node.parent?.parent?.is(DeclSyntax.self) ?? false
    {
      isFound = true
    }
    return .skipChildren
  }
}

import SwiftSyntax

/// A name that code at the top of a block declares.
struct DeclaredName {
  let token: TokenSyntax
  /// The end of the declaration as a byte offset in the block.
  let end: Int
  /// Whether it has a value only from its line on, unlike functions, types and computed variables, which can be used
  /// everywhere.
  let isVariable: Bool

  var text: String { token.identifierText }
}

extension CodeBlockItemSyntax {
  /// The names that a top-level item declares.
  var declaredNames: [DeclaredName] {
    switch item {
    case .decl(let declaration):
      return declaration.declaredNames
    case .stmt(let statement):
      // The names that a top-level `guard` binds remain in scope after it.
      guard let conditions = statement.as(GuardStmtSyntax.self)?.conditions else { return [] }
      return conditions.flatMap { condition -> [DeclaredName] in
        let finder = PatternNames(viewMode: .sourceAccurate)
        finder.walk(condition)
        return finder.found.map {
          DeclaredName(token: $0, end: condition.endPosition.utf8Offset, isVariable: true)
        }
      }
    case .expr:
      return []
    }
  }
}

extension DeclSyntax {
  /// The names that a declaration adds to its scope.
  var declaredNames: [DeclaredName] {
    if let variable = self.as(VariableDeclSyntax.self) { return variable.bindings.flatMap(\.declaredNames) }
    if let named = asProtocol(NamedDeclSyntax.self) {
      return [DeclaredName(token: named.name, end: named.name.endPosition.utf8Offset, isVariable: false)]
    }
    if let conditional = self.as(IfConfigDeclSyntax.self) {
      return conditional.clauses.flatMap { clause -> [DeclaredName] in
        guard case .statements(let items) = clause.elements else { return [] }
        return items.flatMap(\.declaredNames)
      }
    }
    return []
  }
}

extension PatternBindingSyntax {
  fileprivate var declaredNames: [DeclaredName] {
    let finder = PatternNames(viewMode: .sourceAccurate)
    finder.walk(pattern)
    return finder.found.map {
      DeclaredName(token: $0, end: endPosition.utf8Offset, isVariable: isStored)
    }
  }

  /// Whether it is a stored variable, not a computed one.
  var isStored: Bool {
    guard let accessorBlock else { return true }
    guard case .accessors(let accessors) = accessorBlock.accessors else { return false }
    return accessors.allSatisfy { ["willSet", "didSet"].contains($0.accessorSpecifier.text) }
  }
}

private final class PatternNames: SyntaxVisitor {
  var found: [TokenSyntax] = []

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    found.append(node.identifier)
    return .skipChildren
  }
}

extension TokenSyntax {
  /// The name without backquotes.
  var identifierText: String { identifier?.name ?? text }
}

import SwiftLexicalLookup
import SwiftSyntax

/// Finds names that a lesson uses before it declares them.
///
/// A lesson is read from top to bottom, but the top level of a Swift file is not: a variable may be named before its
/// line has run, and then reads as zero.
struct NameOrder {
  private struct Declaration {
    let block: Int
    let end: Int
    let position: SourcePosition
    let isVariable: Bool
  }

  private struct Use {
    let name: String
    let token: TokenSyntax
  }

  private let path: String
  private let blocks: [(index: Int, syntax: CodeSyntax)]
  private let inlines: [(blocksBefore: Int, syntax: CodeSyntax)]
  private let declarations: [String: [Declaration]]

  init(lesson: Lesson, blocks: [CodeSyntax], inlines: [CodeSyntax]) {
    path = lesson.path
    self.blocks = zip(lesson.blocks, blocks).compactMap { block, syntax in
      switch block.options.execution {
      case .runs, .crashes: (block.index, syntax)
      case .fails, .compilesOnly: nil
      }
    }
    self.inlines = zip(lesson.inlineExpressions, inlines).map { ($0.blocksBefore, $1) }
    var declarations: [String: [Declaration]] = [:]
    for (block, syntax) in zip(lesson.blocks, blocks)
    where block.options.execution == .runs && !block.options.isNested {
      for (token, end, isVariable) in syntax.tree.statements.flatMap(\.declaredNames) {
        declarations[token.identifierText, default: []].append(
          Declaration(
            block: block.index, end: end,
            position: syntax.code.position(at: token.positionAfterSkippingLeadingTrivia.utf8Offset),
            isVariable: isVariable))
      }
    }
    self.declarations = declarations
  }

  var problems: [Diagnostic] {
    blocks.flatMap {
      usesOfLaterBlocks($0.syntax, until: $0.index) + usesOfLaterLines($0.syntax, in: $0.index)
    }
      + inlines.flatMap { usesOfLaterBlocks($0.syntax, until: $0.blocksBefore - 1) }
  }

  /// Uses of names that no block up to `last` declares and a later one does.
  private func usesOfLaterBlocks(_ syntax: CodeSyntax, until last: Int) -> [Diagnostic] {
    let later = declarations.filter { $0.value.allSatisfy { $0.block > last } }
    return uses(of: later.keys, in: syntax.tree).map { use in
      problem(at: use, in: syntax, "'\(use.name)' is used before the block that declares it", use.name)
    }
  }

  /// Uses of a block's own variables above their line, also through a function or type of the block.
  private func usesOfLaterLines(_ syntax: CodeSyntax, in block: Int) -> [Diagnostic] {
    let variables = declarations.compactMapValues { all in
      all.allSatisfy { $0.block == block && $0.isVariable } ? all.map(\.end).min() : nil
    }
    guard !variables.isEmpty else { return [] }
    let items = Array(syntax.tree.statements)
    // Which of the block's variables and functions a function or type refers to.
    var reach: [String: Set<String>] = [:]
    let own = declarations.filter { $0.value.contains { $0.block == block } }
    for item in items {
      guard let name = item.deferredName else { continue }
      reach[name, default: []].formUnion(uses(of: own.keys, in: item).map(\.name))
    }
    func reached(from name: String, seen: inout Set<String>) -> Set<String> {
      guard seen.insert(name).inserted else { return [] }
      return (reach[name] ?? []).reduce(into: [name]) { $0.formUnion(reached(from: $1, seen: &seen)) }
    }
    var found: [Diagnostic] = []
    for item in items where item.deferredName == nil {
      for use in uses(of: own.keys, in: item) {
        var seen: Set<String> = []
        let position = use.token.positionAfterSkippingLeadingTrivia.utf8Offset
        for name in reached(from: use.name, seen: &seen).sorted() {
          guard let end = variables[name], position < end else { continue }
          found.append(
            name == use.name
              ? problem(at: use, in: syntax, "'\(name)' is used before it is declared", name)
              : problem(at: use, in: syntax, "'\(use.name)' uses '\(name)' before it is declared", name))
        }
      }
    }
    return found
  }

  private func problem(at use: Use, in syntax: CodeSyntax, _ message: String, _ name: String) -> Diagnostic {
    Diagnostic(
      path: path, at: syntax.code.range(of: use.token), message,
      notes: (declarations[name]?.first).map {
        [.init("'\(name)' is declared here", path: path, at: $0.position)]
      } ?? [])
  }

  private func uses(of names: some Collection<String>, in node: some SyntaxProtocol) -> [Use] {
    guard !names.isEmpty else { return [] }
    let names = Set(names)
    let finder = ReferenceFinder(viewMode: .sourceAccurate)
    finder.walk(node)
    return finder.found.filter { names.contains($0.identifierText) && !isLocal($0) }
      .map { Use(name: $0.identifierText, token: $0) }
  }

  /// Whether a name is introduced inside the statement that uses it: a parameter, a local, a member.
  private func isLocal(_ token: TokenSyntax) -> Bool {
    let name = token.identifierText
    return token.lookup(token.identifier).contains { result in
      switch result {
      case .fromScope(let scope, _): !scope.is(SourceFileSyntax.self)
      case .lookForMembers(let type): mayHaveMember(type, name)
      case .lookForGenericParameters, .lookForImplicitClosureParameters: false
      }
    }
  }

  private func mayHaveMember(_ type: Syntax, _ name: String) -> Bool {
    // Members of a type declared elsewhere are not known here.
    guard let group = type.asProtocol(DeclGroupSyntax.self), !type.is(ExtensionDeclSyntax.self),
      group.inheritanceClause == nil
    else { return true }
    return group.memberBlock.members.contains { member in
      member.decl.declaredNames.contains { $0.token.identifierText == name }
    }
  }
}

private final class ReferenceFinder: SyntaxVisitor {
  var found: [TokenSyntax] = []

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    if let access = node.parent?.as(MemberAccessExprSyntax.self), access.declName.id == node.id {
      return .skipChildren
    }
    found.append(node.baseName)
    return .skipChildren
  }

  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    found.append(node.name)
    return .visitChildren
  }
}

private typealias DeclaredName = (token: TokenSyntax, end: Int, isVariable: Bool)

extension CodeBlockItemSyntax {
  /// The names that a top-level item declares.
  fileprivate var declaredNames: [DeclaredName] {
    switch item {
    case .decl(let declaration):
      return declaration.declaredNames
    case .stmt(let statement):
      // The names that a top-level `guard` binds outlive it.
      guard let conditions = statement.as(GuardStmtSyntax.self)?.conditions else { return [] }
      let finder = PatternNames(viewMode: .sourceAccurate)
      finder.walk(conditions)
      return finder.found.map { (token: $0, end: conditions.endPosition.utf8Offset, isVariable: true) }
    case .expr:
      return []
    }
  }

  /// The function or type that this item declares: its code does not run where it stands.
  fileprivate var deferredName: String? {
    guard case .decl(let declaration) = item, !declaration.is(VariableDeclSyntax.self) else { return nil }
    if let added = declaration.as(ExtensionDeclSyntax.self) { return added.extendedType.trimmedDescription }
    return declaration.declaredNames.first?.token.identifierText ?? ""
  }
}

extension DeclSyntax {
  fileprivate var declaredNames: [DeclaredName] {
    if let variable = self.as(VariableDeclSyntax.self) {
      return variable.bindings.flatMap { binding in
        let finder = PatternNames(viewMode: .sourceAccurate)
        finder.walk(binding.pattern)
        // A computed variable runs when it is read, like a function.
        return finder.found.map {
          (token: $0, end: binding.endPosition.utf8Offset, isVariable: binding.accessorBlock == nil)
        }
      }
    }
    if let named = asProtocol(NamedDeclSyntax.self) {
      return [(token: named.name, end: named.name.endPosition.utf8Offset, isVariable: false)]
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

private final class PatternNames: SyntaxVisitor {
  var found: [TokenSyntax] = []

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    found.append(node.identifier)
    return .skipChildren
  }
}

extension TokenSyntax {
  /// The name without backquotes.
  fileprivate var identifierText: String { identifier?.name ?? text }
}

import SwiftLexicalLookup
import SwiftSyntax

/// A name used in code that runs, with what it may refer to.
struct Mention {
  let token: TokenSyntax
  /// Whether a `.` precedes it.
  let isMember: Bool

  var text: String { token.identifierText }
}

/// What a name without a `.` refers to.
enum NameMeaning {
  /// A parameter, a local, a capture.
  case local
  /// A member of the enclosing type, as far as it can be determined.
  case member
  /// A declaration at the top level or in another module.
  case outer
}

extension SyntaxProtocol {
  /// The names that running this code would use. Type annotations run no code, so their names are left out.
  var mentions: [Mention] {
    let finder = MentionFinder(viewMode: .sourceAccurate)
    finder.walk(self)
    return finder.found
  }
}

extension Mention {
  /// What the name refers to.
  var meaning: NameMeaning {
    // An operator.
    guard let identifier = token.identifier else { return .outer }
    for result in token.lookup(identifier) {
      switch result {
      case .fromScope(let scope, _) where !scope.is(SourceFileSyntax.self): return .local
      case .lookForMembers(let type) where mayHaveMember(type): return .member
      default: continue
      }
    }
    return .outer
  }

  private func mayHaveMember(_ type: Syntax) -> Bool {
    // The members of a type that is declared elsewhere are unknown here.
    guard let group = type.asProtocol(DeclGroupSyntax.self), !type.is(ExtensionDeclSyntax.self),
      group.inheritanceClause?.inheritedTypes.allSatisfy(\.bringsNothing) ?? true
    else { return true }
    return group.memberBlock.members.contains { member in
      member.decl.declaredNames.contains { $0.text == text }
    }
  }
}

extension InheritedTypeSyntax {
  /// Whether it is a standard-library protocol that adds no members which code uses without `self.`.
  fileprivate var bringsNothing: Bool {
    [
      "AnyObject", "CaseIterable", "Codable", "Comparable", "CustomStringConvertible", "Decodable",
      "Encodable",
      "Equatable", "Error", "Hashable", "Identifiable", "Sendable",
    ].contains(type.trimmedDescription)
  }
}

private final class MentionFinder: SyntaxVisitor {
  var found: [Mention] = []

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let access = node.parent?.as(MemberAccessExprSyntax.self)
    let isMember =
      access?.declName.id == node.id || node.parent?.is(KeyPathPropertyComponentSyntax.self) ?? false
    // The type before `.init` is a separate mention.
    guard node.baseName.tokenKind != .keyword(.`init`) || access?.base == nil else { return .skipChildren }
    found.append(Mention(token: node.baseName, isMember: isMember))
    return .skipChildren
  }

  override func visit(_ node: BinaryOperatorExprSyntax) -> SyntaxVisitorContinueKind { add(node.operator) }

  override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind { add(node.operator) }

  override func visit(_ node: PostfixOperatorExprSyntax) -> SyntaxVisitorContinueKind { add(node.operator) }

  private func add(_ sign: TokenSyntax) -> SyntaxVisitorContinueKind {
    found.append(Mention(token: sign, isMember: false))
    return .visitChildren
  }

  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    // A property wrapper or a result builder.
    if node.parent?.is(AttributeSyntax.self) ?? false {
      found.append(Mention(token: node.name, isMember: false))
    }
    return .visitChildren
  }

  override func visit(_ node: ClosureCaptureSyntax) -> SyntaxVisitorContinueKind {
    if node.initializer == nil { found.append(Mention(token: node.name, isMember: false)) }
    return .visitChildren
  }

  override func visit(_ node: OptionalBindingConditionSyntax) -> SyntaxVisitorContinueKind {
    if node.initializer == nil, let name = node.pattern.as(IdentifierPatternSyntax.self)?.identifier {
      found.append(Mention(token: name, isMember: false))
    }
    return .visitChildren
  }
}

import SwiftLexicalLookup
import SwiftSyntax

/// A name where code would run, and what it may stand for.
struct Mention {
  let token: TokenSyntax
  /// Whether a `.` stands before it.
  let isMember: Bool

  var text: String { token.identifierText }
}

/// What a name without a `.` refers to.
enum NameMeaning {
  /// A parameter, a local, a capture.
  case local
  /// A member of the type in whose code it stands, as far as can be told.
  case member
  /// What the top level or another module declares.
  case outer
}

extension SyntaxProtocol {
  /// The names that running this code would use; types that are merely written after a colon run nothing.
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
    // Members of a type declared elsewhere are not known here.
    guard let group = type.asProtocol(DeclGroupSyntax.self), !type.is(ExtensionDeclSyntax.self),
      group.inheritanceClause?.inheritedTypes.allSatisfy(\.bringsNothing) ?? true
    else { return true }
    return group.memberBlock.members.contains { member in
      member.decl.declaredNames.contains { $0.text == text }
    }
  }
}

extension InheritedTypeSyntax {
  /// Whether it is a protocol of the standard library that adds no members of which code speaks by their names alone.
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
    // The type in front of `.init` is a mention of its own.
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

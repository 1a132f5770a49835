import LessonDocument
import SwiftSyntax

/// Finds the variables that the functions and types of a lesson use when they run, directly or through others.
///
/// Members are identified only by name, not by type. So the result may contain too many variables if two types have
/// members with the same name, but never too few.
struct NameReach {
  /// A declaration whose code can run later.
  enum Node: Hashable {
    /// A function, a type whose values are made, or a variable that is computed or contains a closure.
    case name(String)
    /// All members with a name.
    case member(String)
  }

  private var edges: [Node: Set<Node>] = [:]
  /// The names that the lesson declares; others are not looked up.
  private let declared: Set<String>
  /// The names of members of the lesson's types.
  private let members: Set<String>

  /// - Parameter items: The top-level items of the program.
  init(_ items: [CodeBlockItemSyntax]) {
    let finder = DeclarationFinder(viewMode: .sourceAccurate)
    items.forEach { finder.walk($0) }
    members = finder.found
    declared = finder.found.union(items.flatMap(\.declaredNames).map(\.text))
    for item in items {
      guard case .decl(let declaration) = item.item else { continue }
      add(declaration)
    }
  }

  /// The names at the top level that running this mention may use.
  func names(from mention: Mention) -> Set<String> {
    var seen: Set<Node> = []
    var waiting = nodes(of: mention)
    while let node = waiting.popLast() {
      guard seen.insert(node).inserted else { continue }
      waiting += edges[node] ?? []
    }
    return Set(
      seen.compactMap { node in
        if case .name(let name) = node { name } else { nil }
      })
  }

  /// Whether the lesson declares code under the name.
  func knows(_ mention: Mention) -> Bool {
    edges[mention.isMember ? .member(mention.text) : .name(mention.text)] != nil
  }

  private func nodes(of mention: Mention) -> [Node] {
    guard declared.contains(mention.text) || mention.isMember else { return [] }
    if mention.isMember { return [.member(mention.text)] }
    switch mention.meaning {
    case .local: return []
    // In an extension, the name may be a member of the extended type, which is not known here. If no type of the lesson
    // has such a member, we take the name for the top level's variable. An author who means the member writes `self.`.
    case .member:
      return [.member(mention.text)] + (members.contains(mention.text) ? [] : [.name(mention.text)])
    case .outer: return [.name(mention.text)]
    }
  }

  private func nodes(in code: (some SyntaxProtocol)?) -> [Node] {
    code?.mentions.flatMap { nodes(of: $0) } ?? []
  }

  // MARK: Declarations

  private mutating func add(_ declaration: DeclSyntax) {
    if let function = declaration.as(FunctionDeclSyntax.self) {
      edges[.name(function.name.identifierText), default: []].formUnion(nodes(in: function))
    } else if let variable = declaration.as(VariableDeclSyntax.self) {
      for (name, binding) in variable.namedBindings {
        let deferred =
          nodes(in: binding.accessorBlock) + nodes(in: binding.initializer?.value.as(ClosureExprSyntax.self))
        guard !deferred.isEmpty else { continue }
        edges[.name(name), default: []].formUnion(deferred)
      }
    } else if let alias = declaration.as(TypeAliasDeclSyntax.self) {
      edges[.name(alias.name.identifierText), default: []].insert(
        .name(alias.initializer.value.trimmedDescription))
    } else if let group = declaration.asProtocol(DeclGroupSyntax.self) {
      add(group, as: Self.node(of: group))
    }
  }

  /// The node of the code that runs when a value of the type is made.
  private static func node(of group: any DeclGroupSyntax) -> Node {
    guard let extended = group.as(ExtensionDeclSyntax.self)?.extendedType else {
      return .name(group.asProtocol(NamedDeclSyntax.self)?.name.identifierText ?? "")
    }
    return extended.as(MemberTypeSyntax.self).map { .member($0.name.identifierText) }
      ?? .name(extended.trimmedDescription)
  }

  private mutating func add(_ group: any DeclGroupSyntax, as making: Node) {
    let inherited =
      group.inheritanceClause?.inheritedTypes.map { Node.name($0.type.trimmedDescription) } ?? []
    edges[making, default: []].formUnion(inherited + nodes(in: group.attributes))
    for member in group.memberBlock.members.withConditional { add(member.decl, to: making) }
  }

  private mutating func add(_ member: DeclSyntax, to making: Node) {
    if let variable = member.as(VariableDeclSyntax.self) {
      for (name, binding) in variable.namedBindings {
        let initial = nodes(in: binding.initializer) + nodes(in: variable.attributes)
        edges[variable.isOfType ? .member(name) : making, default: []].formUnion(initial)
        edges[.member(name), default: []].formUnion(nodes(in: binding.accessorBlock))
        if Self.implicit.contains(name) { edges[making, default: []].insert(.member(name)) }
      }
    } else if let function = member.as(FunctionDeclSyntax.self) {
      let name = function.name.identifierText
      edges[.member(name), default: []].formUnion(nodes(in: function))
      let isOperator = function.name.tokenKind.isOperator
      if isOperator || Self.implicit.contains(name) || name.hasPrefix("build") {
        edges[making, default: []].insert(.member(name))
      }
    } else if let group = member.asProtocol(DeclGroupSyntax.self) {
      add(group, as: .member(group.asProtocol(NamedDeclSyntax.self)?.name.identifierText ?? ""))
    } else {
      // Initializers, subscripts, deinit, cases.
      edges[making, default: []].formUnion(nodes(in: member))
      if member.is(InitializerDeclSyntax.self) { edges[.member("init"), default: []].insert(making) }
    }
  }

  /// Members that can run without being named.
  private static let implicit: Set<String> = [
    "callAsFunction", "debugDescription", "description", "encode", "errorDescription", "hash",
    "makeAsyncIterator",
    "makeIterator", "next", "projectedValue", "wrappedValue",
  ]
}

/// Collects the names that types declare.
private final class DeclarationFinder: SyntaxVisitor {
  var found: Set<String> = []

  override func visit(_ node: MemberBlockItemSyntax) -> SyntaxVisitorContinueKind {
    found.formUnion(node.decl.declaredNames.map(\.text))
    return .visitChildren
  }
}

extension VariableDeclSyntax {
  fileprivate var namedBindings: [(name: String, binding: PatternBindingSyntax)] {
    bindings.compactMap { binding in
      binding.pattern.as(IdentifierPatternSyntax.self).map { ($0.identifier.identifierText, binding) }
    }
  }

  /// Whether it is a type member, not an instance member.
  fileprivate var isOfType: Bool { modifiers.contains { ["static", "class"].contains($0.name.text) } }
}

extension MemberBlockItemListSyntax {
  /// The members, including those of every branch of an `#if`.
  fileprivate var withConditional: [MemberBlockItemSyntax] {
    flatMap { member -> [MemberBlockItemSyntax] in
      guard let condition = member.decl.as(IfConfigDeclSyntax.self) else { return [member] }
      return condition.clauses.flatMap { clause -> [MemberBlockItemSyntax] in
        guard case .decls(let members) = clause.elements else { return [] }
        return members.withConditional
      }
    }
  }
}

extension TokenKind {
  fileprivate var isOperator: Bool {
    switch self {
    case .binaryOperator, .prefixOperator, .postfixOperator: true
    default: false
    }
  }
}

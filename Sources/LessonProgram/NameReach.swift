import LessonDocument
import SwiftSyntax

/// Which variables the functions and types of a lesson use when they run, themselves or through others.
///
/// Members are known by their names alone, whatever their type. So what is found may be too much where two types have
/// members of one name, but it is not too little.
struct NameReach {
  /// What can run after the line that declares it.
  enum Node: Hashable {
    /// A function, a type that is made, a variable whose value is a closure or computed.
    case name(String)
    /// All members of a name.
    case member(String)
  }

  private var edges: [Node: Set<Node>] = [:]
  /// The names that something in the lesson declares; others are not looked up.
  private let declared: Set<String>
  /// The names that members of the lesson's types have.
  private let members: Set<String>

  /// - Parameter items: What stands at the top level of the program.
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

  /// Whether something is known of a name.
  func knows(_ mention: Mention) -> Bool {
    edges[mention.isMember ? .member(mention.text) : .name(mention.text)] != nil
  }

  private func nodes(of mention: Mention) -> [Node] {
    guard declared.contains(mention.text) || mention.isMember else { return [] }
    if mention.isMember { return [.member(mention.text)] }
    switch mention.meaning {
    case .local: return []
    // In an extension, the name may be a member of the extended type, which is not known here. If no type of the lesson has
    // such a member, we take the name for the top level's variable. An author who means the member writes `self.`.
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

  /// What making a value of a type runs.
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

  /// What runs without being named.
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

  /// Whether it belongs to the type rather than to each value.
  fileprivate var isOfType: Bool { modifiers.contains { ["static", "class"].contains($0.name.text) } }
}

extension MemberBlockItemListSyntax {
  /// The members, those of every branch of an `#if` too.
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

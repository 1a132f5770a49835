import LessonCore
import SwiftParser
import SwiftSyntax

extension ModuleInterface {
  /// The interface of a module with these files.
  ///
  /// It says that the module reaches code which mentions none of its names, unless that is impossible:
  /// - A type of the module, its members and its conformances need a name of the module in the code that uses them.
  /// - An extension of another module's type need not be mentioned: it can add a conformance, an initializer, a
  ///   subscript, or a function that satisfies a requirement of a protocol.
  /// - An operator outside of the module's types, a `~=`, or a type of literals can be chosen by the compiler alone.
  package init(of files: [String]) {
    let finder = DeclarationFinder(viewMode: .sourceAccurate)
    for file in files { finder.walk(Parser.parse(source: file)) }
    self.init(
      names: finder.names, imports: finder.imports,
      reachesUnnamed: finder.hasUnnamedEffect || !finder.extended.isSubset(of: finder.types))
  }
}

/// Finds what files of a module declare outside of functions.
private final class DeclarationFinder: SyntaxAnyVisitor {
  private(set) var names: Set<String> = []
  private(set) var imports: Set<String> = []
  /// The types that are declared, without those around them.
  private(set) var types: Set<String> = []
  /// The types that are extended, by their outermost names.
  private(set) var extended: Set<String> = []
  private(set) var hasUnnamedEffect = false

  override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind {
    if let name = node.path.first?.name.identifierText { imports.insert(name) }
    return .skipChildren
  }

  override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
    // Declarations in bodies are local.
    if node.is(CodeBlockSyntax.self) || node.is(ClosureExprSyntax.self) { return .skipChildren }
    if let declaration = node.as(DeclSyntax.self) { note(declaration) }
    return .visitChildren
  }

  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  override func visit(_ node: EnumCaseElementSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.name.identifierText)
    return .visitChildren
  }

  override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind {
    // Such as `@_dynamicReplacement`.
    if node.attributeName.trimmedDescription.hasPrefix("_") { hasUnnamedEffect = true }
    return .visitChildren
  }

  private func note(_ declaration: DeclSyntax) {
    for name in declaration.declaredNames.map(\.text) {
      names.insert(name)
      if Self.isChosenUnnamed(name) { hasUnnamedEffect = true }
    }
    if declaration.isType, let name = declaration.declaredNames.first?.text { types.insert(name) }
    if let type = declaration.as(ExtensionDeclSyntax.self)?.extendedType {
      extended.insert(type.outermostName)
    }
    if let function = declaration.as(FunctionDeclSyntax.self), function.isOperatorOutsideOfType {
      hasUnnamedEffect = true
    }
  }

  /// Whether the compiler chooses a declaration by its name where the code does not mention it.
  private static func isChosenUnnamed(_ name: String) -> Bool {
    name == "~=" || name.hasSuffix("LiteralType") || name.hasPrefix("_lesson")
  }
}

extension DeclSyntax {
  fileprivate var isType: Bool {
    switch kind {
    case .structDecl, .classDecl, .enumDecl, .actorDecl, .protocolDecl: true
    default: false
    }
  }
}

extension TypeSyntax {
  /// `A` of `A.B<C>`.
  fileprivate var outermostName: String {
    if let member = self.as(MemberTypeSyntax.self) { return member.baseType.outermostName }
    return self.as(IdentifierTypeSyntax.self)?.name.identifierText ?? trimmedDescription
  }
}

extension FunctionDeclSyntax {
  /// Whether this is an operator at the top level of a file: the compiler demands the own type of others.
  fileprivate var isOperatorOutsideOfType: Bool {
    guard name.identifier == nil else { return false }
    return sequence(first: Syntax(self), next: \.parent).allSatisfy { !$0.is(MemberBlockSyntax.self) }
  }
}

import LessonCore
import SwiftSyntax

/// The names that blocks of a document have declared so far.
///
/// A document often declares a name again, as in "the same with a loop". In a lesson, that is an error.
struct KnownNames {
  /// A name with the parameters of a function, since functions can share a name.
  private struct Name: Hashable {
    let text: String
    let parameters: String?
    let isType: Bool

    func excludes(_ other: Name) -> Bool {
      parameters == nil || other.parameters == nil || parameters == other.parameters
    }
  }

  /// What a block means for the names before it.
  enum Effect {
    /// Its names are new.
    case adds
    /// It declares these variables or functions again.
    case hides(Set<String>)
    /// It declares a type again, or gives a type's name to something else.
    case replaces
  }

  private var names: [String: Set<Name>] = [:]

  mutating func add(_ syntax: CodeSyntax) {
    for name in Self.names(in: syntax) { names[name.text, default: []].insert(name) }
  }

  func effect(of syntax: CodeSyntax) -> Effect {
    let again = Self.names(in: syntax).map { name in
      (name, names[name.text, default: []].filter { $0.excludes(name) })
    }.filter { !$0.1.isEmpty }
    guard !again.isEmpty else { return .adds }
    return again.contains { $0.0.isType || $0.1.contains(where: \.isType) }
      ? .replaces : .hides(Set(again.map(\.0.text)))
  }

  private static func names(in syntax: CodeSyntax) -> [Name] {
    syntax.tree.statements.flatMap { item -> [Name] in
      let function = item.declaration?.as(FunctionDeclSyntax.self)
      return item.declaredNames.map {
        Name(text: $0.text, parameters: function?.parameters, isType: item.isTypeDeclaration)
      }
    }
  }
}

extension CodeBlockItemSyntax {
  fileprivate var declaration: DeclSyntax? {
    if case .decl(let declaration) = item { declaration } else { nil }
  }

  fileprivate var isTypeDeclaration: Bool {
    declaration.map { $0.asProtocol(DeclGroupSyntax.self) != nil || $0.is(TypeAliasDeclSyntax.self) } ?? false
  }

  /// Whether it can stand at the top of a file only, or, as a type, can be used from there too.
  fileprivate var belongsToFile: Bool {
    isTypeDeclaration
      || declaration.map { $0.is(OperatorDeclSyntax.self) || $0.is(PrecedenceGroupDeclSyntax.self) } ?? false
  }

  /// The names of stored variables that it declares.
  fileprivate var variableNames: [String] { declaredNames.filter(\.isVariable).map(\.text) }

  /// Whether it is a function that can stand outside of a scope with these names.
  fileprivate func isFunction(without names: Set<String>) -> Bool {
    guard let function = declaration?.as(FunctionDeclSyntax.self),
      !names.contains(function.name.identifierText)
    else { return false }
    return function.tokens(viewMode: .sourceAccurate).allSatisfy { !names.contains($0.identifierText) }
  }
}

extension FunctionDeclSyntax {
  /// What distinguishes functions of one name.
  fileprivate var parameters: String {
    let types = signature.parameterClause.parameters.map {
      "\($0.firstName.text):\($0.type.trimmedDescription)"
    }
    return types.joined(separator: ",") + "->" + (signature.returnClause?.type.trimmedDescription ?? "Void")
  }
}

/// Where the code of a block stands in the program.
///
/// A block of a document that declares a variable or a function again begins a scope, in which all later blocks stand
/// too.
package struct BlockScope: Sendable {
  /// Whether a scope begins with the block.
  private(set) var begins = false
  /// Whether the block stands in a scope.
  private(set) var isInner = false
  /// Whether the scope ends with the block; others end with the program.
  private(set) var ends = false
  /// The bytes of the declarations that stand outside of all scopes.
  private(set) var ofFile: [Range<Int>] = []

  /// The scopes of a program's blocks.
  static func scopes(of lesson: LessonOutline, _ blocks: [CodeSyntax]) -> [BlockScope] {
    guard lesson.document != nil else { return scopes(ofExercisesIn: lesson, blocks) }
    var scopes = Array(repeating: BlockScope(), count: blocks.count)
    var known = KnownNames()
    var isInner = false
    var inner: Set<String> = []
    for (index, block) in lesson.blocks.enumerated() where block.options.execution.isInProgram {
      let syntax = blocks[index]
      let items = Array(syntax.tree.statements)
      if block.options.sharesNames {
        if case .hides(let names) = known.effect(of: syntax) {
          scopes[index].begins = true
          isInner = true
          inner.formUnion(names)
        }
        if isInner { inner.formUnion(items.flatMap(\.variableNames)) }
        known.add(syntax)
      }
      guard isInner else { continue }
      scopes[index].isInner = true
      scopes[index].ofFile = syntax.importRanges
      guard block.options.sharesNames else { continue }
      scopes[index].ofFile += items.filter { $0.belongsToFile || $0.isFunction(without: inner) }.map(\.bytes)
    }
    return scopes
  }
}

extension LessonOutline {
  /// The most scopes of one program: the compiler limits how deeply code is nested.
  private static let mostScopes = 100

  /// The program of a document, divided before each block that declares a type again.
  package var dividedAtTypes: [LessonOutline] {
    var parts: [[Block]] = [[]]
    var known = KnownNames()
    var scopes = 0
    for block in blocks {
      if block.options.sharesNames {
        ReaderStage.swift.begin(line: block.fence.lowerBound.line)
        let syntax = CodeSyntax(MappedCode(block))
        let effect = known.effect(of: syntax)
        if case .hides = effect { scopes += 1 }
        if case .replaces = effect { scopes = .max }
        if scopes > Self.mostScopes {
          parts.append([])
          (known, scopes) = (KnownNames(), 0)
        }
        known.add(syntax)
      }
      parts[parts.count - 1].append(block)
    }
    return parts.count == 1 ? [self] : parts.map(with)
  }
}

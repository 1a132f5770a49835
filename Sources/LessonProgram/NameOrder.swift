import LessonCore
import LessonDocument
import SwiftSyntax

/// Finds variables that a lesson reads before they have a value.
///
/// In Swift, functions and types can be used in the whole file. So can a top-level variable, but before its line has
/// run it reads as zero, or as a null object.
struct NameOrder {
  /// A place in the order in which a lesson runs.
  private struct Place: Comparable {
    let block: Int
    /// Bytes from the block's beginning.
    let offset: Int

    static func < (a: Self, b: Self) -> Bool { (a.block, a.offset) < (b.block, b.offset) }
  }

  private struct Variable {
    let name: String
    /// The place from which on it has a value.
    let end: Place
    let position: SourcePosition
  }

  /// Top-level code, which runs in the order of the text.
  private struct Running {
    let block: Int
    let syntax: CodeSyntax
    /// The names that are local to the block.
    let ownNames: [String: [DeclaredName]]
    let keepsNames: Bool
    /// Whether it is an inline expression, which runs after the block before it.
    let isInline: Bool
  }

  private let path: String
  private let running: [Running]
  private let variables: [String: Variable]
  private let reach: NameReach

  init(lesson: LessonOutline, blocks: [CodeSyntax], inlines: [CodeSyntax]) {
    path = lesson.path
    var running: [Running] = []
    var shared: [(block: Int, syntax: CodeSyntax)] = []
    for (block, syntax) in zip(lesson.blocks, blocks) where block.options.execution.isInProgram {
      var names = syntax.tree.statements.flatMap(\.declaredNames)
      if block.options.isCheck { names += Self.namesTested(by: block, in: lesson, blocks) }
      let isShared = block.options.sharesNames
      if isShared { shared.append((block.index, syntax)) }
      running.append(
        Running(
          block: block.index, syntax: syntax,
          ownNames: isShared ? [:] : Dictionary(grouping: names, by: \.text), keepsNames: !isShared,
          isInline: false))
    }
    running += zip(lesson.inlineExpressions, inlines).map { expression, syntax in
      Running(
        block: expression.blocksBefore - 1, syntax: syntax, ownNames: [:], keepsNames: false, isInline: true)
    }
    self.running = running
    variables = Self.variables(of: shared)
    reach = NameReach(shared.flatMap(\.syntax.tree.statements.withConditional))
  }

  /// The names of the code that a check tests, which has run before it.
  private static func namesTested(
    by check: Block, in lesson: LessonOutline, _ blocks: [CodeSyntax]
  ) -> [DeclaredName] {
    let tested = (max(0, check.index - 2)..<check.index).filter { index in
      lesson.blocks[index].options.exercise != nil && lesson.blocks[index].options.execution == .runs
    }
    return tested.flatMap { blocks[$0].tree.statements.flatMap(\.declaredNames) }
      .map { DeclaredName(token: $0.token, end: 0, isVariable: $0.isVariable) }
  }

  /// The variables whose names have no other meaning, each with its first declaration.
  private static func variables(of blocks: [(block: Int, syntax: CodeSyntax)]) -> [String: Variable] {
    var variables: [String: Variable] = [:]
    var others: Set<String> = []
    for (block, syntax) in blocks {
      for name in syntax.tree.statements.flatMap(\.declaredNames) {
        guard name.isVariable else {
          others.insert(name.text)
          continue
        }
        guard variables[name.text] == nil else { continue }
        variables[name.text] = Variable(
          name: name.text, end: Place(block: block, offset: name.end),
          position: syntax.code.position(at: name.token.positionAfterSkippingLeadingTrivia.utf8Offset))
      }
    }
    return variables.filter { !others.contains($0.key) }
  }

  var problems: [Diagnostic] {
    guard !variables.isEmpty else { return [] }
    return running.flatMap { problems(in: $0) }.sorted()
  }

  private func problems(in code: Running) -> [Diagnostic] {
    code.syntax.tree.statements.withConditional.flatMap { item in
      runningMentions(of: item, in: code).flatMap {
        problems(of: $0, place: place(of: $0, item, code), in: code)
      }
    }
  }

  private func place(of mention: Mention, _ item: CodeBlockItemSyntax, _ code: Running) -> Place {
    let waits = !code.keepsNames && item.isDefer
    let offset = mention.token.positionAfterSkippingLeadingTrivia.utf8Offset
    return Place(block: code.block, offset: waits || code.isInline ? .max : offset)
  }

  /// The names that running an item uses.
  private func runningMentions(of item: CodeBlockItemSyntax, in code: Running) -> [Mention] {
    guard !code.keepsNames, case .decl(let declaration) = item.item else { return item.mentions }
    guard let variable = declaration.as(VariableDeclSyntax.self) else { return [] }
    return variable.attributes.mentions
      + variable.bindings.compactMap(\.initializer).filter { !$0.value.is(ClosureExprSyntax.self) }
      .flatMap(\.mentions)
  }

  private func problems(of mention: Mention, place: Place, in code: Running) -> [Diagnostic] {
    let isVariable = !mention.isMember && variables[mention.text] != nil
    guard isVariable || reach.knows(mention), !isOwn(mention, in: code) else { return [] }
    return reach.names(from: mention).sorted().compactMap { name in
      guard let variable = variables[name], place < variable.end else { return nil }
      let message =
        if name != mention.text || mention.isMember {
          "'\(mention.text)' uses '\(name)' before it is declared"
        } else if variable.end.block == code.block {
          "'\(name)' is used before it is declared"
        } else {
          "'\(name)' is used before the block that declares it"
        }
      return Diagnostic(
        path: path, at: code.syntax.code.range(of: mention.token), message,
        notes: [.init("'\(name)' is declared here", path: path, at: variable.position)])
    }
  }

  /// Whether the mention means a local name of its block.
  private func isOwn(_ mention: Mention, in code: Running) -> Bool {
    guard !mention.isMember, let own = code.ownNames[mention.text] else { return false }
    let offset = mention.token.positionAfterSkippingLeadingTrivia.utf8Offset
    return own.contains { !$0.isVariable || $0.end <= offset } || mention.token.isInsideDeclaration
  }
}

extension TokenSyntax {
  /// Whether it is in a function or a closure, which can use all names of the enclosing scope.
  fileprivate var isInsideDeclaration: Bool {
    var node = parent
    while let current = node {
      if current.is(FunctionDeclSyntax.self) || current.is(ClosureExprSyntax.self)
        || current.asProtocol(DeclGroupSyntax.self) != nil
      {
        return true
      }
      node = current.parent
    }
    return false
  }
}

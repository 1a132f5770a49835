import LessonCore
import LessonDocument
import SwiftSyntax

/// The declarations that a block which is compiled apart needs of the blocks after it.
///
/// Functions and types are known in the whole lesson. A `fail` or `compile-only` block is compiled after what runs before
/// it, and not with what follows: that often declares the same names once more. So it gets only what is asked for.
package struct LaterDeclarations: Sendable {
  /// How much of what follows is taken.
  package enum Extent: Sendable {
    /// What the code names, and what that names in turn.
    case named
    /// All that does not have a name of the block itself.
    case all
  }

  private struct Item: Sendable {
    let block: Int
    let bytes: Range<Int>
    /// What it declares, or the type that it extends.
    let names: [String]
    let isVariable: Bool
    let mentions: Set<String>
  }

  private struct Code: Sendable {
    let names: Set<String>
    let mentions: Set<String>
    /// Whether the names are known to other blocks.
    let isShared: Bool
  }

  private let items: [Item]
  private let blocks: [Code]

  package init(lesson: Lesson, blocks: [CodeSyntax]) {
    // Most lessons have no block that asks.
    guard lesson.blocks.contains(where: \.options.execution.isApart) else {
      (items, self.blocks) = ([], [])
      return
    }
    self.blocks = zip(lesson.blocks, blocks).map { block, syntax in
      Code(
        names: Set(syntax.tree.statements.flatMap(\.declaredNames).map(\.text)),
        mentions: syntax.tree.identifiers, isShared: block.options.sharesNames)
    }
    items = zip(lesson.blocks, blocks).filter { $0.0.options.sharesNames }.flatMap { block, syntax in
      syntax.tree.statements.compactMap { item in
        let names = item.declaredNames
        let texts = names.map(\.text) + [item.extendedType].compactMap(\.self)
        guard !texts.isEmpty else { return nil }
        return Item(
          block: block.index, bytes: item.bytes, names: texts,
          isVariable: names.contains(where: \.isVariable),
          mentions: item.identifiers)
      }
    }
  }

  /// Where the declarations stand, by the index of their block, in order.
  func declarations(after block: Int, _ extent: Extent) -> [(block: Int, bytes: [Range<Int>])] {
    guard blocks.indices.contains(block) else { return [] }
    let later = items.filter { $0.block > block }
    let taken =
      switch extent {
      case .named: named(in: block, later)
      case .all: later.filter { $0.names.allSatisfy { !blocks[block].names.contains($0) } }
      }
    return Dictionary(grouping: taken, by: \.block).sorted { $0.key < $1.key }
      .map { ($0.key, $0.value.map(\.bytes)) }
  }

  private func named(in block: Int, _ later: [Item]) -> [Item] {
    let before = blocks[..<block].filter(\.isShared)
    let known = before.reduce(into: blocks[block].names) { $0.formUnion($1.names) }
    var wanted = blocks[...block].reduce(into: Set<String>()) { $0.formUnion($1.mentions) }
    wanted.subtract(known)
    var rest = later.filter { known.isDisjoint(with: $0.names) }
    var taken: [Item] = []
    var ofDeclarations: Set<String> = []
    while true {
      // A variable has no value yet: only code that is not run yet may name it.
      let next = rest.indices.filter { index in
        !(rest[index].isVariable ? ofDeclarations : wanted).isDisjoint(with: rest[index].names)
      }
      guard !next.isEmpty else { return taken }
      for index in next.reversed() {
        let item = rest.remove(at: index)
        wanted.formUnion(item.mentions.subtracting(known))
        ofDeclarations.formUnion(item.mentions.subtracting(known))
        taken.append(item)
      }
    }
  }
}

extension CodeBlockItemSyntax {
  /// The type that the item extends.
  var extendedType: String? {
    guard case .decl(let declaration) = item else { return nil }
    return declaration.as(ExtensionDeclSyntax.self)?.extendedType.trimmedDescription
  }
}

extension SyntaxProtocol {
  /// Every word that may be a name.
  fileprivate var identifiers: Set<String> {
    Set(
      tokens(viewMode: .sourceAccurate).compactMap { token in
        switch token.tokenKind {
        case .identifier, .dollarIdentifier: token.identifierText
        default: nil
        }
      })
  }
}

import LessonCore
import LessonDocument
import SwiftSyntax

/// The declarations of later blocks that a block needs if it is compiled apart.
///
/// Functions and types can be used in the whole lesson. A `fail` or `compile-only` block is compiled with the code
/// before it, and not with all later code, which often declares the same names again. So it gets only the declarations
/// it needs.
package struct LaterDeclarations: Sendable {
  /// How much of the later code is included.
  package enum Extent: Sendable {
    /// The declarations that the code names, and those that these name in turn.
    case named
    /// All declarations except for those whose names the block itself declares.
    case all
  }

  private struct Item: Sendable {
    let block: Int
    let bytes: Range<Int>
    /// The names that it declares, or the type that it extends.
    let names: [String]
    let isVariable: Bool
    let mentions: Set<String>
  }

  private struct Code: Sendable {
    let names: Set<String>
    let mentions: Set<String>
    /// Whether other blocks can use the names.
    let isShared: Bool
  }

  private let items: [Item]
  private let blocks: [Code]

  package init(lesson: LessonOutline, blocks: [CodeSyntax]) {
    // Most lessons have no such blocks.
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

  /// The byte ranges of the declarations, by the index of their block, in order.
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
      // A later variable has no value yet, so only other later declarations may name it.
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
  /// Every identifier in the code.
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

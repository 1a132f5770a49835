import Foundation
import LessonCore
import LessonStorage

/// A block of the text that a page was made of.
struct PageBlock: Codable, Hashable, Sendable {
  /// Identifies all code between the end of the block before it and its own end, and the lesson's settings.
  let digest: String
  /// Whether the page shows it.
  let isShown: Bool
}

extension LessonOutline {
  /// What the page remembers of its blocks.
  var pageBlocks: [PageBlock] {
    let inlines = Dictionary(grouping: inlineExpressions, by: \.blocksBefore)
    return blocks.map { block in
      let before = inlines[block.index, default: []].map(\.code)
      let parts = [block.code, block.options.execution.rawValue, "\(block.options.isNested)"]
      return PageBlock(
        digest: String(contentHash(of: frontMatter.ofCode + parts + before).prefix(16)),
        isShown: block.options.showsCode)
    }
  }
}

extension FrontMatter {
  /// What decides results besides code.
  fileprivate var ofCode: [String] {
    [seed.map(String.init) ?? "", "\(optimize)", "\(languageMode.rawValue)", requires.joined(separator: " ")]
  }
}

extension [PageBlock] {
  /// How many blocks at the beginning are the same.
  func sameAtBeginning(as other: [PageBlock]) -> Int {
    zip(self, other).prefix { $0.digest == $1.digest }.count
  }

  /// The places in these blocks of the blocks that were made of them: those at the beginning and at the end that are the
  /// same, and between them one by one as far as there are some.
  func places(of new: [PageBlock]) -> [Int?] {
    let beginning = sameAtBeginning(as: new)
    let most = Swift.min(count, new.count) - beginning
    let end = zip(reversed(), new.reversed()).prefix(most).prefix { $0.digest == $1.digest }.count
    return new.indices.map { index in
      if index >= new.count - end { return index - new.count + count }
      return index < Swift.max(beginning, count - end) ? index : nil
    }
  }
}

import LessonDisplay

/// What happens to a lesson between a change of its file and its new page, as far as its page shows it.
package enum RunEvent: Sendable, Hashable {
  /// How the work on a lesson ended.
  package enum Ending: Sendable, Hashable {
    /// Its page shows the results of the file that has this hash.
    case finished(version: String)
    /// An error ended it; its page is as it was.
    case failed
    /// It was stopped; its page is as it was.
    case stopped
  }

  /// The lesson was read, and its page is not of this text.
  case read([LiveBlock])
  /// Its program runs.
  case began
  /// A block begins.
  case blockBegan(Int)
  /// All that a block has given so far, as markup; it replaces what was given before.
  case results(block: Int, markup: String)
  /// How far a training in a block is.
  case training(block: Int, LessonEvent.Training)
  /// A block has run to its end; its results were told before.
  case blockEnded(Int)
  case ended(Ending)
}

/// A block of a lesson that was read, beside its page, which was made of an earlier text.
package struct LiveBlock: Sendable, Hashable, Codable {
  /// The block's place among all blocks, from 0.
  package let index: Int
  /// The place of its earlier form among the blocks that the page shows, from 0; `nil` if the page shows none.
  package let section: Int?
  /// Whether the page of the new text shows the block.
  package let isShown: Bool
  /// Whether the results on the page are of other code: that of the block or of one before it.
  package let isOld: Bool
  /// Its code, if the page shows other code; `nil` if it shows this code.
  package let code: String?

  package init(index: Int, section: Int?, isShown: Bool = true, isOld: Bool, code: String? = nil) {
    self.index = index
    self.section = section
    self.isShown = isShown
    self.isOld = isOld
    self.code = code
  }
}

import LessonCore

extension LessonEditor {
  /// What is to be changed.
  package struct Change: Codable, Sendable {
    /// The version of the file of which the change was made.
    package let version: String
    package let edit: Edit

    package init(version: String, _ edit: Edit) {
      self.version = version
      self.edit = edit
    }
  }

  /// A change of a lesson's text. Blocks and elements are named by their places in the version of the change, from 0.
  package enum Edit: Codable, Sendable {
    /// Another text of the whole file.
    case text(text: String)
    /// Other code in a block, and other options on its fence, if there are some.
    case code(block: Int, text: String, words: String?)
    /// Changes of the code of one block, such as a compiler proposes.
    case fix(edits: [CodeFix.Edit])
    /// Another text for an element.
    case element(index: Int, text: String)
    /// A new block with this code.
    case add(block: Int, isBelow: Bool, text: String)
    /// Two blocks instead of one.
    case split(block: Int, first: String, second: String)
    /// A block changes places with its neighbour.
    case move(block: Int, isDown: Bool)
    case delete(block: Int)
    /// The block that was deleted by the last change comes back.
    case undo
  }

  /// What became of a change.
  package enum Outcome: Sendable, Hashable {
    /// The file has it, and this is the file now.
    case written(Content)
    /// The file was changed meanwhile, and this is the file now.
    case changedMeanwhile(Content)
    /// There is no such lesson.
    case noLesson
  }

  /// An option that the lesson's reader refuses.
  package struct RefusedOption: Error, Hashable {
    package let message: String
    /// The name of the option, as it was written.
    package let option: String
  }
}

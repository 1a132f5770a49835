import LessonCore
import LessonDocument
import LessonStorage

/// The parts of a lesson's text that an edit of one of them must leave as they are.
struct LessonShape: Equatable {
  /// A block, wherever it stands.
  struct Part: Equatable {
    let code: [String]
    /// `nil` if they may be any.
    var options: BlockOptions?
    /// The lines below the fence that belong to the block.
    var caption: [String] = []

    static func == (one: Part, other: Part) -> Bool {
      zip(one.code, other.code).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
        && one.code.count == other.code.count
        && (one.options == nil || other.options == nil || one.options == other.options)
        && one.caption == other.caption
    }
  }

  var blocks: [Part] = []
  /// The other elements: their lines, or only their kind if they contain blocks.
  var prose: [String] = []

  init(of file: EditedFile) {
    let source = SourceText(String(decoding: file.bytes, as: UTF8.self))
    let places = file.elements?.blocks ?? []
    blocks = zip(file.blocks, places).map { block, place in
      let caption =
        place.lines.upperBound > block.lastLine ? block.lastLine + 1...place.lines.upperBound : nil
      return Part(
        code: block.lines.map(\.text), options: block.options,
        caption: caption?.map { source.lines[$0 - 1] } ?? [])
    }
    prose = (file.elements?.elements ?? []).filter { !$0.isBlock }.map { element in
      let hasBlock = places.contains { element.lines.contains($0.lines.lowerBound) }
      return hasBlock ? element.tag ?? "" : element.lines.map { source.lines[$0 - 1] }.joined(separator: "\n")
    }
  }

  // MARK: Edits

  /// What a file must be after an edit; `nil` if it may be anything.
  static func expected(of file: EditedFile, after edit: LessonEditor.Edit) -> LessonShape? {
    var shape = LessonShape(of: file)
    switch edit {
    case .text, .fix, .element, .undo: return nil
    case .code(let index, let text, let words):
      let old = shape.blocks[index]
      shape.blocks[index] = Part(
        code: LineEdit.lines(of: text), options: words == nil ? old.options : nil, caption: old.caption)
    case .add(let index, let isBelow, let text):
      shape.blocks.insert(Part(code: LineEdit.lines(of: text)), at: isBelow ? index + 1 : index)
    case .split(let index, let first, let second):
      let old = shape.blocks[index]
      shape.blocks[index] = Part(code: LineEdit.lines(of: second), options: old.options, caption: old.caption)
      shape.blocks.insert(Part(code: LineEdit.lines(of: first)), at: index)
    case .move(let index, let isDown):
      let arrangement = BlockArrangement(source: SourceText(""), blocks: file.blocks, places: [])
      guard let other = arrangement.neighbour(of: index, isBelow: isDown) else { return nil }
      shape.blocks.swapAt(index, other)
    case .delete(let index): shape.blocks.remove(at: index)
    }
    return shape
  }

  /// Whether an edit of an element left everything before and behind it as it was.
  static func isKept(around index: Int, from old: EditedFile, to new: EditedFile) -> Bool {
    guard let elements = old.elements, new.elements != nil else { return false }
    let lines = elements.elements[index].lines
    let (before, after) = (LessonShape(of: old), LessonShape(of: new))
    let isBlockKept = after.blocks.keeps(
      first: elements.blocks.count { $0.lines.upperBound < lines.lowerBound },
      last: elements.blocks.count { $0.lines.lowerBound > lines.upperBound }, of: before.blocks)
    let above = elements.elements[..<index].count { !$0.isBlock }
    return isBlockKept
      && after.prose.keeps(first: above, last: before.prose.count - above - 1, of: before.prose)
  }
}

extension Array where Element: Equatable {
  fileprivate func keeps(first: Int, last: Int, of old: [Element]) -> Bool {
    count >= first + last && prefix(first) == old.prefix(first) && suffix(last) == old.suffix(last)
  }
}

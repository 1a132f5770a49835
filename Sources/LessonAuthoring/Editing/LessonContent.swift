import LessonCore
import LessonDocument

extension LessonEditor {
  /// A lesson as its file has it.
  package struct Content: Codable, Sendable, Hashable {
    /// The path of the file.
    package let file: String
    /// The hash of its bytes.
    package let version: String
    /// Its whole text, without a byte-order mark.
    package let text: String
    /// The blocks that its page shows; none if it has errors.
    package let blocks: [Block]
    /// The other parts of its text, and its blocks among them, in order; none if it has errors.
    package let elements: [Element]
    /// All options of blocks.
    package let options: [Option]
    /// Whether the last change deleted a block, which can be undone.
    package let canUndo: Bool

    /// A block that can be changed.
    package struct Block: Codable, Sendable, Hashable {
      /// The block's place among all blocks, from 0.
      package let index: Int
      /// The line of the file in which its code begins.
      package let line: Int
      package let code: String
      /// The options on its fence, as they are written.
      package let words: String
      /// The options in the comment above its fence.
      package let wordsAbove: String
    }

    /// A part of the text.
    package struct Element: Codable, Sendable, Hashable {
      /// The name of its element on the page; `nil` if it is not known.
      package let tag: String?
      package let firstLine: Int
      package let lastLine: Int
      /// The letters and digits that its page surely shows, cut where anything else can stand.
      package let words: [String]
      package let isBlock: Bool
    }

    /// An option of blocks.
    package struct Option: Codable, Sendable, Hashable {
      package let name: String
      package let explanation: String
      package let hasValue: Bool
      /// Whether its value stands in quotes.
      package let isQuoted: Bool
      /// The options with which it cannot be combined.
      package let contradictions: [String]
    }
  }
}

extension LessonEditor.Content {
  /// The content of a file as it was read.
  init(of file: EditedFile, canUndo: Bool) {
    let source = SourceText(String(decoding: file.bytes, as: UTF8.self))
    self.init(
      file: file.file.path, version: file.version, text: source.text,
      blocks: file.blocks.filter(\.options.showsCode).map { Block($0, of: file, in: source) },
      elements: (file.elements?.elements ?? []).map(Element.init), options: Option.all, canUndo: canUndo)
  }
}

extension LessonEditor.Content.Block {
  fileprivate init(_ block: Block, of file: EditedFile, in source: SourceText) {
    let fence = block.fence.lowerBound.line
    let first = file.elements?.blocks[block.index].lines.lowerBound ?? fence
    let above = first < fence ? source.lines[first - 1].firstMatch(of: #/lessons:(.*)-->/#)?.1 : nil
    self.init(
      index: block.index, line: fence + 1, code: block.code, words: BlockOpening(of: block, in: source).words,
      wordsAbove: String(above ?? ""))
  }
}

extension LessonEditor.Content.Element {
  fileprivate init(_ element: LessonElements.Element) {
    self.init(
      tag: element.tag, firstLine: element.lines.lowerBound, lastLine: element.lines.upperBound,
      words: element.words, isBlock: element.isBlock)
  }
}

extension LessonEditor.Content.Option {
  /// The options of blocks in lessons.
  fileprivate static let all = AuthoringWord.options(inDocuments: false).map { word in
    Self(
      name: word.name, explanation: word.explanation, hasValue: !word.ending.isEmpty, isQuoted: word.isQuoted,
      contradictions: word.contradictions.sorted())
  }
}

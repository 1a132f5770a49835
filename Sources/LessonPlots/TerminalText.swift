import LessonCore
import LessonDisplay
import LessonWords

/// The results of a lesson as text for a terminal, free of control sequences.
package struct TerminalText {
  /// The results of all blocks that show any, each under the block's place.
  package let text: String

  /// - Parameter width: The columns that plots may use.
  package init(_ lesson: LessonOutline, _ transcript: Transcript, width: Int = 78) {
    func text(of part: ShownPart) -> String {
      switch part {
      case .frames(let frames):
        ([frames.initialCaption] + frames.initial.map(text)).joined(separator: "\n\n")
      case .text(let text): text
      case .table(let table): table.plainText
      case .plot(let plot): plot.ascii(width: width)
      }
    }
    let blocks = zip(lesson.blocks, transcript.blocks).compactMap { block, given -> String? in
      guard block.options.showsResults, !given.results.isEmpty else { return nil }
      let results = given.results.map { result in
        let text =
          switch result {
          case .printed(let text), .message(let text):
            // A carriage return alone would overwrite the line.
            PrintedText.lines(text).map { $0 + "\n" }.joined()
          case .shown(let shown):
            shown.relabelled(lesson.labels).parts.map(text(of:)).joined(separator: "\n\n")
          }
        return text.hasSuffix("\n") ? text : text + "\n"
      }
      return
        "\(lesson.path.withVisibleControlsOnOneLine):\(block.fence.lowerBound.line)\(block.options.id.map { " · \($0)" } ?? "")\n"
        + results.joined()
    }
    self.text = blocks.joined(separator: "\n").withVisibleControls
  }
}

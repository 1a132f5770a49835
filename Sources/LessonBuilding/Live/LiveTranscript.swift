import Foundation
import LessonCore
import LessonDisplay
import LessonExecution

/// What a running lesson has given so far, block by block. What it says of itself is not trusted.
struct LiveTranscript {
  private struct BlockState {
    var parts: [Part] = []
    var hasEnded = false
  }

  private enum Part {
    /// A range of the printed bytes.
    case printed(Range<Int>)
    case result(BlockTranscript.Result)
  }

  private var blocks: [BlockState]
  private let output: PrintedOutput
  private var printed = Data()
  /// How many of the printed bytes belong to a part.
  private var assigned = 0
  private var weight = 0
  /// The blocks that have printed text since the last call of `readPrinted`.
  private var printing: Set<Int> = []
  /// The block that runs, or the last one that did.
  private(set) var current: Int?

  /// - Parameter blocks: How many blocks there are.
  init(blocks: Int, _ output: PrintedOutput) {
    self.blocks = Array(repeating: BlockState(), count: blocks)
    self.output = output
  }

  /// Takes the next event.
  mutating func take(_ record: LessonEventRecord) {
    assign(until: min(record.out, PrintedOutput.mostBytes))
    switch record.event {
    case .blockBegan(let index) where blocks.indices.contains(index): current = index
    case .blockEnded(let index) where index == current: blocks[index].hasEnded = true
    case .shown(let shown): add(.shown(shown))
    case .blockThrew(let message): add(.message("Error: " + message))
    case .crashed(let crash) where crash.isExpected: add(.message("Fatal error: " + crash.description))
    default: break
    }
  }

  private mutating func add(_ result: BlockTranscript.Result) {
    weight += result.weight
    guard let current, weight <= Transcript.mostWeight else { return }
    blocks[current].parts.append(.result(result))
  }

  /// Printed bytes belong to the block that runs, or to the one before.
  private mutating func assign(until end: Int) {
    guard end > assigned else { return }
    if let current {
      append(assigned..<end, to: &blocks[current].parts)
      printing.insert(current)
    }
    assigned = end
  }

  private func append(_ range: Range<Int>, to parts: inout [Part]) {
    if case .printed(let before)? = parts.last, before.upperBound == range.lowerBound {
      parts[parts.count - 1] = .printed(before.lowerBound..<range.upperBound)
    } else {
      parts.append(.printed(range))
    }
  }

  /// Reads what was printed since the last call.
  ///
  /// - Returns: The blocks that printed it.
  mutating func readPrinted() -> Set<Int> {
    let new = output.bytes(from: printed.count, atMost: PrintedOutput.mostBytes - printed.count)
    printed += new
    if let current, !new.isEmpty, printed.count > assigned { printing.insert(current) }
    defer { printing = [] }
    return printing
  }

  /// The results of a block. Of the long text of one that runs, they have the end.
  func results(ofBlock index: Int) -> [BlockTranscript.Result] {
    var parts = blocks[index].parts
    let isRunning = index == current && !blocks[index].hasEnded
    if index == current, printed.count > assigned { append(assigned..<printed.count, to: &parts) }
    return parts.compactMap { part in
      switch part {
      case .result(let result): return result
      case .printed(let range):
        let known = range.clamped(to: 0..<printed.count)
        guard !known.isEmpty else { return nil }
        return .printed(isRunning ? end(of: known) : output.text(of: printed[known]))
      }
    }
  }

  /// The most lines and bytes of printed text that a block shows while it runs.
  private static let (mostLines, mostBytes) = (24, 1 << 13)

  /// The last lines of printed text.
  private func end(of range: Range<Int>) -> String {
    let tail = printed[range].suffix(Self.mostBytes)
    let text = output.text(of: Data(tail))
    let lines = PrintedText.lines(text)
    guard tail.count < range.count || lines.count > Self.mostLines else { return text }
    return (["…"] + lines.suffix(Self.mostLines)).joined(separator: "\n") + "\n"
  }
}

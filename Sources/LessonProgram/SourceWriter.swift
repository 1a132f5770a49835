import LessonCore

/// Writes a lesson's code and generated code into one file.
struct SourceWriter {
  private let path: String
  private let presumedPath: String
  private let mode: LanguageMode
  private var text = ""
  private var map = PositionMap()

  init(path: String, mode: LanguageMode) {
    self.path = path
    self.mode = mode
    presumedPath = GeneratedSource.presumedPath(path)
  }

  var finished: GeneratedSource {
    GeneratedSource(text: text, path: path, presumedPath: presumedPath, map: map, mode: mode)
  }

  /// Writes a line of generated code, which has no position in the lesson.
  mutating func glue(_ line: String) { text += line + "\n" }

  /// Writes a block as the author wrote it; the expression at `shown` is passed to `_lessonShow`.
  mutating func block(_ code: MappedCode, showing shown: Int?) {
    guard let first = code.lines.first else { return }
    locate(first.start.line)
    guard let shown else {
      for index in code.lines.indices { author(code, index) }
      text += "#sourceLocation()\n"
      return
    }
    let (index, byte) = code.line(at: shown)
    for index in 0..<index { author(code, index) }
    let line = code.lines[index]
    let bytes = code.written[index].utf8
    if !bytes.prefix(byte).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      author(code, index, to: byte)
      locate(line.start.line)
    }
    call("_lessonShow(", on: line, from: byte)
    for index in (index + 1)..<code.lines.count { author(code, index) }
    text += ")\n#sourceLocation()\n"
  }

  /// Writes parts of a block at their positions; the code between them is left out.
  mutating func parts(_ ranges: [Range<Int>], of code: MappedCode) {
    guard let first = ranges.map(\.lowerBound).min(), let last = ranges.map(\.upperBound).max() else {
      return
    }
    let kept = code.keeping(ranges)
    let lines = kept.line(at: first).index...kept.line(at: max(first, last - 1)).index
    locate(code.lines[lines.lowerBound].start.line)
    for index in lines { author(kept, index) }
    text += "#sourceLocation()\n"
  }

  /// Writes an inline expression as the argument of a call that starts with `opening`.
  mutating func inline(_ code: MappedCode, call opening: String) {
    guard let line = code.lines.first else { return }
    locate(line.start.line)
    call(opening, on: line, from: 0)
    text += ")\n#sourceLocation()\n"
  }

  private mutating func locate(_ line: Int) {
    text += "#sourceLocation(file: \"\(presumedPath)\", line: \(line))\n"
  }

  private mutating func author(_ code: MappedCode, _ index: Int, to end: Int? = nil) {
    let line = code.written[index]
    let bytes = end ?? line.utf8.count
    text += line[..<line.utf8.index(line.startIndex, offsetBy: bytes)] + "\n"
    map.add(code.lines[index], columns: 0..<(bytes + 1), from: 0)
  }

  /// Writes a generated call around the author's code from a byte of a line on, in columns that the line does not use
  /// yet.
  private mutating func call(_ opening: String, on line: Block.Line, from byte: Int) {
    let column = max(byte, map.freeColumn(line: line.start.line))
    let begin = column + opening.utf8.count
    let code = line.text[line.text.utf8.index(line.text.startIndex, offsetBy: byte)...]
    text += String(repeating: " ", count: column) + opening + code + "\n"
    map.add(line, columns: column..<begin, from: byte, isPinned: true)
    map.add(line, columns: begin..<(begin + code.utf8.count + 1), from: byte)
  }
}

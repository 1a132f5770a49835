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

  /// Writes a block as the author wrote it, with generated code in it.
  mutating func block(_ code: MappedCode, with insertions: CodeInsertions) {
    var isLocated = false
    for index in code.lines.indices {
      if insertions.before(index, write: { glue($0) }) { isLocated = false }
      if !isLocated { locate(code.lines[index].start.line) }
      isLocated = true
      if let call = insertions.calls[index] {
        self.call(call.opening, on: index, of: code, from: call.byte)
      } else {
        author(code, index)
      }
      if let closing = insertions.closings[index] {
        glue(closing)
        isLocated = false
      }
      let end = code.lines[index]
      if insertions.after(index, write: { own($0, on: end) }) { isLocated = false }
    }
    if !code.lines.isEmpty { text += "#sourceLocation()\n" }
  }

  /// Writes a line up to a byte, and a call whose argument begins there.
  private mutating func call(_ opening: String, on index: Int, of code: MappedCode, from byte: Int) {
    let line = code.lines[index]
    if !code.written[index].utf8.prefix(byte).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      author(code, index, to: byte)
      locate(line.start.line)
    }
    call(opening, on: line, written: code.written[index], from: byte)
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
    call(opening, on: line, written: line.text, from: 0)
    text += ")\n#sourceLocation()\n"
  }

  /// Writes a line of generated code that belongs to an author's line, in columns that the line does not use yet.
  private mutating func own(_ code: String, on line: Block.Line) {
    locate(line.start.line)
    let column = map.freeColumn(line: line.start.line)
    text += String(repeating: " ", count: column) + code + "\n"
    let first = line.text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    map.add(line, columns: column..<(column + code.utf8.count + 1), from: first, isPinned: true)
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
  private mutating func call(_ opening: String, on line: Block.Line, written: String, from byte: Int) {
    let column = max(byte, map.freeColumn(line: line.start.line))
    let begin = column + opening.utf8.count
    let code = written[written.utf8.index(written.startIndex, offsetBy: byte)...]
    text += String(repeating: " ", count: column) + opening + code + "\n"
    map.add(line, columns: column..<begin, from: byte, isPinned: true)
    map.add(line, columns: begin..<(begin + code.utf8.count + 1), from: byte)
  }
}

import LessonDocument

/// How long a lesson takes to read: its words, and the lines of code that are not folded.
struct ReadingTime {
  private static let wordsPerMinute = 200.0
  /// In scripts without spaces between words.
  private static let lettersPerMinute = 450.0
  private static let linesPerMinute = 15.0

  /// In minutes, at least one.
  let minutes: Int

  init(_ lesson: Lesson) {
    let prose = PlainProse()
    let texts = lesson.document.children.map(prose.text)
    let letters = texts.reduce(0) { $0 + $1.unicodeScalars.count(where: Self.isWordless) }
    let words = texts.reduce(0) { $0 + Self.words(in: $1) }
    let lines = lesson.blocks.filter { $0.options.showsCode && !$0.options.isFolded }
      .reduce(0) { $0 + $1.lines.count }
    let time =
      Double(words) / Self.wordsPerMinute + Double(letters) / Self.lettersPerMinute
      + Double(lines) / Self.linesPerMinute
    minutes = max(1, Int(time.rounded()))
  }

  private static func words(in text: String) -> Int {
    text.split { $0.isWhitespace || $0.unicodeScalars.contains(where: isWordless) }.count
  }

  /// Whether a letter belongs to Chinese or Japanese.
  private static func isWordless(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isIdeographic || (0x3040...0x30FF).contains(scalar.value)
  }
}

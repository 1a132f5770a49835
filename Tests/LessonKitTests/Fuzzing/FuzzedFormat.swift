import DeepTraining
import Foundation
import LessonDisplay
import Testing

@testable import LessonKit

/// What is read that others may have written: right inputs, and how wrong ones are read.
///
/// Reading must end, and must not trap; what is said of an input must be fit for a terminal and name places that exist.
enum FuzzedFormat: String, CaseIterable, Sendable {
  /// Markdown with front matter, options and expressions.
  case lesson
  /// The Swift of blocks and expressions.
  case code
  /// What a lesson's process sends, to the pages that are made of it.
  case events
  /// The record beside a page.
  case record
  case idx
  case safetensors
  case csv

  var mutator: Mutator { Mutator(corpus: corpus, words: words) }

  /// Reads an input as the runner does.
  func read(_ bytes: [UInt8]) throws {
    switch self {
    case .lesson: readLesson(bytes)
    case .code: readCode(String(decoding: bytes, as: UTF8.self))
    case .events: try readEvents(bytes)
    case .record: readRecord(bytes)
    case .idx:
      try withFile(bytes) { path in
        _ = try? IDX.images(at: path)
        _ = try? IDX.labels(at: path)
      }
    case .safetensors: _ = try? Safetensors(Data(bytes))
    case .csv:
      try withFile(bytes) { path in
        _ = try? Dataset(csv: path, classes: "kind")
        _ = try? Dataset(csv: path, values: "size", separator: ";")
      }
    }
  }

  // MARK: Lessons

  private func readLesson(_ bytes: [UInt8]) {
    let parsed = Lesson.parse(path: "x.md", bytes: bytes, language: "en", name: "x")
    expectFit(parsed.diagnostics, SourceText(String(decoding: bytes, as: UTF8.self)))
    _ = renderFragment(path: "x.md", bytes: bytes)
    if let lesson = parsed.lesson { readCode(of: lesson) }
  }

  private func readCode(_ code: String) {
    let text = "```swift-dt\n\(code)\n```\n\n`{swift-dt} \(code.prefix { $0 != "`" && !$0.isNewline })`\n"
    let parsed = Lesson.parse(path: "x.md", text: text, language: "en", name: "x")
    if let lesson = parsed.lesson { readCode(of: lesson) }
  }

  private func readCode(of lesson: Lesson) {
    let made = Program.make(from: lesson)
    expectFit(made.diagnostics, lesson.source)
    _ = made.program?.source(for: .running)
    let results = lesson.blocks.map { _ in [BlockTranscript.Result.printed(lesson.source.text)] }
    render(lesson, transcript(results, lesson.inlineExpressions.map(\.code)))
  }

  private func expectFit(_ diagnostics: [Diagnostic], _ source: SourceText) {
    let text = diagnostics.map(DiagnosticPrinter(lines: ["x.md": source.lines]).text).joined()
    #expect(text.withVisibleControls == text)
    for place in diagnostics.compactMap(\.range?.lowerBound) {
      #expect((1...source.lines.count).contains(place.line) && place.column >= 1)
    }
  }

  private func render(_ lesson: Lesson, _ transcript: Transcript) {
    _ = PageRenderer().html(lesson, transcript)
    _ = PageRenderer().markdown(lesson, transcript)
    let text = TerminalText(lesson, transcript).text
    #expect(text.withVisibleControls == text)
  }

  // MARK: Results

  private static let lessonOfResults = "```swift-dt\nx\n```\n\n`{swift-dt} x`\n"

  private func readEvents(_ bytes: [UInt8]) throws {
    var reader = EventReader()
    guard (try? reader.take(bytes)) != nil else { return }
    let lesson = try LessonKitTests.lesson(Self.lessonOfResults)
    let process = LessonProcess(
      records: reader.records, printed: Data("printed\n".utf8), errors: Data(), ending: .exited(0))
    var transcripts = TranscriptReader(process, of: try LessonKitTests.program(Self.lessonOfResults))
    try? transcripts.read()
    render(lesson, transcripts.transcript)
  }

  private func readRecord(_ bytes: [UInt8]) {
    guard let record: Record = try? TranscriptCoding.decode(Data(bytes)),
      let lesson = try? LessonKitTests.lesson(Self.lessonOfResults)
    else { return }
    render(lesson, record.transcript)
    for occasion in [
      TranscriptComparison.Occasion.recordOfThisMachine, .recordOfAnotherMachine, .twoRuns,
    ] {
      _ = TranscriptComparison(lesson, record.transcript, Self.results, occasion).diagnostics
    }
  }

  private static let shown: [Shown] =
    [
      .text("one\ntwo"), .table(Table(columns: ["a", "b"], rows: [[1, 2.5], ["x", -0.25]])),
      .group([.text("a"), .chart(SampleCharts.small)]), .contours(SamplePlots.valley),
      .histogram(SamplePlots.weights), .bars(SamplePlots.rates), .heatMap(SamplePlots.confusion),
      .scatter(SamplePlots.halves), .figure(SamplePlots.pixels),
    ]

  private static let results = transcript([[.printed("one 2\n")] + shown.map { .shown($0) }], ["0.5"])

  // MARK: Right inputs

  private var corpus: [[UInt8]] {
    switch self {
    case .lesson: Self.lessons
    case .code:
      Self.lessons.flatMap { bytes in
        Lesson.parse(path: "x.md", bytes: bytes, language: "en", name: "x").lesson?.blocks.map {
          Array($0.code.utf8)
        } ?? []
      }
    case .events:
      Self.shown.map { shown in
        let events: [LessonEvent] = [
          .blockBegan(0), .shown(shown), .blockEnded(0), .inlineValue(0, "1"), .ended,
        ]
        return Self.bytes(events.map { LessonEventRecord(out: 0, err: 0, event: $0) })
      }
    case .record: [Self.recordBytes]
    case .idx:
      [[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 9, 8, 7, 6], [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3]]
    case .safetensors:
      [
        (try? Safetensors(tensors: [("a", Tensor([1, 2])), ("b", Tensor([3]))])).map { Self.file(of: $0) }
          ?? []
      ]
    case .csv:
      [
        "size,weight,kind\n1,2.5,a\n-3,1e3,b\n", "size;\"a \"\"b\"\"\";kind\r\n1;2;\"x\ny\"\r\n2;3;z\r\n",
      ].map { Array($0.utf8) }
    }
  }

  /// The project's own lessons, those of others where they lie beside it, and what has all parts of the format.
  private static let lessons: [[UInt8]] = {
    let package = URL(filePath: #filePath).appending(path: "../../../..").standardized
    let folders = [package.appending(path: "lessons/en"), package.appending(path: "lessons/pl")]
    let own = folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        .filter { $0.hasSuffix(".md") }.map { folder.appending(path: $0) }
    }
    let others =
      SharedInputs.isThere ? RealDocumentsTests.all.map { SharedInputs.folder.appending(path: $0.0) } : []
    return [Array(everything.utf8)] + (own + others).compactMap { try? [UInt8](Data(contentsOf: $0)) }
  }()

  private static let everything = """
    ---
    title: "A: b"
    seed: 3
    tol: 0.1
    labels: {loss: strata}
    requires: [mnist]
    ---

    # Title `{swift-dt tol=0.1} a + 1`

    > - ```swift-dt id=x tol=0.01 timeout=3 fold
      >   let a = [1: "\\(x)"], r = /a b/
    > - [ ] task ~~struck~~ <b title='x'>raw</b> &amp; [^1] <https://a.b> www.a.b

    | a | `{swift-dt} b` |
    |:--|---:|
    | 1 | \\| ![i](data:image/png;base64,AA) |

    ~~~ swift dt fail nest
    let b: Int = "x"
    ~~~

    [^1]: Note
    <div>

    [l]: <x y> 'title'
    """

  private static let recordBytes: [UInt8] = {
    let record = program.map {
      Record(
        program: $0.identity.digest, machine: "class", transcript: results, basis: nil,
        files: ["x.html": "00"])
    }
    return record.flatMap { try? [UInt8]($0.bytes) } ?? []
  }()

  private static var program: Program? {
    let parsed = Lesson.parse(path: "x.md", text: lessonOfResults, language: "en", name: "x")
    return parsed.lesson.flatMap { Program.make(from: $0).program }
  }

  private static func bytes(_ records: [LessonEventRecord]) -> [UInt8] {
    records.flatMap { record in
      ((try? TranscriptCoding.encode(record)).map { [UInt8]($0) } ?? []) + [UInt8(ascii: "\n")]
    }
  }

  private static func file(of tensors: Safetensors) -> [UInt8] {
    let url = FileManager.default.temporaryDirectory.appending(path: "lessons-fuzz-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    try? tensors.write(to: url)
    return (try? [UInt8](Data(contentsOf: url))) ?? []
  }

  private func withFile(_ bytes: [UInt8], _ body: (String) -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "lessons-fuzz-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(bytes).write(to: url)
    body(url.path)
  }

  // MARK: Words

  private var words: [String] {
    switch self {
    case .lesson:
      [
        "```swift-dt\n", "\n```\n", "~~~", "`{swift-dt} ", "{swift-dt tol=", "`", "\n> ", "\n- ", "\n1. ",
        "\n\n", "\t",
        "|", "\n|-|-|\n", "[^1]", "\n[^1]: ", "[a](", "](", ")", "![", "<", "</div>", "<!--", "-->",
        "<a href=\"", "&#0;",
        "\\", "*", "__", "~~", "# ", "\n===\n", "---\n", "title: ", "labels: {", "seed: -1", "&a ", "*a ",
        "!!int ", "{", "[",
        "id=", "tol=", "fail ", "crash ", "timeout=", "\0", "\r", "\u{1B}[2J", "\u{202E}", "\u{301}",
        "\u{FEFF}", "👩‍👧",
        "https://a.b/", "a@b.c", "$x$", "$$",
      ]
    case .code:
      [
        "=", " = ", "/**/", "/* */", "/ ", "/", "#/", "//", "\"", "\"\"\"", "\\(", "(", ")", "{", "}", "[",
        "]", "<", ">",
        "let ", "var ", "func ", "if ", "guard ", "#if ", "#endif\n", "#line ", "@", "\\", "`", "“", "”",
        "\u{A0}", "\0",
        "0x", "1e", "0b2", "?", "!", "->", "...", ":", ";", ",", "&", "async ", "throws", "switch x { case ",
        "\r", "\n",
        "$0", "#", "\u{FEFF}", "=/**/ ", " /**/=", "is ", "as ", "class ", "extension ", "some ", "macro ",
        "\t",
      ]
    case .events, .record:
      [
        "null", "true", "[]", "{}", "\"\"", "\"nan\"", "\"∞\"", "\"-∞\"", "0", "-1", "1e308", "-1e308",
        "5e-324", "1e400",
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1000000", ",", "\\u0000",
        "\\u001b",
        "\\ud800", "\u{202E}", "<script>", "\n", "[[", "]]", "{\"", "0.1,0.2", "\u{301}",
      ]
    case .idx: ["\0", "\u{8}", "\u{7F}", "\u{1F}\u{8B}", "\0\0\0\u{1}", "\u{7F}\u{7F}\u{7F}\u{7F}"]
    case .safetensors:
      [
        "\"F32\"", "\"F64\"", "\"BOOL\"", "\"I64\"", "[0,4]", "[4,0]", "[-1,4]", "[9223372036854775807]",
        "\"shape\":",
        "\"data_offsets\":", "{", "}", "\"", "null", "1e99", "__metadata__", "\0", "\u{7F}",
      ]
    case .csv:
      [
        "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", "1e999", "-", "nan", "∞", "\0", "\u{FEFF}", "kind",
        "size", " ",
      ]
    }
  }
}

import Foundation
import LessonDisplay
import LessonTestSupport
import TestSupport
import Testing

@testable import DeepTraining
@testable import LessonBuilding
@testable import LessonCore
@testable import LessonDocument
@testable import LessonExecution
@testable import LessonPlots
@testable import LessonProgram
@testable import LessonReading
@testable import LessonRendering
@testable import LessonStorage
@testable import LessonVerification
@testable import LessonWords

/// What is read that others may have written: right inputs, and how wrong ones are read.
///
/// Reading must end, and must not trap; what is said of an input must be fit for a terminal and name places that exist.
enum FuzzedFormat: String, CaseIterable, Sendable {
  /// Markdown with front matter, options and expressions.
  case lesson
  /// The YAML between `---`.
  case frontMatter
  /// The words after a fence, and those of an expression.
  case options
  /// The Swift of blocks and expressions.
  case code
  /// What a lesson's process sends, to the pages that are made of it.
  case events
  /// The record beside a page.
  case record
  /// What is kept of a training, behind its hash.
  case training
  /// Of which file, and of which bytes of it, a lesson is a translation: in a comment, or in a folder's list.
  case translation
  case idx
  case safetensors
  case csv

  var mutator: Mutator { Mutator(corpus: corpus, words: words) }

  /// Reads an input as the runner does.
  func read(_ bytes: [UInt8]) throws {
    switch self {
    case .lesson: try readLesson(bytes)
    case .frontMatter: try readLesson(Array("---\n".utf8) + bytes + Array("\n---\n\nText\n".utf8))
    case .options: try readOptions(String(decoding: bytes, as: UTF8.self))
    case .code: try readCode(String(decoding: bytes, as: UTF8.self))
    case .events: try readEvents(bytes)
    case .record: try readRecord(bytes)
    case .training: try readTraining(bytes)
    case .translation: try readTranslation(bytes)
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

  private func readLesson(_ bytes: [UInt8]) throws {
    let parsed = Lesson.parse(path: "x.md", bytes: bytes, language: "en", name: "x")
    try demandFit(parsed.diagnostics, SourceText(String(decoding: bytes, as: UTF8.self)))
    _ = RenderFragment(path: "x.md", bytes: Data(bytes)).perform()
    if let lesson = parsed.lesson { try readCode(of: lesson) }
  }

  private func readOptions(_ words: String) throws {
    let line = words.filter { !$0.isNewline }
    try readLesson(Array("```swift-dt \(line)\n1\n```\n\n`{swift-dt \(line)} 1`\n".utf8))
  }

  private func readCode(_ code: String) throws {
    let text = "```swift-dt\n\(code)\n```\n\n`{swift-dt} \(code.prefix { $0 != "`" && !$0.isNewline })`\n"
    let parsed = Lesson.parse(path: "x.md", text: text, language: "en", name: "x")
    if let lesson = parsed.lesson { try readCode(of: lesson) }
  }

  private func readCode(of lesson: Lesson) throws {
    let made = Program.make(from: lesson)
    try demandFit(made.diagnostics, lesson.source)
    _ = made.program?.source(for: .running)
    let results = lesson.blocks.map { _ in [BlockTranscript.Result.printed(lesson.source.text)] }
    try render(lesson, transcript(results, lesson.inlineExpressions.map(\.code)))
  }

  private func demandFit(_ diagnostics: [Diagnostic], _ source: SourceText) throws {
    let text = diagnostics.map(DiagnosticPrinter(lines: ["x.md": Array(source.lines)]).text).joined()
    try demand(text.withVisibleControls == text, "a control is printed: \(text)")
    for place in diagnostics.compactMap(\.range?.lowerBound) {
      try demand((1...source.lines.count).contains(place.line) && place.column >= 1, "no place: \(place)")
    }
  }

  private func render(_ lesson: Lesson, _ transcript: Transcript) throws {
    _ = PageRenderer().html(lesson, transcript)
    _ = PageRenderer().markdown(lesson, transcript)
    let text = TerminalText(lesson.outline, transcript).text
    try demand(text.withVisibleControls == text, "a control is printed: \(text)")
  }

  // MARK: Results

  static let lessonOfResults = "```swift-dt\nx\n```\n\n`{swift-dt} x`\n"

  private func readEvents(_ bytes: [UInt8]) throws {
    var reader = EventReader()
    guard (try? reader.take(bytes)) != nil else { return }
    let lesson = try LessonTestSupport.lesson(Self.lessonOfResults)
    let process = LessonProcess(
      records: reader.records, printed: Data("printed\n".utf8), errors: Data(), ending: .exited(0))
    var transcripts = TranscriptReader(
      process, of: try LessonTestSupport.program(Self.lessonOfResults).written())
    try? transcripts.read()
    try render(lesson, transcripts.transcript)
  }

  private func readRecord(_ bytes: [UInt8]) throws {
    guard let record: PageRecord = try? StableJSON.decode(Data(bytes)),
      let lesson = try? LessonTestSupport.lesson(Self.lessonOfResults)
    else { return }
    try render(lesson, record.transcript)
    for occasion in [
      TranscriptComparison.Occasion.record, .recordOfAnotherMachine, .twoRuns,
    ] {
      _ = TranscriptComparison(lesson.outline, record.transcript, Self.results, occasion).diagnostics
    }
  }

  private func readTraining(_ bytes: [UInt8]) throws {
    let sealed = SealedTraining.sealed(Data(bytes))
    try demand(SealedTraining.content(sealed) == Data(bytes), "what was sealed is another")
    try demand(SealedTraining.content(Data(bytes)) == nil, "what is not sealed is taken")
    _ = TrainingResult(bytes, for: try Self.trainer())
  }

  private func readTranslation(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    let records = (try? TranslationRecord.records(inFolderFile: bytes)).map { Array($0.values) } ?? []
    for record in records + [TranslationRecord(comment: text)].compactMap(\.self) {
      _ = record.isStale(against: bytes)
      if let comment = try? record.comment { try readLesson(Array(comment.utf8)) }
    }
    try readLesson(bytes + Array("\n\nText\n".utf8))
  }

  static let shown: [Shown] =
    [
      .text("one\ntwo"), .table(Table(columns: ["a", "b"], rows: [[1, 2.5], ["x", -0.25]])),
      .group([.text("a"), .chart(SampleCharts.small)]), .contours(SamplePlots.valley),
      Slider("γ", [0, 0.5]) { _ in SampleCharts.small }.shown,
      .histogram(SamplePlots.weights), .bars(SamplePlots.rates), .heatMap(SamplePlots.confusion),
      .scatter(SamplePlots.halves), .figure(SamplePlots.pixels),
    ]

  static let results = transcript([[.printed("one 2\n")] + shown.map { .shown($0) }], ["0.5"])

  private func withFile(_ bytes: [UInt8], _ body: (String) -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "lessons-fuzz-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(bytes).write(to: url)
    body(url.path)
  }
}

import DeepTraining
import Foundation
import LessonDisplay
import LessonTestSupport
import TestSupport
import Testing

@testable import LessonCore
@testable import LessonExecution
@testable import LessonPlots
@testable import LessonRendering
@testable import LessonStorage

@Suite("Values that a lesson's process sends, or that somebody commits")
struct HostileValuesTests {
  /// What reading one event gave: nothing, or what is said of it.
  private func problem(_ event: String) -> String? {
    var reader = EventReader()
    do throws(EventReader.Problem) {
      _ = try reader.take(Array((#"{"out":0,"err":0,"event":"# + event + "}\n").utf8))
      return nil
    } catch {
      return error.message
    }
  }

  private static let noEvent = EventReader.Problem.notAnEvent.message

  private static func shown(_ value: String) -> String { #"{"shown":{"_0":\#(value)}}"# }

  private static func heatMap(rows: String, columns: String) -> String {
    let grid = #"{"rows":\#(rows),"columns":\#(columns)}"#
    return shown(
      #"{"heatMap":{"_0":{"xLabel":"","yLabel":"","rows":[],"columns":[],"kind":"values","grid":\#(grid)}}}"#)
  }

  @Test(
    "of a size that nobody has written out are refused before anything is allocated",
    arguments: ["9223372036854775807", "-9223372036854775808", "-1", "1000000000000", "100001", "1e3.5"]
  )
  func grids(columns: String) {
    for rows in ["[]", "[\"1*1000000000\"]", "[\"1*9223372036854775807 1*9223372036854775807\"]", "[\"1\"]"] {
      #expect(problem(Self.heatMap(rows: rows, columns: columns)) == Self.noEvent, "\(rows)")
    }
  }

  @Test("in many rows of many columns are refused by their product")
  func products() {
    let rows = "[" + Array(repeating: "\"1*1000\"", count: 1_001).joined(separator: ",") + "]"
    #expect(problem(Self.heatMap(rows: rows, columns: "1000")) == Self.noEvent)
  }

  private static let frames = (1...100_000).map(String.init).joined(separator: ",")

  @Test(
    "are refused with how much there is and how much there may be",
    arguments: [
      (
        #"{"crashed":{"_0":{"frames":[\#(frames)],"signal":11,"isExpected":false,"isStackOverflow":false}}}"#,
        "100000 frames of a crash are too many; a lesson may show at most 64"
      ),
      (
        #"{"threw":{"_0":{"frames":[\#(frames)],"message":"m"}}}"#,
        "100000 frames of an error are too many; a lesson may show at most 64"
      ),
      (
        #"{"exited":{"_0":[\#(frames)]}}"#,
        "100000 frames of an exit are too many; a lesson may show at most 64"
      ),
      (
        #"{"claimFailed":{"_0":{"statement":"\#(String(repeating: "a", count: 4_097))","file":"x.md","line":1}}}"#,
        "4097 bytes of a claim are too many; a lesson may show at most 4096"
      ),
      (
        #"{"foundValue":{"_0":0,"_1":{"description":"\#(String(repeating: "a", count: 1_048_576))","debugDescription":"a","isCut":false}}}"#,
        "1048577 bytes of a value are too many; a lesson may show at most 1048576"
      ),
      (
        shown(
          #"{"table":{"_0":{"columns":[{"name":"a","format":{"decimals":{"_0":1000000000}}}],"rows":[]}}}"#),
        "1000000000 digits of a number are too many; a lesson may show at most 50"
      ),
      (
        shown(#"{"text":{"_0":"\#(String(repeating: "a", count: 2_000_000))"}}"#),
        "2000000 bytes of text are too many; a lesson may show at most 1048576"
      ),
      (
        shown(String(repeating: #"{"group":{"_0":["#, count: 12) + String(repeating: "]}}", count: 12)),
        "9 groups inside of each other are too many; a lesson may show at most 8"
      ),
      (
        shown(String(repeating: "[", count: 100_000)),
        "100003 brackets inside of each other are too many; a lesson may show at most 64"
      ),
      (
        shown(#"{"chart":{"_0":{"x":["# + String(repeating: "1,", count: 1_500_000) + "1]}}}"),
        "1500009 values in JSON are too many; a lesson may show at most 1000000"
      ),
    ])
  func refused(event: String, message: String) { #expect(problem(event) == message) }

  @Test("are refused in records too, and in what is kept")
  func records() throws {
    let huge = String(
      repeating: #"{"printed":{"_0":"\#(String(repeating: "<", count: 1_000_000))"}},"#, count: 3)
    let record = #"{"blocks":[{"results":[\#(huge)\#(huge.dropLast())]}],"inlineValues":[]}"#
    #expect(throws: (any Error).self) { () throws -> Transcript in
      try StableJSON.decode(Data(record.utf8))
    }
    let small = record.replacing(String(repeating: "<", count: 1_000_000), with: "<")
    let transcript: Transcript = try StableJSON.decode(Data(small.utf8))
    #expect(transcript.blocks[0].results.count == 6)
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: DisplayExcess.self) { () throws -> [String] in
      try StableJSON.decode(Data(deep.utf8))
    }
    #expect(throws: DisplayExcess.self) { try TranslationRecord.records(inFolderFile: Array(deep.utf8)) }
  }

  @Test("that are large together are an error of the block that shows the last of them")
  func together() throws {
    let text = LessonEvent.shown(.text(String(repeating: "a", count: 1 << 20)))
    let events = [LessonEvent.blockBegan(0)] + Array(repeating: text, count: 11)
    let process = LessonProcess(
      records: events.map { LessonEventRecord(out: 0, err: 0, event: $0) }, printed: Data(), errors: Data(),
      ending: .exited(0))
    var reader = TranscriptReader(process, of: try program("```swift-dt\n1\n```\n").written())
    do throws(TranscriptReader.Failure) {
      try reader.read()
      Issue.record("11 MB were taken")
    } catch {
      #expect(
        error.block == 0 && error.message.contains("take 11534336 bytes of its page; a page holds at most"))
    }
  }

  // MARK: What may be shown is drawn in time

  private static func noise(_ count: Int) -> [Double] {
    var random = SeededRandom(seed: count)
    return (0..<count).map { _ in Double.random(in: 0...1, using: &random) }
  }

  /// Values near their limits, made as hard to draw as they can be.
  private static let largest: [(String, Shown)] = [
    ("text", .text(String(repeating: "&", count: 1 << 20))),
    (
      "table",
      .table(
        Table(
          columns: (0..<200).map { .decimals("c\($0)", 50) },
          cells: (0..<250).map { _ in noise(200).map { .number($0) } }))
    ),
    (
      "long numbers",
      .table(Table(columns: [.decimals("a", 50)], cells: noise(5_000).map { [.number($0 * 1e300)] }))
    ),
    ("lines", .chart(Chart(x: "x", y: "y", (0..<500).map { Series("s\($0)", noise(400)) }))),
    ("wild line", .chart(Chart(x: "x", y: "y", Series("s", x: noise(200_000), y: noise(200_000))))),
    ("points", .chart(Chart(x: "x", y: "y", Series("s", noise(50_000)).points()))),
    ("scatter", .scatter(Scatter([Series("a", x: noise(50_000), y: noise(50_000))]))),
    ("square heat map", .heatMap(HeatMap((0..<316).map { _ in noise(316) }))),
    ("wide heat map", .heatMap(HeatMap((0..<50).map { _ in noise(2_000) }))),
    ("long heat map", .heatMap(HeatMap((0..<2_000).map { _ in noise(50) }))),
    ("row", .heatMap(HeatMap([noise(2_000)]))),
    (
      "contours",
      .contours(
        Contours(
          x: 0...1, y: 0...1, levels: .values((1...50).map { Double($0) / 51 }), resolution: 120
        ) { x, y in (sin(x * 12_345.6 + y * 65_432.1) * 10_000).truncatingRemainder(dividingBy: 1) })
    ),
    (
      "histograms", .histogram(Histogram(bins: 99, layout: .panels, (0..<200).map { ("g\($0)", noise(500)) }))
    ),
    ("bins", .histogram(Histogram(bins: 1_000, noise(20_000)))),
    ("overlaid", .histogram(Histogram(bins: 99, (0..<200).map { ("g\($0)", noise(500 + $0)) }))),
    ("bars", .bars(Bars(x: "x", noise(2_000).enumerated().map { ("bar \($0)", $1) }))),
    ("image", .figure(Figure(Tensor(noise(500_000), shape: [1, 500, 1_000])))),
    ("images", .figure(Figure(Tensor(noise(490_000), shape: [1_000, 7, 70])))),
  ]

  @Test(
    "within the limits are drawn in time, in all forms, and take about what they weigh", arguments: largest)
  func drawn(name: String, shown: Shown) throws {
    #expect(shown.excess == nil)
    let lesson = try lesson("```swift-dt\nx\n```\n")
    let given = transcript([[.shown(shown)]])
    let begin = ContinuousClock.now
    let html = PageRenderer().html(lesson, given)
    _ = PageRenderer().markdown(lesson, given)
    _ = TerminalText(lesson.outline, given)
    let time = ContinuousClock.now - begin
    // Ten times what it takes.
    #expect(time < .seconds(40), "\(name): \(time)")
    #expect(html.utf8.count < shown.weight * 2 + 100_000, "\(name): \(html.utf8.count) of \(shown.weight)")
  }

  @Test(
    "above a limit are an error that names it",
    arguments: [
      (
        Shown.heatMap(HeatMap((0..<2_000).map { _ in [Double](repeating: 0, count: 2_000) })),
        "4000000 cells of a grid"
      ),
      (.heatMap(HeatMap([[Double](repeating: 0, count: 90_000)])), "90000 columns of a heat map"),
      (.table(Table(columns: [.percent("a", decimals: 51)], cells: [])), "51 digits of a number"),
      (.bars(Bars(x: "x", (0..<2_001).map { ("\($0)", 1.0) })), "2001 bars"),
      (.histogram(Histogram(bins: 1_001, [0, 1])), "1001 bins of a histogram"),
      (
        .histogram(Histogram(bins: 999, (0..<21).map { ("\($0)", [0, 1]) })), "21000 bins of histograms"
      ),
      (
        .chart(Chart(title: String(repeating: "a", count: 5_000), x: "", y: "")),
        "5000 bytes of a title or name"
      ),
      (.figure(Figure(Tensor(zeros: [1_001, 1, 1]))), "1001 images of a figure"),
    ])
  func excess(shown: Shown, what: String) {
    #expect(shown.excess?.description.hasPrefix(what + " are too many; a lesson may show at most ") == true)
  }
}

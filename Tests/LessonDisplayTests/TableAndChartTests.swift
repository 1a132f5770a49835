import Foundation
import Testing

@testable import LessonDisplay

@Suite("Tables and charts")
struct TableAndChartTests {
  struct Run {
    var rate: Double
    var accuracy: Float
    var epochs: Int
    var name: String
    var best: Double?
  }

  let runs = [
    Run(rate: 0.1, accuracy: 0.5, epochs: 3, name: "a", best: nil),
    Run(rate: 0.01, accuracy: 0.25, epochs: 4, name: "b", best: 0.75),
  ]

  @Test("A table takes values of mixed kinds and keeps what they are")
  func mixedCells() {
    let table = Table(
      columns: ["rate", "accuracy", "epochs", "name", "best"],
      rows: runs.map { [$0.rate, $0.accuracy, $0.epochs, $0.name, $0.best] })
    #expect(table.rows[0] == [.number(0.1), .number(0.5), .integer(3), .text("a"), .none])
    #expect(table.rows[1] == [.number(0.01), .number(0.25), .integer(4), .text("b"), .number(0.75)])
  }

  @Test("A table takes rows of one type, and cells of any other value as its text")
  func uniformRows() {
    let matrix = [[1.5, 2], [3, 4]]
    #expect(
      Table(columns: ["a", "b"], rows: matrix).rows == [
        [.number(1.5), .number(2)], [.number(3), .number(4)],
      ])
    #expect(Table(columns: ["a"], rows: [[[0.123456, 1]]]).rows == [[.text("[0.1235, 1]")]])
  }

  @Test("A column writes its numbers in its own form")
  func columnFormats() {
    let cell = Table.Cell.number(0.98765)
    let columns: [Table.Column] = [
      "a", .digits("b", 2), .decimals("c", 3), .percent("d"), .percent("e", decimals: 0),
    ]
    #expect(columns.map { $0.text(of: cell) } == ["0.9877", "0.99", "0.988", "98.8 %", "99 %"])
    #expect(columns.map { $0.text(of: .integer(7)) } == ["7", "7", "7", "7", "7"])
    #expect(columns[3].text(of: .none) == "–")
    #expect(columns[3].text(of: .number(.nan)) == "nan")
  }

  @Test("A series counts from 1 and leaves gaps for what is not there")
  func series() {
    let series = Series("a", [1, nil, 3] as [Int?])
    #expect(series.x == [1, 2, 3])
    #expect(series == Series("a", x: 1...3, y: [1, .nan, 3] as [Float]))
    #expect(series != Series("a", [1, 2, 3]))
  }

  @Test("A chart reads like a sentence, with logarithmic axes where they are asked for")
  func chart() {
    let chart = Chart(
      title: "Rates", x: .log("rate"), y: "loss", runs.map { Series($0.name, x: [$0.rate], y: [$0.accuracy]) }
    )
    #expect(chart.x == Chart.Axis("rate", scale: .log))
    #expect(chart.y == Chart.Axis("loss", scale: .linear))
    #expect(
      chart
        == Chart(
          title: "Rates", x: .log("rate"), y: "loss", Series("a", x: [0.1], y: [0.5]),
          Series("b", x: [0.01], y: [0.25])))
  }

  @Test("What is shown comes back from JSON as it was, gaps and infinities too")
  func roundTrip() throws {
    let shown = Shown.group([
      .text("ą"),
      .chart(Chart(x: "x", y: .log("y"), Series("a", [1, .nan, .infinity, -Double.infinity]))),
      .table(
        Table(
          title: "t", columns: ["a", .percent("b")],
          rows: [[1, .some(Double.nan)], ["x", nil], [0.1, -Double.infinity]] as [[Any?]])),
    ])
    let data = try JSONEncoder().encode(shown)
    #expect(try JSONDecoder().decode(Shown.self, from: data) == shown)
  }

  @Test(
    "What no program of ours could have sent is refused",
    arguments: [
      #"{"name":"a","x":[1,2],"y":[1]}"#:
        "series 'a' has 2 x values and 1 y values; each point needs one of both",
      #"{"name":"a","x":["one"],"y":[1]}"#: "'one' is no number; expected one, or nan, inf, -inf",
    ])
  func malformedSeries(json: String, message: String) {
    #expect(throws: (any Error).self) { try JSONDecoder().decode(Series.self, from: Data(json.utf8)) }
    do {
      _ = try JSONDecoder().decode(Series.self, from: Data(json.utf8))
    } catch DecodingError.dataCorrupted(let context) {
      #expect(context.debugDescription == message)
    } catch {
      Issue.record("unexpected \(error)")
    }
  }

  @Test("A table with a row of another length is refused when it is read")
  func malformedTable() {
    let json = #"{"columns":["a","b"],"rows":[[{"integer":1},null],[{"text":"x"}]]}"#
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Table.self, from: Data(json.utf8)) }
  }

  @Test("A row or series of the wrong length stops the program")
  func mismatches() async {
    await #expect(processExitsWith: .failure) { _ = Table(columns: ["a", "b"], rows: [[1]]) }
    await #expect(processExitsWith: .failure) { _ = Series("a", x: [1, 2], y: [1]) }
  }

  @Test("Labels of another language replace the code's in titles, heads, axes, series and cells")
  func labels() {
    let labels = ["loss": "strata", "epoch": "epoka", "train": "uczenie"]
    let table = Table(
      title: "loss", columns: ["epoch", .percent("loss")], rows: [["train", 1.0], ["other", 2]])
    let chart = Chart(title: "loss", x: "epoch", y: .log("loss"), Series("train", [1]))
    #expect(
      Shown.group([.table(table), .chart(chart), .text("loss")]).relabelled(labels)
        == .group([
          .table(
            Table(
              title: "strata", columns: ["epoka", .percent("strata")],
              rows: [["uczenie", 1.0], ["other", 2]])),
          .chart(Chart(title: "strata", x: "epoka", y: .log("strata"), Series("uczenie", [1]))),
          .text("loss"),
        ]))
  }
}

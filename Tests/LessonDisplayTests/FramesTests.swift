import DeepTraining
import Foundation
import Testing

@testable import LessonDisplay

@Suite("Sliders and variants as data")
struct FramesTests {
  private func frames(_ value: some Showable) throws -> Frames {
    guard case .frames(let frames) = value.shown else { throw CocoaError(.coderInvalidValue) }
    return frames
  }

  private func names(_ value: some Showable) throws -> [String] { try frames(value).frames.map(\.name) }

  @Test("A slider shows a result of any kind for each value, in their order")
  func slider() throws {
    let slider = try frames(Slider("n", [3, 1, 2], initially: 2) { $0 * 10 })
    #expect(slider.control == .slider && slider.label == "n" && slider.initial == 2)
    #expect(slider.frames == [.init("3", .text("30")), .init("1", .text("10")), .init("2", .text("20"))])
    let tables = try frames(Slider("n", 1...2) { [Table(columns: ["n"], rows: [[$0]])] })
    guard case .group = tables.frames[0].shown else {
      Issue.record("an array of tables is a group")
      return
    }
  }

  @Test("Values are written with four digits, or with as many as they need to be whole or to differ")
  func digits() throws {
    #expect(try names(Slider("η", [0.1, 0.30000000000000004]) { $0 }) == ["0.1", "0.3"])
    #expect(try names(Slider("η", [0.12345, 0.12346]) { $0 }) == ["0.12345", "0.12346"])
    #expect(try names(Slider("steps", [12345.0, 1e6, 0.123456]) { $0 }) == ["12345", "1000000", "0.12346"])
    #expect(try names(Slider("layer", ["first", "last"]) { $0 }) == ["first", "last"])
  }

  @Test("Variants have names and results of any kinds, the first of them first unless another is named")
  func variants() throws {
    let chart = Chart(x: "x", y: "y", Series("s", [1, 2]))
    let mixed = try frames(Variants(of: "form", [("chart", chart), ("text", "a"), ("number", 0.5)]))
    #expect(mixed.control == .choice && mixed.initial == 0)
    #expect(mixed.frames.map(\.shown) == [.chart(chart), .text("a"), .text("0.5")])
    let computed = try frames(Variants(["a", "b"].map { ($0, chart) }, initially: "b"))
    #expect(computed.label == "" && computed.initial == 1)
  }

  @Test("What cannot be shown stops the program: no value, a value twice, a first value that is none of them")
  func traps() async {
    await #expect(processExitsWith: .failure) { _ = Slider("n", [Int]()) { $0 } }
    await #expect(processExitsWith: .failure) { _ = Slider("n", [1, 1]) { $0 } }
    await #expect(processExitsWith: .failure) { _ = Slider("n", [1, 2], initially: 3) { $0 } }
    await #expect(processExitsWith: .failure) { _ = Variants([("a", 1), ("a", 2)]) }
    await #expect(processExitsWith: .failure) { _ = Variants([("a", 1), (" ", 2)]) }
  }

  @Test("Captions say the quantity and its value")
  func captions() throws {
    #expect(try frames(Slider("γ", [0.5]) { $0 }).caption("0.5") == "γ = 0.5")
    #expect(try frames(Variants(of: "form", [("a", 1)])).caption("a") == "form: a")
    #expect(try frames(Variants([("a", 1)])).caption("a") == "a")
  }

  @Test("Labels translate the quantity, the names and what is shown")
  func labels() throws {
    let table = Table(columns: ["loss"], rows: [])
    let translated = Variants(of: "form", [("plain", table)]).shown
      .relabelled(["form": "forma", "plain": "zwykła", "loss": "strata"])
    #expect(translated == Variants(of: "forma", [("zwykła", Table(columns: ["strata"], rows: []))]).shown)
  }

  // MARK: Events

  private func event(_ shown: String) -> Data {
    Data(#"{"out":0,"err":0,"event":{"shown":{"_0":\#(shown)}}}"#.utf8)
  }

  private func frames(_ frames: String, initial: Int = 0, control: String = "slider") -> String {
    #"{"frames":{"_0":{"control":"\#(control)","label":"n","initial":\#(initial),"frames":[\#(frames)]}}}"#
  }

  private func frame(_ name: String, _ shown: String = #"{"text":{"_0":"a"}}"#) -> String {
    #"{"name":"\#(name)","shown":\#(shown)}"#
  }

  @Test("An event with frames is read as it was written")
  func roundTrip() throws {
    let shown = Slider("n", [1, 2], initially: 2) { "\($0)" }.shown
    let record = LessonEventRecord(out: 1, err: 2, event: .shown(shown))
    #expect(try EventStream.decode(JSONEncoder().encode(record)) == record)
    let plain = frames([frame("1"), frame("2")].joined(separator: ","))
    let read = try EventStream.decode(event(plain)).event
    #expect(read == .shown(Slider("n", [1, 2]) { _ in "a" }.shown))
  }

  @Test(
    "Frames that no lesson can show are refused: none, equal names, no such first one, an unknown control")
  func refused() {
    let two = [frame("1"), frame("2")].joined(separator: ",")
    for shown in [
      frames(""), frames([frame("1"), frame("1")].joined(separator: ",")), frames(two, initial: 2),
      frames(two, initial: -1), frames(two, control: "dial"), frames(frame("")),
    ] {
      #expect(throws: DecodingError.self, "\(shown)") { try EventStream.decode(event(shown)) }
    }
  }

  @Test("Frames in frames are refused, whatever is between them")
  func nested() {
    let inner = frames(frame("1"))
    for shown in [inner, #"{"group":{"_0":[{"text":{"_0":"a"}},\#(inner)]}}"#] {
      #expect(throws: DisplayExcess("sliders inside of each other", found: 2, limit: 1)) {
        try EventStream.decode(event(frames(frame("1", shown))))
      }
    }
    let outer = #"{"group":{"_0":[\#(inner),\#(inner)]}}"#
    #expect(throws: Never.self) { try EventStream.decode(event(outer)) }
  }

  @Test("A slider has at most fifty values, and what is in a frame has the limits that it has alone")
  func limits() {
    let many = (0...DisplayLimits.sliderFrames).map { frame("\($0)") }
    #expect(throws: Never.self) {
      try EventStream.decode(event(frames(many.dropLast().joined(separator: ","))))
    }
    #expect(throws: DisplayExcess("values of a slider", found: 51, limit: 50)) {
      try EventStream.decode(event(frames(many.joined(separator: ","))))
    }
    let long = Variants([("a", String(repeating: "a", count: DisplayLimits.textBytes + 1))]).shown
    #expect(long.excess?.what == "bytes of text")
    let named = Variants([(String(repeating: "a", count: DisplayLimits.labelBytes + 1), 1)]).shown
    #expect(named.excess?.what == "bytes of a title or name")
  }

  @Test("A slider weighs at least as much as all of its frames")
  func weight() {
    let chart = Chart(x: "x", y: "y", Series("s", [1, 2]))
    #expect(Slider("n", 1...9) { _ in chart }.shown.weight >= 9 * chart.weight)
  }
}

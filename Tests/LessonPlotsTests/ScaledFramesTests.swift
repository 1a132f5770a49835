import DeepTraining
import Foundation
import LessonDisplay
import Testing

@testable import LessonPlots

/// Results of a slider whose plots are measured, coloured or named differently from frame to frame.
@Suite("Plots in frames are comparable")
struct ScaledFramesTests {
  /// The drawings of all frames, in their order.
  private func drawings(_ frames: [any Showable], _ size: DrawingSize = .wide) throws -> [String] {
    let shown = Variants(frames.enumerated().map { ("\($0)", $1 as Any) }).shown
    guard case .frames(let parts) = shown.parts[0] else { throw CocoaError(.coderInvalidValue) }
    return parts.parts.flatMap { $0 }.compactMap { part in
      if case .plot(let plot) = part { plot.svg(id: "c", size: size).markup } else { nil }
    }
  }

  private func lines(_ drawing: String, of classes: String...) -> [String] {
    drawing.split(separator: "\n").map(String.init).filter { line in
      classes.contains { line.hasPrefix("<g class=\"\($0)\"") }
    }
  }

  private func expectEqual(_ drawn: [String], _ classes: String...) throws {
    for name in classes {
      let found = drawn.map { lines($0, of: name) }
      #expect(found[0].count > 0 && Set(found).count == 1, "\(name)")
    }
    #expect(Set(try drawn.map { try DrawnShapes($0).height }).count == 1)
  }

  @Test("Contours have the same levels, colours and legend, and a path has the colour of its name")
  func contours() throws {
    let path = Path("b", points: [(0.1, 0.1), (0.5, 0.5)])
    let plots = [1.0, 200].map { scale in
      Contours(x: 0...1, y: 0...1, paths: scale == 1 ? [Path("a", points: [(0, 0)]), path] : [path]) { x, y in
        scale * (x + y)
      }
    }
    try expectEqual(try drawings(plots), "axes", "scale", "legend")
    #expect(Set(plots.map { lines($0.svg(id: "c").markup, of: "scale") }).count == 2)
    for drawing in try drawings(plots) { #expect(drawing.contains(#"class="series series-2""#)) }
    let low = Contours.levelValues(of: Contours.prepared(plots))
    #expect(low.contains { $0 > 2 } && low.allSatisfy { $0 < 400 })
  }

  @Test("Histograms of the same numbers are the same in every frame, in panels or not")
  func histograms() throws {
    let same = [0.1, 0.4, 0.6, 0.9, 1.1, 1.6, 1.9]
    for layout in [Histogram.Layout.overlaid, .panels] {
      let plots = [1.0, 10].map { scale in
        Histogram(x: "x", layout: layout, [("same", same), ("other", same.map { $0 * scale })])
      }
      let drawn = try drawings(plots)
      let first = try drawn.map { drawing in
        let bars = layout == .panels ? "panel" : "series series-1"
        return try #require(lines(drawing, of: bars).first)
      }
      #expect(first[0] == first[1])
      #expect(Set(try drawn.map { try DrawnShapes($0).height }).count == 1)
    }
  }

  @Test("Bars have one axis whatever their names and groups are")
  func bars() throws {
    let plots = [
      Bars(x: "x", groups: ["train", "test"], [("a", [1, 2]), ("a longer name", [3, 4])]),
      Bars(x: "x", groups: ["test"], [("b", [70])]),
    ]
    for size in DrawingSize.allCases {
      let drawn = try drawings(plots, size)
      let marks = drawn.map { $0.firstMatch(of: /class="axes"><path d="[^"]*"/)?.0 }
      #expect(marks[0] == marks[1])
      try expectEqual(drawn, "grid", "legend")
      #expect(!drawn[1].contains(#"class="series series-1""#))
    }
  }

  @Test("A frame with a text or a table, or with fewer results, does not keep other frames apart")
  func mixed() throws {
    let charts = [1.0, 50].map { Chart(x: "x", y: "y", Series("a", [0, $0])).shown }
    let bars = Bars(x: "x", [("a", 1)]).shown
    for others: [Shown] in [[.text("text")], [bars], [charts[0], .text("text")], []] {
      let drawn = try drawings([.group([charts[0]]), .group([charts[1]]), Shown.group(others)])
      #expect(lines(drawn[0], of: "grid") == lines(drawn[1], of: "grid"))
    }
  }

  @Test("Images have the same width in all frames, and the same black and white unless a range is given")
  func figures() throws {
    let (few, many) = (Tensor([0, 0.5, 1, 0.5], shape: [1, 2, 2]), Tensor([0, 2, 2, 2], shape: [1, 2, 2]))
    let row = Tensor((0..<40).map { Double($0 % 4) * 0.5 }, shape: [10, 2, 2])
    let drawn = try drawings([Figure(few), Figure(row)])
    func place(_ drawing: String) -> Substring? { drawing.firstMatch(of: /scale\([^)]*\)/)?.0 }
    #expect(place(drawn[0]) == place(drawn[1]) && place(drawn[0]) != place(Figure(few).svg(id: "c").markup))
    func bytes(_ plots: [Figure]) -> [[UInt8]] {
      guard case .frames(let frames) = Variants(plots.enumerated().map { ("\($0)", $1) }).shown else {
        return []
      }
      return frames.frames.compactMap {
        if case .plot(let plot) = $0.shown {
          (plot.data as? Figure).map { Array($0.images[0].bytes) }
        } else {
          nil
        }
      }
    }
    #expect(bytes([Figure(few), Figure(many)]) == [[0, 64, 128, 64], [0, 255, 255, 255]])
    #expect(bytes([Figure(few, range: 0...1), Figure(many)])[0] == [0, 128, 255, 128])
  }
}

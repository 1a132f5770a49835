import Foundation
import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonPlots
@testable import LessonWords

@Suite("Every plot")
struct PlotLawTests {
  @Test("that a lesson can show can be drawn, and is among these", arguments: PlotKinds.all.map { $0.kind })
  func kinds(name: String) throws {
    let kind = try #require(PlotKinds.all.first { $0.kind == name })
    #expect(kind is any Plot.Type && SamplePlots.all.contains { type(of: $0) == kind })
  }

  /// Samples in both sizes.
  private static let drawings = SamplePlots.all.indices.flatMap { index in
    DrawingSize.allCases.map { (index, $0) }
  }

  @Test("is well-formed, with all text inside and all coordinates numbers", arguments: drawings)
  func wellFormed(index: Int, size: DrawingSize) throws {
    let drawing = try DrawnShapes(SamplePlots.all[index].svg(id: "c", size: size).markup)
    #expect(drawing.isWellFormed)
    #expect(drawing.width == size.width)
    let largest = max(drawing.width, drawing.height, UnitShapes.side)
    #expect(drawing.numbers.allSatisfy { $0.isFinite && $0.magnitude <= largest })
    for text in drawing.texts {
      #expect(text.left >= 0 && text.right <= drawing.width, "\(text)")
      #expect(text.top >= 0 && text.bottom <= drawing.height, "\(text)")
    }
    #expect(Set(drawing.ids).count == drawing.ids.count)
    #expect(drawing.ids.allSatisfy { $0.hasPrefix("c") })
  }

  @Test("has no text that covers other text", arguments: drawings)
  func overlaps(index: Int, size: DrawingSize) throws {
    let texts = try DrawnShapes(SamplePlots.all[index].svg(id: "c", size: size).markup).texts
    for (first, a) in texts.enumerated() {
      for b in texts[..<first] where a.top < b.bottom && b.top < a.bottom {
        #expect(a.right <= b.left || b.right <= a.left, "\(a) covers \(b)")
      }
    }
  }

  @Test(
    "is no wider in characters than asked for, and has no trailing spaces",
    arguments: SamplePlots.all.indices)
  func width(index: Int) {
    let plot = SamplePlots.all[index]
    for width in [40, 72, 78, 120] {
      let text = plot.ascii(width: width)
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        #expect(TextWidth.columns(of: String(line)) <= width, "\(line)")
        #expect(line.last != " ")
      }
    }
  }

  @Test("gives its numbers in a table that a reader can look through", arguments: SamplePlots.all.indices)
  func data(index: Int) {
    guard let data = SamplePlots.all[index].data else { return }
    #expect(data.table.rows.count <= max(data.count, 1))
    #expect(data.table.rows.count * data.table.columns.count <= 8 * 21)
  }

  @Test("tells its data in words, without words for what is no number", arguments: SamplePlots.all.indices)
  func alternative(index: Int) {
    let plot = SamplePlots.all[index]
    let text = plot.textAlternative(in: .english)
    #expect(text.hasSuffix("."))
    #expect(!text.contains("nan "))
    #expect(!plot.heading(in: .english).isEmpty || plot is Chart)
  }

  @Test("says the same in every language, in other words", arguments: SamplePlots.all.indices)
  func languages(index: Int) {
    let plot = SamplePlots.all[index]
    let english = plot.textAlternative(in: .english)
    let numbers = { (text: String) in text.matches(of: /[-−.0-9e]*[0-9]/).map { String($0.0) }.sorted() }
    for language in InterfaceLanguage.all where language.tag != "en" {
      let text = plot.textAlternative(in: language.plots)
      #expect(text != english && numbers(text) == numbers(english), "\(language.tag): \(text)")
    }
  }

  @Test("comes back from JSON as it was", arguments: SamplePlots.all.indices)
  func roundTrip(index: Int) throws {
    func check(_ plot: some Plot) throws {
      let data = try JSONEncoder().encode(plot)
      #expect(try JSONDecoder().decode(type(of: plot), from: data) == plot)
    }
    try check(SamplePlots.all[index])
  }
}

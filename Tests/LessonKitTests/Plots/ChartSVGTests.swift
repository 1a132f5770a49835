import Foundation
import LessonDisplay
import Testing

@testable import LessonKit

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("A chart as SVG")
struct ChartSVGTests {
  @Test("is these bytes")
  func golden() {
    #expect(
      SampleCharts.small.svg(id: "c").markup == #"""
        <svg xmlns="http://www.w3.org/2000/svg" id="c" class="plot" viewBox="0 0 560 367" width="560" \#
        height="367" style="max-width:100%;height:auto" role="img" aria-labelledby="c-title c-desc" \#
        font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif" \#
        font-size="14" fill="currentColor">
        <title id="c-title">Strata &lt; 3 &amp; more</title>
        <desc id="c-desc">Line chart; horizontal axis epoch; vertical axis loss. train: 3 points, from \#
        2.5 at 1 to 1 at 3. sieć: 2 points and 1 without a value, from 3 at 1 to 2 at 2.</desc>
        <text x="10" y="26" font-size="16" font-weight="600">Strata &lt; 3 &amp; more</text>
        <text x="10" y="74" opacity="0.8">loss</text>
        <text x="291.41" y="358" text-anchor="middle" opacity="0.8">epoch</text>
        <g class="grid" stroke="currentColor" fill="none"><path d="M40.82 318H542M40.82 260.5H542M40.82 \#
        203H542M40.82 145.5H542M40.82 88H542" stroke-opacity="0.16"/></g>
        <g class="axes"><path d="M40.82 318H542M48.82 318v5M291.41 318v5M534 318v5" \#
        stroke="currentColor" stroke-opacity="0.6" fill="none"/><text x="48.82" y="337" \#
        text-anchor="middle" opacity="0.8">1</text><text x="291.41" y="337" text-anchor="middle" \#
        opacity="0.8">2</text><text x="534" y="337" text-anchor="middle" opacity="0.8">3</text><text \#
        x="33.82" y="322.5" text-anchor="end" opacity="0.8">1.0</text><text x="33.82" y="265" \#
        text-anchor="end" opacity="0.8">1.5</text><text x="33.82" y="207.5" text-anchor="end" \#
        opacity="0.8">2.0</text><text x="33.82" y="150" text-anchor="end" opacity="0.8">2.5</text><text \#
        x="33.82" y="92.5" text-anchor="end" opacity="0.8">3.0</text></g>
        <g class="series series-1" color="#0072b2"><path d="M48.82 145.5L291.41 260.5L534 318" \#
        fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" \#
        stroke-linecap="round"/><g fill="currentColor"><circle cx="48.82" cy="145.5" \#
        r="3.6"><title>train: epoch 1, loss 2.5</title></circle><circle cx="291.41" cy="260.5" \#
        r="3.6"><title>train: epoch 2, loss 1.5</title></circle><circle cx="534" cy="318" \#
        r="3.6"><title>train: epoch 3, loss 1</title></circle></g></g>
        <g class="series series-2" color="#d55e00"><path d="M48.82 88L291.41 203" fill="none" \#
        stroke="currentColor" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/><g \#
        fill="currentColor"><path d="M45.58 84.76L52.06 84.76L52.06 91.24L45.58 91.24Z"><title>sieć: \#
        epoch 1, loss 3</title></path><path d="M288.17 199.76L294.65 199.76L294.65 206.24L288.17 \#
        206.24Z"><title>sieć: epoch 2, loss 2</title></path></g></g>
        <g class="legend"><g><g color="#0072b2" fill="currentColor"><path d="M10 42h24" \#
        stroke="currentColor" stroke-width="2"/><circle cx="22" cy="42" r="3.6"/></g><text x="42" \#
        y="46.5">train</text></g><g><g color="#d55e00" fill="currentColor"><path d="M90.58 42h24" \#
        stroke="currentColor" stroke-width="2"/><path d="M99.34 38.76L105.82 38.76L105.82 45.24L99.34 \#
        45.24Z"/></g><text x="122.58" y="46.5">sieć</text></g></g>
        </svg>
        """#)
  }

  @Test("has the same bytes each time", arguments: SampleCharts.all.indices)
  func determinism(index: Int) {
    let chart = SampleCharts.all[index]
    #expect(chart.svgFile(id: "c") == chart.svgFile(id: "c"))
  }

  @Test(
    "is well-formed, with all text inside and all coordinates numbers", arguments: SampleCharts.all.indices)
  func wellFormed(index: Int) throws {
    let drawing = try Drawing(SampleCharts.all[index].svgFile(id: "c"))
    #expect(drawing.isWellFormed)
    #expect(drawing.numbers.allSatisfy { $0 >= 0 && $0 <= max(drawing.width, drawing.height) })
    for text in drawing.texts {
      #expect(text.left >= 0 && text.right <= drawing.width, "\(text)")
      #expect(text.baseline >= 10 && text.baseline <= drawing.height - 3, "\(text)")
    }
    #expect(Set(drawing.ids).count == drawing.ids.count)
    #expect(drawing.ids.allSatisfy { $0.hasPrefix("c") })
  }

  @Test("has no text that covers other text", arguments: SampleCharts.all.indices)
  func overlaps(index: Int) throws {
    let texts = try Drawing(SampleCharts.all[index].svgFile(id: "c")).texts
    for (first, a) in texts.enumerated() {
      for b in texts[..<first] where abs(a.baseline - b.baseline) < 12 {
        #expect(a.right <= b.left || b.right <= a.left, "\(a) covers \(b)")
      }
    }
  }

  @Test("leaves a gap where there is no value, and still shows a point between two gaps")
  func gaps() {
    let svg = Chart(x: "x", y: "y", Series("a", [1, 2, .nan, 3, .nan, 2, 4])).svg(id: "c").markup
    let line = svg.firstMatch(of: /d="([^"]*)" fill="none" stroke="currentColor" stroke-width="2"/)!.1
    #expect(line.filter { $0 == "M" }.count == 2)
    #expect(svg.matches(of: /<circle [^>]*r="3\.6"><title>/).count == 5)
    #expect(svg.contains("<title>a: x 4, y 3</title>"))
  }

  @Test("keeps the spikes of a long line without keeping all its points")
  func thinning() throws {
    var values = [Double](repeating: 1, count: 100_000)
    values[70_001] = 5
    let svg = Chart(x: "x", y: "y", Series("a", values)).svg(id: "c").markup
    #expect(svg.utf8.count < 40_000)
    let drawing = try Drawing(svg)
    let top = drawing.texts.first { $0.content == "5" }!.baseline - 5
    #expect(svg.contains(" \(coordinate(top + 0.5))L") || svg.contains(" \(coordinate(top))L"))
  }

  @Test("says what it shows to those who don't see it")
  func alternative() {
    #expect(
      SampleCharts.small.textAlternative
        == "Line chart; horizontal axis epoch; vertical axis loss. train: 3 points, from 2.5 at 1 to 1 at 3. "
        + "sieć: 2 points and 1 without a value, from 3 at 1 to 2 at 2.")
    let svg = SampleCharts.small.svg(id: "c").markup
    #expect(svg.contains(#"role="img" aria-labelledby="c-title c-desc""#))
    #expect(svg.contains(#"<title id="c-title">Strata &lt; 3 &amp; more</title>"#))
  }

  @Test("brings its own colours for light and dark when it is a file")
  func file() {
    let file = SampleCharts.small.svgFile(id: "c")
    #expect(file.contains("prefers-color-scheme:dark"))
    #expect(!SampleCharts.small.svg(id: "c").markup.contains("<style"))
  }
}

/// What a test wants to know of an SVG.
private final class Drawing: NSObject, XMLParserDelegate {
  struct Text: CustomStringConvertible {
    var content = ""
    var x = 0.0
    var baseline = 0.0
    var size = 14.0
    var anchor = "start"

    var width: Double { TextWidth.estimate(content, size: size) }
    var left: Double { anchor == "end" ? x - width : anchor == "middle" ? x - width / 2 : x }
    var right: Double { left + width }
    var description: String { "'\(content)' from \(left) to \(right) at \(baseline)" }
  }

  private(set) var isWellFormed = false
  private(set) var texts: [Text] = []
  private(set) var ids: [String] = []
  private(set) var numbers: [Double] = []
  private(set) var width = 0.0
  private(set) var height = 0.0
  private var isInText = false

  init(_ svg: String) throws {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if let id = attributes["id"] { ids.append(id) }
    if name == "svg" {
      width = Double(attributes["width"]!)!
      height = Double(attributes["height"]!)!
    }
    for key in ["x", "y", "cx", "cy", "r", "d", "width", "height"] {
      guard let value = attributes[key] else { continue }
      let parts = value.split { $0.isWhitespace || "MLHVhvZ".contains($0) }
      numbers += parts.map { Double($0) ?? .nan }
    }
    guard name == "text" else { return }
    isInText = true
    texts.append(
      Text(
        x: Double(attributes["x"]!)!, baseline: Double(attributes["y"]!)!,
        size: attributes["font-size"].flatMap(Double.init) ?? 14, anchor: attributes["text-anchor"] ?? "start"
      ))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isInText { texts[texts.count - 1].content += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if name == "text" { isInText = false }
  }
}

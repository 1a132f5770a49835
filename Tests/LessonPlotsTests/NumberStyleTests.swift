import LessonCore
import LessonDisplay
import LessonMarkup
import LessonTestSupport
import LessonWords
import Testing

@testable import LessonPlots

@Suite("Numbers for people")
struct NumberStyleTests {
  @Test(
    "have the marks of their language",
    arguments: [
      ("en", "12,345.5", "191,800"), ("de", "12.345,5", "191.800"),
      ("pl", "12\u{202F}345,5", "191\u{202F}800"),
      ("fr", "12\u{202F}345,5", "191\u{202F}800"), ("es", "12\u{202F}345,5", "191\u{202F}800"),
      ("ja", "12,345.5", "191,800"), ("ar", "12,345.5", "191,800"), ("xx", "12,345.5", "191,800"),
    ])
  func marks(language: String, decimal: String, whole: String) {
    let style = PlotWords(Language(language)).numbers
    #expect(style.text(of: "12345.5") == decimal)
    #expect(style.text(of: "191800") == whole)
  }

  @Test(
    "have a real minus, powers of ten, and no gap in four digits",
    arguments: [
      ("-1.5", "−1.5"), ("9.313e-10", "9.313\u{202F}×\u{202F}10⁻¹⁰"),
      ("-1.23e+06", "−1.23\u{202F}×\u{202F}10⁶"),
      ("1e-05", "10⁻⁵"), ("-1e+12", "−10¹²"), ("2026", "2026"), ("-10000", "−10,000"), ("0.50", "0.50"),
      ("12.5 %", "12.5\u{202F}%"), ("0", "0"),
    ])
  func forms(written: String, shown: String) {
    #expect(PlotWords.english.numbers.text(of: written) == shown)
  }

  @Test(
    "are only what a program writes as a number",
    arguments: [
      "", "-", ".", "1.", ".5", "1e5", "e-05", "0x1F", "1.0.2", "007", "[1.5]", "1,5", "nan", "inf", "٣",
      "1 %x", "½", "12 345",
    ])
  func texts(text: String) {
    #expect(PlotWords.english.numbers.text(of: text) == nil)
  }

  @Test(
    "have their decimal marks below each other in a table, and more digits as a hint where they were rounded")
  func table() {
    let table = Table(columns: ["n", "x"], rows: [[191_800, 0.123456], [-7, 1.5], [12, 20000]])
    let html = table.html(in: PlotWords(Language("pl")).numbers).markup
    #expect(html.contains("<td>191\u{202F}800</td>"))
    #expect(html.contains("<td title=\"0,123456\">0,1235</td>"))
    #expect(
      html.contains("<td>−7</td><td>1,5\u{2007}\u{2007}\u{2007}</td>"))
    #expect(html.contains("<td>20\u{202F}000\u{2008}\u{2007}\u{2007}\u{2007}\u{2007}</td>"))
  }

  @Test("stay as programs write them in plots of characters, tables of data and Markdown")
  func machines() {
    let chart = Chart(x: "x", y: "y", Series("s", x: [0, 50_000, 100_000], y: [0, -1.5, -2.5]))
    let words = PlotWords(Language("pl"))
    let drawn = chart.svg(id: "c", in: words).markup
    #expect(drawn.contains(">100\u{202F}000<") && drawn.contains(">−2,5<") && !drawn.contains(">-2.5<"))
    #expect(drawn.contains("x 50\u{202F}000, y −1,5"))
    let characters = chart.ascii(in: words)
    #expect(characters.contains("100000") && characters.contains("-2.5"))
    #expect(chart.data?.table.markdown.contains("100000") == true)
    #expect(chart.data?.table.html.markup.contains("-2.5") == true)
  }

  @Test("never reach the coordinates and colours of a drawing, whatever the language")
  func drawings() {
    for sample in SamplePlots.all {
      let pattern =
        /(?: d| x| y| width| height| r| cx| cy| fill-opacity| opacity| transform| viewBox)="[^"]*[\u{202F}−×][^"]*"/
      let drawn = sample.svg(id: "c", in: PlotWords(Language("pl"))).markup
      #expect(drawn.firstMatch(of: pattern) == nil)
    }
  }
}

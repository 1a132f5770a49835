import Foundation

/// A part of the theme that only some pages contain: those with what it is for.
package struct ThemePart: Sendable {
  /// What the markup of a page contains if it needs the part; each is the beginning of an attribute.
  let signs: [String]
  package let css: String?
  /// The script for the end of the page; it has its own scope.
  package let script: String?

  private init(signs: [String], css: [UInt8]?, script: [UInt8]? = nil) {
    self.signs = signs
    self.css = css.map { String(decoding: $0, as: UTF8.self) }
    self.script = script.map { String(decoding: $0, as: UTF8.self) }
  }

  /// All parts, in the order in which pages contain them.
  package static let all = [alerts, frames, marks, charts, lists, search, book]

  /// Alerts, asides, questions and what they fold.
  private static let alerts = ThemePart(
    signs: [#"class="alert"#, #"class="answer"#, #"class="hint"#, #"class="solution"#],
    css: PackageResources.alerts_css)
  /// What sliders and variants show.
  private static let frames = ThemePart(
    signs: [#"class="frames"#], css: PackageResources.frames_css, script: PackageResources.frames_js)
  /// Readings of plots other than lines and bars; the script of charts uses it.
  static let marks = ThemePart(
    signs: [#"data-read="cells"#, #"data-read="points"#, #"data-read="paths"#], css: nil,
    script: PackageResources.marks_js)
  static let charts = ThemePart(
    signs: [#"class="chart"#], css: PackageResources.chart_css, script: PackageResources.chart_js)
  /// Lists of lessons and languages.
  private static let lists = ThemePart(signs: [#"class="cards"#], css: PackageResources.lists_css)
  private static let search = ThemePart(
    signs: [#"class="search"#], css: PackageResources.search_css, script: PackageResources.search_js)

  /// All lessons on one page.
  private static let book = ThemePart(signs: [#"class="book"#], css: PackageResources.book_css)

  /// The parts for results, which pages need not contain if no block of theirs shows any.
  private static let ofResults = [alerts, frames, marks, charts]
  package static let styleOfResults = ofResults.compactMap(\.css).joined()
  package static let scriptOfResults = ofResults.compactMap(\.script).joined(separator: "\n")

  /// The parts that a page with this markup needs.
  static func needed(by markup: String) -> [ThemePart] {
    let markup = Data(markup.utf8)
    return all.filter { part in part.signs.contains { markup.range(of: Data($0.utf8)) != nil } }
  }
}

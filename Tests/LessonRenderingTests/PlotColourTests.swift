import Foundation
import Testing

@testable import LessonPlots
@testable import LessonRendering

@Suite("Colours of plots")
struct PlotColourTests {
  /// Paper and ink of GitHub's light and dark pages, which drawings in files have too.
  private static let pages = [("#ffffff", "#1f2328"), ("#0d1117", "#e6edf3")]

  /// Paper and ink of the site's light and dark pages.
  private static let site = [("#ffffff", "#1d2025"), ("#1b1f26", "#dde1e7")]

  @Test("leave text on them readable on light and dark paper", arguments: pages + site)
  func text(paper: String, ink: String) {
    let colours = paper == "#ffffff" ? PlotStyle.colours : PlotStyle.lightened
    for index in 0...1 {
      let colour = PlotColour(series: index, strength: 1, isBelowText: true)
      let ground = mixed(channels(colours[index]), Double(colour.opacity)!, channels(paper))
      #expect(contrast(channels(ink), ground) >= 4.5)
    }
  }

  @Test("stand out from light and dark paper", arguments: pages)
  func lines(paper: String, ink: String) {
    for colour in PlotStyle.colours { #expect(contrast(channels(colour), channels(paper)) >= 3) }
  }

  @Test("are lighter on dark pages, as clear as text there", arguments: PlotStyle.colours)
  func lighter(colour: String) throws {
    let rule = try Regex(#"\[color="\#(colour)"\]\{color:light-dark\(\#(colour),(#[0-9a-f]{6})\)"#)
    let shown = try #require(ThemePart.charts.css?.firstMatch(of: rule)?[1].substring)
    #expect(PlotStyle.colours.firstIndex(of: colour).map { PlotStyle.lightened[$0] } == String(shown))
    #expect(contrast(channels(String(shown)), channels("#14171c")) >= 4.5)
  }

  private func channels(_ colour: String) -> [Double] {
    let number = Int(colour.dropFirst(), radix: 16)!
    return [16, 8, 0].map { Double(number >> $0 & 255) / 255 }
  }

  private func mixed(_ colour: [Double], _ opacity: Double, _ ground: [Double]) -> [Double] {
    zip(colour, ground).map { $0 * opacity + $1 * (1 - opacity) }
  }

  /// After WCAG 2.
  private func contrast(_ a: [Double], _ b: [Double]) -> Double {
    let luminances = [a, b].map { colour in
      let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }.sorted()
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)
  }
}

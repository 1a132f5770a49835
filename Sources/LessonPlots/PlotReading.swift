import LessonDisplay
import LessonMarkup

/// How readers of a page find the values of a plot, by pointer, touch or keys: what a script has to know besides the
/// drawing with its axes and the table of its numbers.
package struct PlotReading {
  /// The direction in which values are arranged.
  package enum Kind: String {
    /// Values above places of the horizontal axis.
    case columns
    /// Values beside names on the vertical axis.
    case rows
    /// Values above places of the horizontal axis; rows of the table name their line.
    case lines
    /// Values in rows and columns.
    case cells
    /// Points anywhere, and the regions around them.
    case points
    /// Points along paths, and the regions around them.
    case paths
  }

  package var kind: Kind
  /// The places at which values can be read, in ascending order.
  var places: [Double] = []
  /// The place of each row of the table, as an index; empty if each row has the next place.
  var rows: [Int] = []
  /// Whether the table lacks values that are drawn.
  var isThinned = false
  /// Whether the plot has no value at some places.
  var hasGaps = false
  /// The labels of the horizontal and the vertical axis.
  var labels: (x: String, y: String)?
  /// The values of all cells, if the table lacks some.
  var cells: PackedCells?
  /// The names of all columns and rows of cells, if the table lacks some and they are no numbers from 0.
  var names: (columns: [String], rows: [String])?

  /// What scripts find the values by.
  package var attributes: [Element.Attribute] {
    let all: KeyValuePairs<String, String?> = [
      "data-read": kind.rawValue, "data-places": places.isEmpty ? nil : Self.runs(places),
      "data-rows": rows.isEmpty ? nil : Self.runs(rows.map(Double.init)),
      "data-thinned": isThinned ? "1" : nil, "data-gaps": hasGaps ? "1" : nil,
      "data-labels": labels.map { Self.list([$0.x, $0.y]) },
      "data-cells": cells?.text, "data-columns": names.map { Self.list($0.columns) },
      "data-names": names.map { Self.list($0.rows) },
    ]
    return all.compactMap { name, value in value.map { Element.Attribute(name, $0) } }
  }

  private static func list(_ texts: [String]) -> String {
    texts.map { $0.replacing("\t", with: " ") }.joined(separator: "\t")
  }

  /// Numbers in which those at equal distances are told as `first:step:count`.
  static func runs(_ numbers: [Double]) -> String {
    var parts: [String] = []
    var rest = numbers[...]
    while let first = rest.first {
      let step = rest.count > 1 ? rest[rest.startIndex + 1] - first : 0
      let count = rest.enumerated().prefix { index, number in
        abs(number - first - Double(index) * step) <= 1e-9 * max(abs(step), abs(number))
      }.count
      let isRun = count > 3
      parts.append(isRun ? "\(text(first)):\(text(step)):\(count)" : text(first))
      rest = rest.dropFirst(isRun ? count : 1)
    }
    return parts.joined(separator: " ")
  }

  private static func text(_ number: Double) -> String {
    LessonDisplay.format(number, significantDigits: 12)
  }
}

extension DataTable {
  /// With more places, keys take too long from one end to the other.
  private static let mostPlaces = 400

  /// A reading of all places on the horizontal axis, of which rows of the table are some.
  func reading(at all: some Sequence<Double>, on scale: Chart.Scale) -> PlotReading? {
    let drawn = Set(all.filter { $0.isFinite && (scale == .linear || $0 > 0) }.map(Self.asMeant)).sorted()
    let stops = Self.thinned(count: drawn.count, to: Self.mostPlaces).map { drawn[$0] }
    guard !stops.isEmpty else { return nil }
    let indices = Dictionary(uniqueKeysWithValues: stops.enumerated().map { ($1, $0) })
    // Some rows have no place on the axis, or one between those that are kept.
    let rows = places.map { indices[Self.asMeant($0)] ?? -1 }
    return PlotReading(
      kind: .columns, places: stops, rows: rows == Array(stops.indices) ? [] : rows,
      isThinned: table.rows.count < count)
  }

  /// The shortest decimal that stands for a number of single precision: 0.05, not 0.0500000007450581.
  private static func asMeant(_ number: Double) -> Double {
    let single = Float(number)
    return Double(single) == number ? Double(single.description) ?? number : number
  }
}

/// The values of a heat map's cells in two letters each.
struct PackedCells {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
  /// The number of values that two letters tell apart; one more is for gaps.
  private static let most = letters.count * letters.count - 1

  /// The lowest value, the difference of neighbouring values, and the letters.
  let text: String

  init(_ values: [Double]) {
    let finite = values.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
    let areCounts = high - low < Double(Self.most) && finite.allSatisfy { $0 == $0.rounded() }
    let part = high / Double(Self.most - 1) - low / Double(Self.most - 1)
    let step = areCounts || !part.isNormal ? 1 : part
    let letters = values.map { value -> String in
      let code = value.isFinite ? Int(((value / step) - (low / step)).rounded()) : Self.most
      let (first, second) = min(max(code, 0), Self.most).quotientAndRemainder(dividingBy: Self.letters.count)
      return String([Self.letters[first], Self.letters[second]])
    }
    let ends = [low, step].map { LessonDisplay.format($0, significantDigits: 9) }
    text = (ends + [letters.joined()]).joined(separator: " ")
  }
}

extension AxesBox {
  /// What scripts compute places and values by: the places of both ends of each axis, their values, and whether the
  /// axis is logarithmic.
  var measures: (x: String, y: String)? {
    guard !x.isEmpty, !y.isEmpty else { return nil }
    return (x.measure(from: place(x: 0), to: place(x: 1)), y.measure(from: place(y: 0), to: place(y: 1)))
  }
}

extension PlotScale {
  /// The places and values of both ends, and whether the scale is logarithmic.
  func measure(from start: Double, to end: Double) -> String {
    let values = [domain.lowerBound, domain.upperBound].map {
      LessonDisplay.format($0, significantDigits: 12)
    }
    return ([coordinate(start), coordinate(end)] + values + (kind == .log ? ["log"] : [])).joined(
      separator: " ")
  }
}

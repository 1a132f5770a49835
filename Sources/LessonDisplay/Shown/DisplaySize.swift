/// The space that a value takes on a page.
package protocol DisplaySize {
  /// Throws if the value exceeds a limit.
  func checkLimits() throws(DisplayExcess)
  /// The approximate number of bytes on a page.
  var weight: Int { get }
}

extension Shown: DisplaySize {
  package func checkLimits() throws(DisplayExcess) { try checkLimits(depth: 0) }

  /// The limit that the value exceeds; `nil` if it exceeds none.
  package var excess: DisplayExcess? {
    do throws(DisplayExcess) {
      try checkLimits()
      return nil
    } catch {
      return error
    }
  }

  private func checkLimits(depth: Int) throws(DisplayExcess) {
    switch self {
    case .text(let text):
      try DisplayExcess.check(text.utf8.count, "bytes of text", atMost: DisplayLimits.textBytes)
    case .group(let parts):
      try DisplayExcess.check(depth + 1, "groups inside of each other", atMost: DisplayLimits.groupDepth)
      try DisplayExcess.check(parts.count, "values in a group", atMost: DisplayLimits.groupSize)
      for part in parts { try part.checkLimits(depth: depth + 1) }
    default: try plain?.checkLimits()
    }
  }

  package var weight: Int {
    switch self {
    case .text(let text): text.markupBytes
    case .group(let parts): parts.reduce(0) { $0 + $1.weight }
    default: plain?.weight ?? 0
    }
  }

  /// The value itself, if it is neither text nor a group.
  private var plain: (any DisplaySize)? {
    switch self {
    case .text, .group: nil
    case .table(let table): table
    case .plot(let plot): plot.data
    case .frames(let frames): frames
    }
  }
}

extension String {
  /// The size of the text in HTML, in bytes, where `&` is `&amp;`.
  package var markupBytes: Int { utf8.reduce(0) { $0 + ("&<>\"".utf8.contains($1) ? 6 : 1) } }
}

/// The size of a drawing's frame, axes, legend, words and table, in bytes.
let bytesOfDrawing = 6_000

extension Table: DisplaySize {
  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(columns.count, "columns of a table", atMost: DisplayLimits.tableColumns)
    try DisplayExcess.check(
      area(rows.count, max(1, columns.count)), "cells of a table", atMost: DisplayLimits.tableCells)
    try DisplayExcess.check(labels: [title] + columns.map(\.name))
    for column in columns {
      try DisplayExcess.check(column.format.digits, "digits of a number", atMost: DisplayLimits.digits)
    }
    for case .text(let text) in rows.joined() {
      try DisplayExcess.check(text.utf8.count, "bytes of text in a cell", atMost: DisplayLimits.textBytes)
    }
  }

  package var weight: Int {
    let exponents = rows.joined().reduce(0) { most, cell in
      if case .number(let value) = cell, value.isFinite {
        max(most, Int(max(0, value.exponent)) / 3)
      } else {
        most
      }
    }
    // In aligned columns, short numbers are padded.
    let widest = columns.map { 60 + $0.format.digits + ($0.format.isPositional ? exponents : 0) }.reduce(0, +)
    let texts = rows.joined().reduce(0) { if case .text(let text) = $1 { $0 + text.markupBytes } else { $0 } }
    return 200 + columns.count * 60 + area(rows.count, widest) + texts
  }
}

extension Table.Column.Format {
  /// Whether numbers are written without an exponent.
  fileprivate var isPositional: Bool { if case .significantDigits = self { false } else { true } }

  /// The number of digits that the format requests.
  fileprivate var digits: Int {
    switch self {
    case .significantDigits(let count), .decimals(let count), .percent(let count): max(0, count)
    }
  }
}

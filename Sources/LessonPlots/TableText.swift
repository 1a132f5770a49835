import LessonCore
import LessonDisplay
import LessonWords

extension Table {
  /// The table as GitHub-flavoured Markdown, numbers aligned right; the title is above it in bold.
  package var markdown: String {
    guard !columns.isEmpty else { return "" }
    let layout = TableLayout(self)
    let names = columns.map { Self.escaped($0.name) }
    let rows = layout.cells.map { $0.map(Self.escaped) }
    let widths = columns.indices.map { column in
      ([names] + rows).map { TextWidth.columns(of: $0[column]) }.max().map { max(3, $0) } ?? 3
    }
    let line = { (cells: [String]) in "| " + cells.joined(separator: " | ") + " |" }
    let rule = columns.indices.map { column in
      String(repeating: "-", count: widths[column] - 1) + (layout.isNumeric[column] ? ":" : "-")
    }
    let heading = title.map { ["**\(Self.escaped($0))**", ""] } ?? []
    let body = [layout.aligned(names, to: widths), rule] + rows.map { layout.aligned($0, to: widths) }
    return (heading + body.map(line)).joined(separator: "\n")
  }

  /// The table for terminals: two spaces between columns, decimal points aligned.
  package var plainText: String {
    let layout = TableLayout(self)
    let rows = layout.cells(pad: " ", point: " ").map { $0.map { $0.replacing("\n", with: " ") } }
    let names = columns.map { $0.name.replacing("\n", with: " ") }
    let widths = columns.indices.map { column in
      ([names] + rows).map { TextWidth.columns(of: $0[column]) }.max() ?? 0
    }
    let rule = widths.map { String(repeating: "─", count: $0) }
    let lines = [layout.aligned(names, to: widths), rule] + rows.map { layout.aligned($0, to: widths) }
    let texts = lines.map { cells in
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    return ((title.map { [$0] } ?? []) + texts).joined(separator: "\n")
  }

  /// Escapes text so that Markdown shows it unchanged, on one line.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if character.isNewline {
        result += "<br>"
      } else if character == "&" || character == "<" {
        result += character == "&" ? "&amp;" : "&lt;"
      } else {
        if "\\`*_[]|~$".contains(character) { result += "\\" }
        result.append(character)
      }
    }
    return result
  }
}

/// The texts of a table's cells and their alignment.
struct TableLayout {
  /// Row by row, without padding.
  let cells: [[String]]
  /// Whether a column contains only numbers, and is aligned right.
  let isNumeric: [Bool]

  /// Represents rows that are not shown.
  private static let leftOut = "…"

  init(_ table: Table) {
    cells = table.rows.map { row in zip(table.columns, row).map { $0.text(of: $1) } }
    isNumeric = table.columns.indices.map { column in
      let values = table.rows.map { $0[column] }.filter { $0 != .none && $0 != .text(Self.leftOut) }
      return !values.isEmpty
        && values.allSatisfy { if case .text = $0 { false } else { true } }
    }
  }

  /// The cells, with numbers padded after their last digit so that decimal points align in a right-aligned column.
  ///
  /// - Parameters:
  ///   - pad: A character as wide as a digit.
  ///   - point: A character as wide as a decimal point.
  ///   - style: How numbers are written; `nil` for the style of programs.
  func cells(pad: Character, point: Character, in style: NumberStyle? = nil) -> [[String]] {
    var result = cells
    for column in isNumeric.indices where isNumeric[column] {
      let written = cells.map { $0[column] }
      let texts = written.map { text in style.map { $0.text(of: text) ?? text } ?? text }
      for row in texts.indices { result[row][column] = texts[row] }
      // Exponents have no decimal point to align by; they have as many decimals.
      guard !written.contains(where: { $0.contains("e") }) else {
        for (row, text) in Self.withEqualDecimals(written).enumerated() where text.contains("e") {
          result[row][column] = style.map { $0.text(of: text) ?? text } ?? text
        }
        continue
      }
      func fraction(of text: String) -> Substring {
        (style?.decimalMark(in: text) ?? text.firstIndex(of: ".")).map { text[$0...] } ?? ""
      }
      let longest = texts.map { fraction(of: $0).count }.max() ?? 0
      for row in texts.indices {
        let fraction = fraction(of: texts[row])
        guard fraction.count < longest, texts[row] != Self.leftOut else { continue }
        let padding = String(repeating: pad, count: longest - max(1, fraction.count))
        result[row][column] += (fraction.isEmpty ? String(point) : "") + padding
      }
    }
    return result
  }

  /// Numbers with an exponent, with zeros after the last decimal until all have the same number of decimals.
  private static func withEqualDecimals(_ numbers: [String]) -> [String] {
    func decimals(_ number: String) -> Int {
      guard let end = number.firstIndex(of: "e"), let point = number.firstIndex(of: ".") else { return 0 }
      return number.distance(from: point, to: end) - 1
    }
    let most = numbers.map(decimals).max() ?? 0
    return numbers.map { number in
      guard let end = number.firstIndex(of: "e"), decimals(number) < most else { return number }
      let zeros = String(repeating: "0", count: most - decimals(number))
      return number[..<end] + (decimals(number) == 0 ? "." : "") + zeros + number[end...]
    }
  }

  func aligned(_ cells: [String], to widths: [Int]) -> [String] {
    cells.indices.map { column in
      isNumeric[column]
        ? TextWidth.padded(toRight: cells[column], to: widths[column])
        : TextWidth.padded(cells[column], to: widths[column])
    }
  }
}

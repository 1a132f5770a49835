import Foundation

/// A line of a file of prices.
struct PricedItem {
  var name: String
  var euros: Double
}

/// The items of a file whose lines are `name,euros`, below a heading.
func readPrices(_ path: String) throws -> [PricedItem] {
  try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst().compactMap { line in
    let cells = line.split(separator: ",")
    guard cells.count == 2, let euros = Double(cells[1]) else { return nil }
    return PricedItem(name: String(cells[0]), euros: euros)
  }
}

/// The mean of some numbers.
func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }

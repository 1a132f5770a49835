import Foundation

/// The numbers of a file with one column and a heading.
func readColumn(_ path: String) throws -> [Double] {
  try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst().compactMap {
    Double($0)
  }
}

/// The mean of some numbers.
func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

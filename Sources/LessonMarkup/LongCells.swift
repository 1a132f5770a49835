/// The class of cells with sentences in them, which narrow windows do not squeeze.
package enum LongCells {
  /// Cells with more letters hold sentences.
  private static let mostOfWords = 24

  /// The class of a column's cells, by the length of the longest; `nil` for columns of words and numbers.
  package static func className(longest letters: Int) -> String? { letters > mostOfWords ? "long" : nil }
}

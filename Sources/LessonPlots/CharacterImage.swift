import LessonCore
import LessonDisplay

/// An image in characters, which are twice as high as wide.
struct CharacterImage {
  let lines: [String]
  let width: Int

  /// - Parameter widest: The largest number of columns.
  init(_ image: Figure.Image, widest: Int) {
    // Pixels of small images get two or more columns; in large images several pixels share a column.
    let size = max(1, image.width)
    let columns = size * 2 <= min(widest, 20) ? size * 2 * max(1, 14 / (size * 2)) : min(size, widest)
    let rows = max(1, Int((Double(columns) / 2 * Double(image.height) / Double(size)).rounded()))
    width = columns
    lines = (0..<rows).map { row in
      String(
        (0..<columns).map { column in
          Shade.character(
            image.brightness(
              rows: Self.part(row, of: rows, image.height),
              columns: Self.part(column, of: columns, image.width)))
        })
    }
  }

  /// The pixels that one of `count` characters represents, at least one.
  private static func part(_ index: Int, of count: Int, _ pixels: Int) -> Range<Int> {
    let start = min(index * pixels / count, max(0, pixels - 1))
    return start..<min(max(start + 1, (index + 1) * pixels / count), pixels)
  }

  func line(_ index: Int) -> String {
    lines.indices.contains(index) ? lines[index] : String(repeating: " ", count: width)
  }

  func caption(_ text: String) -> String {
    TextWidth.padded(TextWidth.elided(text, columns: width), to: width)
  }
}

extension Figure.Image {
  /// The mean brightness of some pixels, from 0 to 1.
  fileprivate func brightness(rows: Range<Int>, columns: Range<Int>) -> Double {
    var (sum, count) = (0.0, 0.0)
    for row in rows {
      for column in columns {
        for channel in 0..<channels {
          sum += Double(bytes[bytes.startIndex + (row * width + column) * channels + channel])
          count += 255
        }
      }
    }
    return count > 0 ? sum / count : 0
  }
}

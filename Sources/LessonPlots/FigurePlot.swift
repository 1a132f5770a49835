import Foundation
import LessonCore
import LessonDisplay
import LessonMarkup
import LessonWords

extension Figure: Plot {
  package func heading(in words: PlotWords) -> String {
    if let title, !title.isEmpty { return title }
    return words.images("\(images.count)")
  }

  package func textAlternative(in words: PlotWords) -> String {
    guard let first = images.first else { return words.text([words.images("0")]) }
    let areAlike = images.allSatisfy { ($0.width, $0.height) == (first.width, first.height) }
    let size = areAlike ? ["\(first.width) × \(first.height) px"] : []
    let captions = images.map(\.caption).filter { !$0.isEmpty }.joined(separator: ", ")
    return words.text(
      [words.opening(words.images("\(images.count)"), size)] + (captions.isEmpty ? [] : [captions]))
  }

  // MARK: - Shapes

  private static let gap = 10.0
  private static let widest = 200.0

  package func drawing(on sheet: Sheet) -> Drawing {
    let heading = PlotHeading(title: title, keys: [], on: sheet)
    guard let largest = images.map(\.width).max(), largest > 0 else {
      return Drawing(
        height: heading.bottom + 40,
        parts: heading.titleElements + [
          Drawing.label(sheet.words.noValues(), x: sheet.margin, y: heading.bottom + 20)
        ])
    }
    let columns = Double(columns.map { max(1, min($0, 40)) } ?? fittingColumns(on: sheet))
    let size = size(columns, on: sheet)
    let captions = captions(below: size)
    let captionHeight = captions.map(\.height).max().map { $0 > 0 ? $0 + 4 : 0 } ?? 0
    var (pictures, borders, names): ([Element], String, [Element]) = ([], "", [])
    var (top, rowHeight) = (heading.bottom, 0.0)
    for (index, image) in images.enumerated() {
      let column = index % Int(columns)
      if column == 0 && index > 0 { (top, rowHeight) = (top + rowHeight + captionHeight + Self.gap, 0) }
      let pixel = size / Double(largest)
      rowHeight = max(rowHeight, pixel * Double(image.height))
      let left = sheet.margin + Double(column) * (size + Self.gap)
      pictures.append(picture(image, index, on: sheet, left: left, top: top, pixel: pixel))
      borders += Self.border(of: image, left: left, top: top, pixel: pixel)
      names.append(
        captions[index].element(
          x: left + pixel * Double(image.width) / 2, top: top + pixel * Double(image.height) + 3, anchor: nil)
      )
    }
    return Drawing(
      height: top + rowHeight + captionHeight + sheet.margin,
      parts: heading.titleElements + pictures + [Self.frames(borders), Self.group(names)])
  }

  /// The width of an image where there are a number of columns.
  private func size(_ columns: Double, on sheet: Sheet) -> Double {
    min((sheet.available - Self.gap * (columns - 1)) / columns, Self.widest)
  }

  private func captions(below size: Double) -> [PlotLabel] {
    images.map {
      PlotLabel($0.caption, size: Drawing.smallFontSize, width: size + Self.gap - 4, lines: 3)
    }
  }

  /// As many columns as there is room for, down to three so that no caption is cut.
  private func fittingColumns(on sheet: Sheet) -> Int {
    // Digits are recognizable at 54 units, of which ten fit beside each other.
    let most = min(images.count, Int((sheet.available + Self.gap) / (54 + Self.gap)))
    let whole = (min(3, most)...most).last { columns in
      captions(below: size(Double(columns), on: sheet)).allSatisfy { $0.hint == nil }
    }
    return whole ?? most
  }

  private func picture(
    _ image: Image, _ index: Int, on sheet: Sheet, left: Double, top: Double, pixel: Double
  ) -> Element {
    // A caption below says what a hint would.
    let hint = image.caption.isEmpty ? sheet.hint("\(index + 1)") : nil
    return .tag("g", ["class": "image"])[hint.map { [.tag("title")[.text($0)]] } ?? []][
      PixelDrawing.placed(
        sheet.shared("\(index + 1)", PixelDrawing(image).shapes), left: left, top: top, pixel: pixel)]
  }

  private static func border(of image: Image, left: Double, top: Double, pixel: Double) -> String {
    let (width, height) = (coordinate(pixel * Double(image.width)), coordinate(pixel * Double(image.height)))
    return "M\(coordinate(left)) \(coordinate(top))h\(width)v\(height)h-\(width)Z"
  }

  /// The borders of all images, as one element.
  private static func frames(_ borders: String) -> Element {
    .tag("path", ["d": borders, "fill": "none", "stroke": "currentColor", "stroke-opacity": "0.35"])
  }

  /// What is common to captions is said once.
  private static func group(_ captions: [Element]) -> Element {
    let captions = captions.filter { $0 != .empty }
    return captions.isEmpty
      ? .empty
      : .tag(
        "g", ["text-anchor": "middle", "font-size": coordinate(Drawing.smallFontSize), "opacity": "0.8"])[
          captions]
  }

  // MARK: - Characters

  package func characters(width: Int, rows: Int?, in words: PlotWords) -> [String] {
    let heading = CharacterFrame.wrapped(title ?? "", width)
    guard !images.isEmpty else { return heading + [words.noValues()] }
    let pictures = images.map { CharacterImage($0, widest: min(width, 36)) }
    let columns = max(1, (width + 3) / ((pictures.map(\.width).max() ?? 1) + 3))
    let perRow = max(1, min(self.columns ?? columns, columns))
    let shown = min(images.count, max(perRow, perRow * (60 / max(1, pictures[0].lines.count + 2))))
    var lines = heading
    for start in stride(from: 0, to: shown, by: perRow) {
      let row = start..<min(start + perRow, shown)
      if start > 0 { lines.append("") }
      let height = row.map { pictures[$0].lines.count }.max() ?? 0
      for line in 0..<height {
        lines.append(row.map { pictures[$0].line(line) }.joined(separator: "   "))
      }
      guard row.contains(where: { !images[$0].caption.isEmpty }) else { continue }
      lines.append(row.map { pictures[$0].caption(images[$0].caption) }.joined(separator: "   "))
    }
    return shown < images.count ? lines + ["", "… + \(images.count - shown)"] : lines
  }
}

extension Figure {
  /// Pixels are of no use as a table.
  package var data: DataTable? { nil }
}

/// An image as shapes: runs of equal pixels in each row.
private struct PixelDrawing {
  private let image: Figure.Image

  init(_ image: Figure.Image) { self.image = image }

  /// A step of brightness that the eye does not notice in a small image.
  private static let step = 17

  /// One hexadecimal digit for each channel.
  private func colour(_ pixel: Int) -> Int {
    let start = image.bytes.startIndex + pixel * image.channels
    return image.bytes[start..<start + image.channels].reduce(0) { colour, byte in
      colour << 4 | (Int(byte) + Self.step / 2) / Self.step
    }
  }

  private func name(_ colour: Int) -> String {
    let digits = String(colour, radix: 16)
    if image.channels == 1 { return "#" + digits + digits + digits }
    return "#" + String(repeating: "0", count: image.channels - digits.count) + digits
  }

  /// Shapes whose unit is a pixel.
  var shapes: [Element] {
    var runs: [Int: String] = [:]
    var counts: [Int: Int] = [:]
    for row in 0..<image.height {
      let colours = (0..<image.width).map { colour(row * image.width + $0) }
      var start = 0
      while start < image.width {
        let colour = colours[start]
        var end = start + 1
        while end < image.width, colours[end] == colour { end += 1 }
        runs[colour, default: ""] += "M\(start) \(row)h\(end - start)"
        counts[colour, default: 0] += end - start
        start = end
      }
    }
    let inOrder = counts.keys.sorted()
    guard let ground = inOrder.max(by: { counts[$0]! < counts[$1]! }) else { return [] }
    let back = Element.tag(
      "rect",
      [
        "y": "-0.5", "width": "\(image.width)", "height": "\(image.height)", "fill": name(ground),
        "stroke": "none",
      ])
    let paths = inOrder.filter { $0 != ground }.map { colour in
      Element.tag("path", ["d": runs[colour], "stroke": name(colour)])
    }
    return [back] + paths
  }

  static func placed(_ shapes: Element, left: Double, top: Double, pixel: Double) -> Element {
    // The middle of a line one pixel thick is half a pixel below its upper edge.
    let place =
      "translate(\(coordinate(left)) \(coordinate(top + pixel / 2))) scale(\(LessonDisplay.format(pixel, significantDigits: 6)))"
    return .tag("g", ["transform": place, "shape-rendering": "crispEdges"])[shapes]
  }
}

/// An image in characters, which are twice as high as wide.
private struct CharacterImage {
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

import Foundation
import LessonCore
import LessonDisplay
import LessonMarkup
import LessonWords

extension Figure: PlotOfFrames {
  func canShareScales(with other: Figure) -> Bool { columns == other.columns }

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

  func drawing(on sheet: Sheet, among frames: [Figure]) -> Drawing {
    let heading = PlotHeading(title: title, keys: [], on: sheet)
    guard let largest = images.map(\.width).max(), largest > 0 else {
      return Drawing(
        height: heading.bottom + 40,
        parts: heading.titleElements + [
          Drawing.label(sheet.words.noValues(), x: sheet.margin, y: heading.bottom + 20)
        ])
    }
    let columns = Double(columns.map { max(1, min($0, 40)) } ?? Self.fittingColumns(frames, on: sheet))
    let size = Self.size(columns, on: sheet)
    let captions = captions(below: size)
    let tops = Self.tops(frames, columns: Int(columns), size: size)
    var (pictures, borders, names): ([Element], String, [Element]) = ([], "", [])
    for (index, image) in images.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: Int(columns))
      let top = heading.bottom + tops[row]
      let pixel = size / Double(largest)
      let left = sheet.margin + Double(column) * (size + Self.gap)
      pictures.append(picture(image, index, on: sheet, left: left, top: top, pixel: pixel))
      borders += Self.border(of: image, left: left, top: top, pixel: pixel)
      names.append(
        captions[index].element(
          x: left + pixel * Double(image.width) / 2, top: top + pixel * Double(image.height) + 3, anchor: nil)
      )
    }
    return Drawing(
      height: heading.bottom + (tops.last ?? 0) - Self.gap + sheet.margin,
      parts: heading.titleElements + pictures + [Self.frames(borders), Self.group(names)])
  }

  /// The width of an image where there are a number of columns.
  private static func size(_ columns: Double, on sheet: Sheet) -> Double {
    min((sheet.available - gap * (columns - 1)) / columns, widest)
  }

  /// The upper edges of the rows of all frames below the heading, and that of the row that would follow.
  private static func tops(_ frames: [Figure], columns: Int, size: Double) -> [Double] {
    let heights = frames.map { $0.rowHeights(columns: columns, size: size) }
    let captions = frames.flatMap { $0.captions(below: size) }.map(\.height).max() ?? 0
    let room = gap + (captions > 0 ? captions + 4 : 0)
    return (0..<(heights.map(\.count).max() ?? 0)).reduce(into: [0.0]) { tops, row in
      let height = heights.compactMap { $0.indices.contains(row) ? $0[row] : nil }.max() ?? 0
      tops.append(tops[row] + height + room)
    }
  }

  /// The heights of the rows of images without captions.
  private func rowHeights(columns: Int, size: Double) -> [Double] {
    let pixel = size / Double(max(1, images.map(\.width).max() ?? 1))
    return stride(from: 0, to: images.count, by: columns).map { first in
      let row = images[first..<min(first + columns, images.count)]
      return pixel * Double(row.map(\.height).max() ?? 0)
    }
  }

  private func captions(below size: Double) -> [PlotLabel] {
    images.map {
      PlotLabel($0.caption, size: Drawing.smallFontSize, width: size + Self.gap - 4, lines: 3)
    }
  }

  /// As many columns as there is room for, down to three so that no caption is cut.
  private static func fittingColumns(_ frames: [Figure], on sheet: Sheet) -> Int {
    // Digits are recognizable at 54 units, of which ten fit beside each other.
    let count = frames.map(\.images.count).max() ?? 1
    let most = min(count, Int((sheet.available + gap) / (54 + gap)))
    let whole = (min(3, most)...most).last { columns in
      let size = size(Double(columns), on: sheet)
      return frames.allSatisfy { $0.captions(below: size).allSatisfy { $0.hint == nil } }
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

  func characters(width: Int, rows: Int?, in words: PlotWords, among frames: [Figure]) -> [String] {
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

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
      parts: heading.titleElements + [
        .tag("g", ["class": "images", "image-rendering": "pixelated"])[pictures], Self.frames(borders),
        Self.group(names),
      ])
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
    let scale = LessonDisplay.format(pixel, significantDigits: 6)
    let place = "translate(\(coordinate(left)) \(coordinate(top))) scale(\(scale))"
    return .tag("g", ["transform": place])[hint.map { [.tag("title")[.text($0)]] } ?? []][
      sheet.shared("\(index + 1)", PixelDrawing(image).shapes)]
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

import Foundation
import LessonCore
import LessonStorage

/// Puts the images beside a page into the page, so that it can be read where they are not.
struct EmbeddedImages {
  private let output: RootedFolder
  /// The page's place in the output.
  private let page: String
  /// The bytes that may still be embedded.
  private var left: Int

  /// The most bytes of images in one page.
  static let mostBytes = 100_000_000

  init(_ output: RootedFolder, page: String, mostBytes: Int = Self.mostBytes) {
    self.output = output
    self.page = page
    left = mostBytes
  }

  /// The page with its images. Those that are not in the output, or would make it too large, stay addresses.
  mutating func page(_ html: Data) -> Data {
    let bytes = [UInt8](html)
    var result = Data(capacity: bytes.count)
    var done = 0
    for value in ImageAddresses(in: bytes).values {
      guard let image = address(String(decoding: bytes[value], as: UTF8.self)) else { continue }
      result += bytes[done..<value.lowerBound]
      let isQuoted = ImageAddresses.isQuote(bytes[value.lowerBound - 1])
      result += Data((isQuoted ? image : "\"\(image)\"").utf8)
      done = value.upperBound
    }
    return result + bytes[done...]
  }

  /// An address that holds the image at another one; `nil` if there is none beside the page.
  private mutating func address(_ written: String) -> String? {
    guard let address = RelativeAddress(written.replacing("&amp;", with: "&")),
      let place = address.place(from: page),
      Attachment.isPath(place), let type = ImageType.of(place),
      let bytes = output.bytes(place, atMost: left + 1),
      bytes.count <= left
    else { return nil }
    left -= bytes.count
    return ImageType.address(of: bytes, type: type)
  }
}

/// The values of `src` in the `img` elements of a page.
private struct ImageAddresses {
  private let bytes: [UInt8]
  private(set) var values: [Range<Int>] = []

  init(in bytes: [UInt8]) {
    self.bytes = bytes
    let opening = Array("<img".utf8)
    var place = 0
    while let start = bytes[place...].firstIndex(of: opening[0]) {
      place = start + 1
      guard bytes[start...].starts(with: opening), isBlank(start + opening.count) else { continue }
      place = attributes(from: start + opening.count)
    }
  }

  /// Reads the attributes of an element; notes its `src`.
  ///
  /// - Returns: The place of the element's end.
  private mutating func attributes(from start: Int) -> Int {
    var place = start
    while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
      let name = end(from: place) { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">") || Self.isBlank($0) }
      guard name > place else {
        place += 1
        continue
      }
      let isSource = bytes[place..<name].elementsEqual("src".utf8)
      place = name
      guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else { continue }
      let value = value(from: place + 1)
      if isSource { values.append(value) }
      place = value.upperBound
      if place < bytes.count, Self.isQuote(bytes[place]) { place += 1 }
    }
    return place
  }

  /// The value of an attribute, without its quotes.
  private func value(from start: Int) -> Range<Int> {
    guard start < bytes.count, Self.isQuote(bytes[start]) else {
      return start..<end(from: start) { $0 == UInt8(ascii: ">") || Self.isBlank($0) }
    }
    return start + 1..<end(from: start + 1) { $0 == bytes[start] }
  }

  private func end(from start: Int, where isEnd: (UInt8) -> Bool) -> Int {
    start < bytes.count ? bytes[start...].firstIndex(where: isEnd) ?? bytes.count : bytes.count
  }

  private func isBlank(_ place: Int) -> Bool { place < bytes.count && Self.isBlank(bytes[place]) }
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
  static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
}

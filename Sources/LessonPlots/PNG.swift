import CZlib
import Foundation

/// A picture in the format of the PNG specification (ISO/IEC 15948).
struct PNG {
  let bytes: Data

  /// A picture of 16 levels of grey.
  ///
  /// - Parameter greys: The levels, from 0 for black to 15 for white, row by row.
  init(width: Int, height: Int, greys: [UInt8]) {
    precondition(greys.count == width * height, "a picture has a level for each pixel")
    let rows = (0..<height).map { row in
      stride(from: row * width, to: (row + 1) * width, by: 2).map { left in
        greys[left] << 4 | (left + 1 < (row + 1) * width ? greys[left + 1] : 0)
      }
    }
    self.init(width: width, height: height, depth: 4, kind: .grey, rows: rows)
  }

  /// A picture with three bytes for each pixel: red, green and blue.
  init(width: Int, height: Int, colours: Data) {
    precondition(colours.count == 3 * width * height, "a picture has three bytes for each pixel")
    let rows = (0..<height).map { row in
      Array(colours.dropFirst(3 * width * row).prefix(3 * width))
    }
    self.init(width: width, height: height, depth: 8, kind: .colour, rows: rows)
  }

  /// The colour types of section 11.2.2.
  private enum Kind: UInt8 {
    case grey = 0
    case colour = 2
  }

  private init(width: Int, height: Int, depth: UInt8, kind: Kind, rows: [[UInt8]]) {
    let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    let header = Self.big(UInt32(width)) + Self.big(UInt32(height)) + [depth, kind.rawValue, 0, 0, 0]
    // Each row begins with the number of its filter; 0 is none.
    let pixels = Self.compressed(rows.flatMap { [0] + $0 })
    bytes = Data(
      signature + Self.chunk("IHDR", header) + Self.chunk("IDAT", pixels) + Self.chunk("IEND", []))
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let checked = Array(name.utf8) + content
    return big(UInt32(content.count)) + checked + big(UInt32(crc32(0, checked, uInt(checked.count))))
  }

  /// Bytes as a zlib stream (RFC 1950).
  private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    [0x78, 0x01] + Deflate.block(of: bytes) + big(UInt32(adler32(1, bytes, uInt(bytes.count))))
  }

  private static func big(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}

import Foundation
import LessonDisplay
import LessonMarkup

/// An image as an element of a drawing.
struct PixelDrawing {
  private let image: Figure.Image

  init(_ image: Figure.Image) { self.image = image }

  /// One element whose unit is a pixel, or none for an image without pixels.
  var shapes: [Element] {
    guard image.width > 0, image.height > 0 else { return [] }
    let address = "data:image/png;base64," + picture.bytes.base64EncodedString()
    return [.tag("image", ["width": "\(image.width)", "height": "\(image.height)", "href": address])]
  }

  /// In small images the eye does not notice steps of brightness of 17, and 16 levels of grey need half a byte.
  private static let levels = 16.0

  private static func level(_ byte: UInt8) -> UInt8 { UInt8((Double(byte) / 255 * (levels - 1)).rounded()) }

  private var picture: PNG {
    if image.channels == 1 {
      return PNG(width: image.width, height: image.height, greys: image.bytes.map(Self.level))
    }
    return PNG(width: image.width, height: image.height, colours: image.bytes)
  }
}

import Foundation

@testable import LessonCore
@testable import LessonPlots

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a test wants to know of an SVG.
final class DrawnShapes: NSObject, XMLParserDelegate {
  struct Text: CustomStringConvertible {
    var content = ""
    var x = 0.0
    var baseline = 0.0
    var size = Drawing.fontSize
    var anchor = "start"
    /// Whether the text goes from bottom to top.
    var isTurned = false

    private var length: Double { TextWidth.estimate(content, size: size) }
    private var start: Double { anchor == "end" ? -length : anchor == "middle" ? -length / 2 : 0 }
    private var ascent: Double { size * 0.8 }
    var left: Double { isTurned ? x - ascent : x + start }
    var right: Double { isTurned ? x + size * 0.1 : left + length }
    var top: Double { isTurned ? baseline - start - length : baseline - ascent }
    var bottom: Double { isTurned ? baseline - start : baseline + size * 0.1 }
    var description: String { "'\(content)' from \(left) to \(right) at \(baseline)" }
  }

  private(set) var isWellFormed = false
  private(set) var texts: [Text] = []
  private(set) var ids: [String] = []
  private(set) var numbers: [Double] = []
  private(set) var width = 0.0
  private(set) var height = 0.0
  private var isInText = false
  /// The sizes and anchors of the groups around an element.
  private var sizes: [Double] = []
  private var anchors: [String] = []

  init(_ svg: String) throws {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if let id = attributes["id"] { ids.append(id) }
    if name == "svg" {
      width = Double(attributes["width"]!)!
      height = Double(attributes["height"]!)!
    }
    for key in ["x", "y", "cx", "cy", "r", "d", "width", "height"] {
      guard let value = attributes[key] else { continue }
      let number = /-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)/
      numbers += value.matches(of: number).map { Double($0.0) ?? .nan }
      let rest = value.replacing(number, with: "")
      if !rest.allSatisfy({ $0.isWhitespace || "MLHVhvlmaZ".contains($0) }) { numbers.append(.nan) }
    }
    if name == "g" {
      sizes.append(attributes["font-size"].flatMap(Double.init) ?? sizes.last ?? Drawing.fontSize)
      anchors.append(attributes["text-anchor"] ?? anchors.last ?? "start")
    }
    guard name == "text" else { return }
    isInText = true
    texts.append(
      Text(
        x: Double(attributes["x"]!)!, baseline: Double(attributes["y"]!)!,
        size: attributes["font-size"].flatMap(Double.init) ?? sizes.last ?? Drawing.fontSize,
        anchor: attributes["text-anchor"] ?? anchors.last ?? "start",
        isTurned: attributes["transform"]?.hasPrefix("rotate(-90") == true))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isInText { texts[texts.count - 1].content += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if name == "text" { isInText = false }
    if name == "g" {
      sizes.removeLast()
      anchors.removeLast()
    }
  }
}

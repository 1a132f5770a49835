import Foundation

@testable import LessonCore

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a test wants to know of an SVG.
final class DrawnShapes: NSObject, XMLParserDelegate {
  struct Text: CustomStringConvertible {
    var content = ""
    var x = 0.0
    var baseline = 0.0
    var size = 14.0
    var anchor = "start"

    var width: Double { TextWidth.estimate(content, size: size) }
    var left: Double { anchor == "end" ? x - width : anchor == "middle" ? x - width / 2 : x }
    var right: Double { left + width }
    var description: String { "'\(content)' from \(left) to \(right) at \(baseline)" }
  }

  private(set) var isWellFormed = false
  private(set) var texts: [Text] = []
  private(set) var ids: [String] = []
  private(set) var numbers: [Double] = []
  private(set) var width = 0.0
  private(set) var height = 0.0
  private var isInText = false

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
      let parts = value.split { $0.isWhitespace || "MLHVhvZ".contains($0) }
      numbers += parts.map { Double($0) ?? .nan }
    }
    guard name == "text" else { return }
    isInText = true
    texts.append(
      Text(
        x: Double(attributes["x"]!)!, baseline: Double(attributes["y"]!)!,
        size: attributes["font-size"].flatMap(Double.init) ?? 14, anchor: attributes["text-anchor"] ?? "start"
      ))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isInText { texts[texts.count - 1].content += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if name == "text" { isInText = false }
  }
}

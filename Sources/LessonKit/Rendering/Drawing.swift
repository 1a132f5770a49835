import LessonDisplay

extension Chart {
  func svg(id: String) -> Element { .tag("svg", ["id": id, "class": "plot", "viewBox": "0 0 560 300"]) }
  func svgFile(id: String) -> String { svg(id: id).markup + "\n" }
  var textAlternative: String { title ?? "" }
  func ascii(width: Int) -> String { series.map(\.name).joined(separator: "\n") }
}

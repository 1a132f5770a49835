import LessonDocument
import LessonMarkup
import LessonWords

extension ProseRenderer {
  /// The footnotes of a document, below its text.
  mutating func notes(_ footnotes: [MarkdownNode]) {
    output.open("section", ["class": "footnotes", "role": "doc-endnotes"])
    output.raw("\n")
    output.open("ol")
    output.raw("\n")
    for node in footnotes {
      guard case .footnote(let number) = node.kind else { continue }
      output.open("li", ["id": ids.footnote(number)])
      padded(node.children)
      for place in 1...max(1, ids.references(to: number)) {
        if place > 1 { output.raw(" ") }
        output.add(wayBack(from: number, to: place))
      }
      output.close("li")
      output.raw("\n")
    }
    output.close("ol")
    output.raw("\n")
    output.close("section")
  }

  /// The link from a footnote to one of its references, counted from 1.
  private func wayBack(from number: Int, to place: Int) -> Element {
    let label = words?.backToText ?? "\(number)"
    let link = Element.tag(
      "a",
      [
        "href": "#" + ids.reference(to: number, place), "class": "back",
        "aria-label": place == 1 ? label : "\(label) (\(place))",
      ])["↩"]
    return place == 1 ? link : link[.tag("sup")[.text("\(place)")]]
  }

  mutating func reference(_ number: Int) {
    let anchor = ids.nextReference(to: number)
    let link = Element.tag("a", ["id": anchor, "href": "#" + ids.footnote(number)])[.text("\(number)")]
    output.add(.tag("sup", ["class": "reference"])[link])
  }
}

import LessonMarkup
import LessonWords

/// The frames of a slider in HTML: the first one seen, and the others collapsed below it. The script makes one stage of
/// all of them, with a control.
struct FramesElement {
  let results: FramedResults
  let words: PageWords
  /// How values are written.
  let numbers: NumberStyle

  /// - Parameter content: A result of a frame as an element.
  func element(_ content: (LessonResults.Part) -> Element) -> Element {
    let data = results.data
    let others = results.others.flatMap { [.text("\n"), frame($0.index, $0.frame, content)] }
    let fold = Element.tag("details", ["class": "more"])[
      .tag("summary")[.text(results.summary(words))]][others]["\n"]
    return .tag(
      "div",
      [
        "class": "frames", "role": "group", "aria-label": data.label.isEmpty ? words.result : data.label,
        "data-control": data.control.rawValue, "data-label": data.label.isEmpty ? nil : data.label,
      ])["\n", frame(data.initial, results.still, content), "\n"][others.isEmpty ? [] : [fold, "\n"]]
  }

  /// The frame that is seen first, alone.
  func still(_ content: (LessonResults.Part) -> Element) -> Element {
    .tag("div", ["class": "frames"])["\n", frame(results.data.initial, results.still, content), "\n"]
  }

  private func frame(
    _ index: Int, _ frame: FramedResults.Frame, _ content: (LessonResults.Part) -> Element
  ) -> Element {
    let name = numbers.text(of: frame.name) ?? frame.name
    return .tag(
      "div",
      [
        "class": index == results.data.initial ? "frame still" : "frame", "data-index": "\(index)",
        "data-name": name,
      ])[.tag("p", ["class": "setting"])[.text(results.data.caption(name))]][
        frame.parts.flatMap { [.text("\n"), content($0)] }]["\n"]
  }
}

import LessonDocument
import LessonMarkup
import LessonSite
import LessonWords

/// The line below a lesson's title: its number in the course, how long it takes to read, the lessons that it builds on, and the button that copies its
/// code.
struct PageFacts {
  // These ids contain a point, so that they differ from those of headings and blocks.
  private static let id = "page.facts"
  private static let copyID = "page.copy-all"

  private let lesson: Lesson
  private let place: PagePlace
  private let words: PageWords

  init(_ lesson: Lesson, at place: PagePlace, _ words: PageWords) {
    self.lesson = lesson
    self.place = place
    self.words = words
  }

  var element: Element {
    let minutes = words.minutes("\(ReadingTime(lesson).minutes)")
    let facts = [position, minutes].compactMap(\.self).joined(separator: " · ")
    return .tag("p", ["class": "facts", "id": Self.id])[
      .tag("span")[.text(facts)], Prerequisites(place.needs, words).inline(from: place.folder),
    ]
  }

  /// The place in the course, if the lesson is not the only one.
  private var position: String? {
    guard place.lessons.count > 1 else { return nil }
    return place.number.map { words.position("\($0)", "\(place.lessons.count)") }
  }

  /// The button that copies the code of all blocks, which the script needs below the text.
  var copyButton: Element {
    let copied = lesson.blocks.filter(\.options.isCopied)
    guard copied.count > 1 else { return .empty }
    return .tag("template", ["id": Self.copyID])[
      .tag("button", ["type": "button", "data-done": words.copied])[
        Icon.copy.element, .tag("span")[.text(words.copyAll)]]]
  }
}

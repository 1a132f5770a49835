import LessonCore
import LessonDocument
import LessonMarkup
import LessonSite
import LessonWords

/// The ways from reading a lesson to working with it, below its title: the command that runs it, its notebook, its file;
/// and on which machines its results were computed.
struct LessonWays {
  // These ids contain a point, so that they differ from those of headings and blocks.
  private static let runID = "page.run"

  private let lesson: Lesson
  /// The class of machines that gave the results; `nil` if that is unknown.
  private let machine: String?
  private let identity: SiteIdentity
  private let words: PageWords

  init(_ lesson: Lesson, on machine: String?, _ identity: SiteIdentity, _ words: PageWords) {
    self.lesson = lesson
    self.machine = machine
    self.identity = identity
    self.words = words
  }

  /// The line below the title; empty if there is nothing to say.
  var line: Element {
    let parts = ([runButton] + links + [origin]).filter { $0 != .empty }
    guard !parts.isEmpty else { return .empty }
    return .tag("p", ["class": "ways"])[Array(parts.map { [$0] }.joined(separator: [" "]))]
  }

  /// Whether the lesson has code that runs.
  private var runs: Bool {
    lesson.blocks.contains { $0.options.execution == .runs } || !lesson.inlineExpressions.isEmpty
  }

  // MARK: Running

  private var runButton: Element {
    guard runs else { return .empty }
    return .tag("button", ["type": "button", "popovertarget": Self.runID])[.text(words.run)]
  }

  /// The command that runs the lesson, which the button shows.
  var command: Element {
    guard runs else { return .empty }
    let copy = Element.tag(
      "button", ["type": "button", "aria-label": words.copy, "title": words.copy, "data-done": words.copied])[
        Icon.copy.element]
    return .tag(
      "div",
      ["class": "shortcuts run", "id": Self.runID, "popover": "", "role": "dialog", "aria-label": words.run])[
        .tag("p")[.text(words.inTerminal)],
        .tag("div", ["dir": "ltr"])[.tag("code")[.text("lessons run " + path.asShellWord)], copy]]
  }

  /// The lesson's file in the project, however the folder of the lessons was named when the page was made.
  private var path: String {
    let name = lesson.name + ".md"
    let tagged = "\(lesson.language)/\(name)"
    let isTagged = lesson.path == tagged || lesson.path.hasSuffix("/" + tagged)
    let below = isTagged ? tagged : name
    guard let folder = lesson.path.dropLast(below.count).split(separator: "/").last, folder != ".." else {
      return below
    }
    let isKnown = identity.lessonsFolder.split(separator: "/").last == folder
    return (isKnown ? identity.lessonsFolder : String(folder)) + "/" + below
  }

  // MARK: Files

  private var links: [Element] {
    let file = String(lesson.name.split(separator: "/").last ?? "") + PageFormat.notebook.suffix
    return [
      identity.hasNotebooks ? link(SafeURL.encoded(path: file), words.notebook) : .empty,
      address(identity.sourceAddress, words.source), address(identity.editAddress, words.edit),
    ]
  }

  private func address(_ template: String?, _ label: String) -> Element {
    guard let template else { return .empty }
    return link(template.replacing("{path}", with: SafeURL.encoded(path: lesson.path)), label)
  }

  private func link(_ address: String, _ label: String) -> Element {
    .tag("a", ["href": address])[.text(label)]
  }

  // MARK: Results

  /// On which machines the results were computed, and from which seed.
  private var origin: Element {
    guard runs, let machine, !machine.isEmpty else { return .empty }
    let seed = lesson.frontMatter.seed.map {
      [.text(" · \(words.seed) "), Element.tag("bdi")[.text("\($0)")]]
    }
    return .tag("span", ["class": "origin"])[
      [.text(words.computed + " "), .tag("bdi", ["dir": "ltr"])[.text(machine)]] + (seed ?? [])]
  }
}

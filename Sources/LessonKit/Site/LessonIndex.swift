/// The list of a language's lessons, as a page.
public struct LessonIndex: Sendable {
  /// A lesson in the list.
  public struct Entry: Codable, Sendable, Hashable {
    /// The lesson's path below the language's folder without `.md`.
    public let name: String
    /// What the reader reads in the list.
    public let title: String
    /// What the lesson is about; `nil` when it says nothing about itself.
    public let summary: String?
    /// The lesson's place; those without one come last.
    public let order: Int?

    /// The entry of a lesson: its title, and its description or else its first paragraph.
    ///
    /// - Parameter transcript: What running it gave, for values in titles and first paragraphs.
    public init(_ lesson: Lesson, _ transcript: Transcript) {
      let text = LessonText(lesson, transcript)
      name = lesson.name
      title = text.title
      summary = lesson.frontMatter.description ?? text.summary
      order = lesson.frontMatter.order
    }
  }

  private let language: Language
  /// The lessons in the order in which they are read: by their place, then by name.
  public let entries: [Entry]

  /// The index of a language's lessons.
  ///
  /// - Parameter language: The folder under `lessons/`.
  public init(language: String, entries: [Entry]) {
    self.language = Language(language)
    self.entries = entries.sorted {
      ($0.order ?? .max, $0.name) < ($1.order ?? .max, $1.name)
    }
  }

  /// The page `index.html`.
  public var html: String {
    let items = entries.flatMap { entry -> [Element] in
      let link = Element.tag("a", ["href": SafeURL.encoded(entry.name) + ".html"])[.text(entry.title)]
      let summary = entry.summary.map { Element.tag("p")[.text($0)] }
      return [.tag("li")[link][summary.map { [$0] } ?? []], "\n"]
    }
    let main = Element.tag("main")[
      "\n", .tag("h1")[.text(words.lessons)], "\n", .tag("ol", ["class": "lessons"])["\n"][items], "\n"]
    return HTMLPage.document(language: language, title: words.lessons, description: nil, body: [main])
  }

  /// The page `index.md`.
  public var markdown: String {
    let items = entries.enumerated().map { index, entry in
      let link = "[\(MarkdownText.escaped(entry.title))](\(SafeURL.encodedForMarkdown(entry.name)).md)"
      return "\(index + 1). \(link)" + (entry.summary.map { ": " + MarkdownText.escaped($0) } ?? "") + "\n"
    }
    return "# \(words.lessons)\n" + (items.isEmpty ? "" : "\n" + items.joined())
  }

  private var words: PageWords { PageWords(language) }
}

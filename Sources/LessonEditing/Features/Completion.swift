import Foundation
import LessonBuilding
import LessonCore
import LessonDocument
import LessonReading
import LessonSite

/// What can be written at a place.
struct Completion {
  let snapshot: Snapshot
  let context: LineContext
  /// The character after which the client asks by itself; `nil` for a user who asks, or types a word.
  private let trigger: String?

  init(_ snapshot: Snapshot, _ params: LSP.CompletionParameters) {
    self.snapshot = snapshot
    context = LineContext(snapshot.text, at: params.position)
    trigger = params.context?.triggerCharacter
  }

  /// After these characters clients ask without being told.
  static let triggers = [" ", "`", "(", "#", "@", "/", ":", "."]

  /// The most items of an answer; clients ask again after more letters.
  private static let most = 500

  func list() async throws -> LSP.CompletionList {
    if let place = try await swift { return try await SwiftCompletion(place, after: trigger).list() }
    let items = try await items()
    return LSP.CompletionList(
      isIncomplete: items.count > Self.most, items: Array(items.prefix(Self.most)))
  }

  /// The place in Swift, if it is there; the words of a fence are not.
  private var swift: SwiftPlace? {
    get async throws {
      guard snapshot.isMarkdown, context.optionWords == nil,
        snapshot.text.frontMatter?.contains(context.place.line) != true
      else { return nil }
      return try await SwiftPlace(snapshot, at: context.place)
    }
  }

  private func items() async throws -> [LSP.CompletionItem] {
    guard snapshot.isMarkdown else { return settingsItems }
    if let items = frontMatterItems { return try await items + names() }
    if let words = context.optionWords { return optionItems(words) }
    if let items = fenceItems { return items }
    // What follows is prose.
    guard let lesson = snapshot.lesson else { return [] }
    if let address = context.linkAddress { return try await linkItems(address, lesson) }
    if let written = context.citation { return try await citationItems(written) }
    return []
  }

  private func item(
    _ label: String, _ kind: Int, _ detail: String?, writing text: String? = nil,
    over word: some StringProtocol,
    filter: String? = nil
  ) -> LSP.CompletionItem {
    LSP.CompletionItem(
      label: label, kind: kind, detail: detail, filterText: filter,
      textEdit: LSP.TextEdit(range: context.range(ofLast: word), newText: text ?? label))
  }

  // MARK: Blocks

  private func optionItems(_ words: [Substring]) -> [LSP.CompletionItem] {
    let word = context.word { $0 != " " && $0 != "\t" && $0 != ":" }
    guard !word.contains("=") else { return [] }
    let names = words.map { String($0.prefix { $0 != "=" }) }
    let given = Set(word.isEmpty ? names : Array(names.dropLast()))
    return AuthoringWord.options(inDocuments: snapshot.lesson == nil).filter {
      !given.contains($0.name) && given.isDisjoint(with: $0.contradictions)
    }.map { option in
      item(option.name, 20, option.explanation, writing: option.name + option.ending, over: word)
    }
  }

  /// The word behind three backquotes.
  private var fenceItems: [LSP.CompletionItem]? {
    let word = context.word { !" \t`~>".contains($0) }
    let fence = context.before.dropLast(word.count)
    guard fence.hasSuffix("```") || fence.hasSuffix("~~~"), "swift-dt".hasPrefix(word) else { return nil }
    let content = fence.drop { " \t>-*+0123456789.)".contains($0) }
    guard Set(content).count == 1 else { return nil }
    return [item("swift-dt", 14, "A block that is run", over: word)]
  }

  // MARK: Keys

  private var frontMatterItems: [LSP.CompletionItem]? {
    guard let lines = snapshot.text.frontMatter, lines.contains(context.place.line) else { return nil }
    let yaml = YAMLContext(context, from: 1)
    guard yaml.keys.isEmpty, yaml.key == nil else { return [] }
    let word = context.word { $0.isLetter }
    return AuthoringWord.frontMatterKeys.filter { !yaml.siblings.contains($0.name) }.map { key in
      item(key.name, 10, key.explanation, writing: key.name + key.ending, over: word)
    }
  }

  /// The names of lessons behind `needs`.
  private func names() async throws -> [LSP.CompletionItem] {
    guard YAMLContext(context, from: 1).key == "needs", let lesson = snapshot.lesson,
      let library = await snapshot.project.check.library
    else { return [] }
    let word = context.word { !" \t[,:".contains($0) }
    return library.files.filter { $0.language == lesson.language && $0.name != lesson.name }.map {
      item($0.name, 17, nil, over: word)
    }
  }

  private var settingsItems: [LSP.CompletionItem] {
    let yaml = YAMLContext(context)
    let word = context.word { $0.isLetter || $0 == "-" }
    if let key = yaml.key {
      let words = SettingsSchema.published?.part(below: yaml.keys + [key])?.words ?? []
      return words.map { item($0, 12, nil, over: word) }
    }
    let keys = SettingsSchema.published?.part(below: yaml.keys)?.keys ?? [:]
    return keys.filter { !yaml.siblings.contains($0.key) }.sorted { $0.key < $1.key }.map { name, part in
      let isOpen = part.type == "object" || part.type == "array"
      return item(name, 10, part.description, writing: name + (isOpen ? ":" : ": "), over: word)
    }
  }

  // MARK: Links

  private func linkItems(_ address: Substring, _ lesson: LessonFile) async throws -> [LSP.CompletionItem] {
    guard let library = await snapshot.project.check.library else { return [] }
    guard let hash = address.firstIndex(of: "#") else {
      return lessonItems(address, lesson, library) + (try await termItems(address, lesson, library))
    }
    let path = String(address[..<hash])
    let word = address[address.index(after: hash)...]
    let anchors = try await anchors(of: path, lesson, library)
    return anchors.map { item($0.name, 18, $0.title, over: word) }
  }

  private func lessonItems(
    _ word: Substring, _ lesson: LessonFile, _ library: LessonLibrary
  ) -> [LSP.CompletionItem] {
    library.files.filter { $0.language == lesson.language && $0.page != lesson.page }.map {
      item(RelativeAddress.address(of: $0.place, from: lesson.place), 17, nil, over: word)
    }
  }

  /// The terms of the language's glossary.
  private func termItems(
    _ word: Substring, _ lesson: LessonFile, _ library: LessonLibrary
  ) async throws -> [LSP.CompletionItem] {
    let glossary = library.files.first { $0.language == lesson.language && $0.name == GlossaryTerm.page }
    guard let glossary, glossary.page != lesson.page,
      let terms = try await snapshot.project.check.reading(of: glossary)?.entry?.terms
    else { return [] }
    let path = RelativeAddress.address(of: glossary.place, from: lesson.place)
    return terms.compactMap { term in
      term.anchors.last.map { anchor in
        item(
          term.title, 18, term.meaning, writing: path + "#" + anchor, over: word,
          filter: word.isEmpty ? nil : path + "#" + anchor)
      }
    }
  }

  /// The anchors of this lesson, or of another, with the titles of headings.
  private func anchors(
    of path: String, _ lesson: LessonFile, _ library: LessonLibrary
  ) async throws -> [(name: String, title: String?)] {
    if path.isEmpty {
      let headings = try await snapshot.description().headings.map { ($0.anchor, Optional($0.title)) }
      let known = Set(headings.map(\.0))
      let others = snapshot.checked?.readings.first?.anchors.subtracting(known) ?? []
      return headings + others.sorted().map { ($0, nil) }
    }
    guard let page = RelativeAddress(path).flatMap(lesson.page(of:)),
      let file = library.files.first(where: { $0.page == page }),
      let reading = try await snapshot.project.check.reading(of: file)
    else { return [] }
    let sections = reading.entry?.sections.map { ($0.anchor, Optional($0.title)) } ?? []
    let others = reading.anchors.subtracting(sections.map(\.0))
    return sections + others.sorted().map { ($0, nil) }
  }

  // MARK: Citations

  private func citationItems(_ written: Substring) async throws -> [LSP.CompletionItem] {
    try await snapshot.project.check.works(of: snapshot.checked).map { work in
      item("@" + work.key, 18, work.line, over: written)
    }
  }
}

extension BibliographyEntry {
  /// The work in a line.
  var line: String {
    let names = authors.prefix(3).map(\.family).joined(separator: ", ") + (authors.count > 3 ? " …" : "")
    return [names, year ?? "", title ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
  }
}

extension EditedText {
  /// The lines between the marks of front matter; `nil` if there is none.
  var frontMatter: ClosedRange<Int>? {
    guard line(0).hasPrefix("---") else { return nil }
    let end = (1..<min(lineCount, 500)).first { line($0).hasPrefix("---") || line($0).hasPrefix("...") }
    guard let end, end > 1 else { return nil }
    return 1...(end - 1)
  }
}

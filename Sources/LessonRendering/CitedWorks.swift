import Foundation
import LessonCore
import LessonDocument
import LessonWords

/// The works that a lesson cites, and what its page calls them: `Srivastava et al. 2014a`.
struct CitedWorks {
  /// The works in the order of the list.
  let works: [BibliographyEntry]
  /// The numbers of the places that cite a work, by its key. Places count from 1, in the order of the tree.
  let places: [String: [Int]]
  private let letters: [String: String]
  private let words: PageWords

  init(_ lesson: Lesson, _ words: PageWords) {
    let entries = lesson.bibliography?.entries ?? [:]
    var places: [String: [Int]] = [:]
    for (index, work) in lesson.citations.flatMap(\.works).enumerated() where entries[work.key] != nil {
      places[work.key, default: []].append(index + 1)
    }
    self.places = places
    self.words = words
    works = places.keys.compactMap { entries[$0] }.sorted { Self.order($0, words) < Self.order($1, words) }
    letters = Self.letters(works, words)
  }

  /// The work of a key; `nil` if the bibliography does not have it.
  func work(_ key: String) -> BibliographyEntry? { works.first { $0.key == key } }

  /// The names in a citation.
  func names(_ work: BibliographyEntry, inText: Bool) -> String {
    Self.names(work, words, inText: inText)
  }

  /// The year, with a letter if another work has the same names and year.
  func year(_ work: BibliographyEntry) -> String {
    (work.year ?? words.noDate) + (letters[work.key] ?? "")
  }

  // MARK: Names

  private static func names(_ work: BibliographyEntry, _ words: PageWords, inText: Bool) -> String {
    let families = work.authors.map(\.family)
    switch families.count {
    case 0: return shortTitle(work)
    case 1 where !work.hasMoreAuthors: return families[0]
    case 2 where !work.hasMoreAuthors: return words.twoAuthors(families[0], families[1])
    default: return inText ? words.othersInText(families[0]) : words.others(families[0])
    }
  }

  /// How many words of a title stand for the authors, if there are none.
  private static let wordsOfTitle = 4

  private static func shortTitle(_ work: BibliographyEntry) -> String {
    let title = (work.title ?? work.key).split(separator: " ")
    return title.prefix(wordsOfTitle).joined(separator: " ") + (title.count > wordsOfTitle ? "…" : "")
  }

  // MARK: Order

  /// What works are sorted by: authors, year, title.
  private static func order(_ work: BibliographyEntry, _ words: PageWords) -> SortedName {
    let authors = work.authors.map { $0.family + " " + $0.given }
    return SortedName([
      authors.isEmpty ? shortTitle(work) : authors.joined(separator: ", "), work.year ?? "", work.title ?? "",
      work.key,
    ])
  }

  private static func letters(_ works: [BibliographyEntry], _ words: PageWords) -> [String: String] {
    var letters: [String: String] = [:]
    let groups = Dictionary(grouping: works) { work in
      [names(work, words, inText: false), work.year ?? ""]
    }
    for group in groups.values where group.count > 1 {
      for (index, work) in group.enumerated() { letters[work.key] = letter(index) }
    }
    return letters
  }

  /// `a` … `z`, then `aa`.
  private static func letter(_ index: Int) -> String {
    let last = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index % 26)))
    return index < 26 ? last : letter(index / 26 - 1) + last
  }
}

/// Texts that are compared one after the other, without regard to accents and capital letters at first.
private struct SortedName: Comparable {
  private let folded: [String]
  private let written: [String]

  init(_ parts: [String]) {
    folded = parts.map(Self.folded)
    written = parts
  }

  private static func folded(_ text: String) -> String {
    let letters = text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.filter {
      !$0.properties.generalCategory.isMark
    }
    return String(String.UnicodeScalarView(letters)).replacing("ł", with: "l").replacing("ø", with: "o")
  }

  static func < (one: SortedName, other: SortedName) -> Bool {
    one.folded == other.folded
      ? one.written.lexicographicallyPrecedes(other.written)
      : one.folded.lexicographicallyPrecedes(other.folded)
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isMark: Bool { [.nonspacingMark, .spacingMark, .enclosingMark].contains(self) }
}

import LessonCore

/// What the checks of a lesson's links and of its translation depend on besides the lesson itself.
struct Surroundings: Codable, Hashable, Sendable {
  /// The state of each lesson that is linked to, by page.
  private(set) var lessons: [String: LessonStates.Linked]?
  /// The text of each lesson that is compared, by page; empty if the lesson does not exist.
  private(set) var sources: [String: String]?
  /// Whether a link reaches something from the lesson and from its page, by address: only of links to what is not copied.
  private(set) var places: [String: [Bool]]?
  /// Whether something else was looked at, so that the checks are made each time.
  private(set) var isOpen: Bool?

  mutating func note(lesson page: String, _ state: LessonStates.Linked) {
    let known = lessons?[page]
    // The anchors of a lesson say more than that it exists.
    if known == nil || known == .there { lessons = (lessons ?? [:]).merging([page: state]) { $1 } }
  }

  mutating func note(source page: String, text: String?) {
    sources = (sources ?? [:]).merging([page: text ?? ""]) { $1 }
  }

  mutating func note(place address: String, _ reached: [Bool]) {
    places = (places ?? [:]).merging([address: reached]) { $1 }
  }

  mutating func noteOpen() { isOpen = true }
}

/// What was found about a lesson's links and translation, and what that depends on.
struct SurroundingsCheck: Codable, Hashable, Sendable {
  let problems: [Diagnostic]
  let surroundings: Surroundings
}

/// The states of all lessons, as far as checks of other lessons depend on them.
struct LessonStates: Sendable {
  /// One lesson.
  struct State: Hashable, Sendable {
    /// The hash of its file.
    let text: String
    /// The digest of the anchors to which links can lead; `nil` if they are not known.
    let anchors: String?
  }

  /// What a link to a lesson depends on.
  enum Linked: Codable, Hashable, Sendable {
    case missing
    /// The lesson exists; no anchor of it is linked to.
    case there
    /// An anchor is linked to; the digest identifies all anchors, or the text if they are not known.
    case anchors(String)

    init(from decoder: any Decoder) throws {
      self =
        switch try decoder.singleValueContainer().decode(String.self) {
        case "": .missing
        case "+": .there
        case let digest: .anchors(digest)
        }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .missing: try container.encode("")
      case .there: try container.encode("+")
      case .anchors(let digest): try container.encode(digest)
      }
    }
  }

  /// By page.
  private let files: [String: LessonFile]
  private let states: [String: State]

  /// - Parameter edited: A lesson that may not be saved yet.
  init(_ library: LessonLibrary, _ states: [String: State], edited: LessonFile? = nil) {
    let all = library.files + (edited.map { [$0] } ?? [])
    files = Dictionary(all.map { ($0.page, $0) }, uniquingKeysWith: { first, _ in first })
    self.states = states
  }

  /// The pages of all lessons.
  var pages: [String: LessonFile] { files }

  /// The state of a lesson whose anchors are linked to.
  func anchors(of page: String) -> Linked {
    guard files[page] != nil else { return .missing }
    return .anchors(states[page].map { $0.anchors ?? $0.text } ?? "?")
  }

  /// The hash of a lesson's file; `nil` if the lesson does not exist or was not looked at.
  func text(of page: String) -> String? { files[page] == nil ? nil : states[page]?.text }

  /// Whether lessons are as they were.
  func agree(with surroundings: Surroundings) -> Bool {
    guard surroundings.isOpen != true else { return false }
    return (surroundings.lessons ?? [:]).allSatisfy { page, state in
      switch state {
      case .missing: files[page] == nil
      case .there: files[page] != nil
      case .anchors: state == anchors(of: page) && state != .anchors("?")
      }
    } && (surroundings.sources ?? [:]).allSatisfy { page, text in (self.text(of: page) ?? "") == text }
  }
}

import LessonCore

/// One of the words after `swift-dt`: its name, its effect, and the options that it contradicts.
///
/// The reader of options, its errors and its suggestions take all options from here.
struct BlockOption: Sendable {
  /// Why the value of an option is refused.
  struct Refusal: Error {
    let message: String
    /// The replacement for the whole word.
    var fix: String?
  }

  /// The effect of the word.
  enum Effect: Sendable {
    case flag(@Sendable (inout BlockOptions) -> Void)
    /// An effect that depends on the text after the `=`; `nil` if there is none.
    case value(@Sendable (String?, inout BlockOptions) throws(Refusal) -> Void)
  }

  /// Another option that asks for the opposite, or with which this one has no effect.
  struct Contradiction: Sendable, ExpressibleByStringLiteral {
    let name: String
    /// Advice to the author.
    var advice = ""

    init(stringLiteral name: String) { self.name = name }

    init(_ name: String, advice: String) {
      self.name = name
      self.advice = advice
    }
  }

  /// The kinds of files in which an option has an effect.
  enum Scope: Sendable {
    case everywhere
    /// It concerns the page, which documents do not have.
    case lessons
    /// It concerns the division into programs.
    case documents
  }

  let name: String
  /// What it does, in a sentence for authors.
  let explanation: String
  let scope: Scope
  let effect: Effect
  /// Each pair is listed at one of its two options.
  let contradictions: [Contradiction]

  init(
    _ name: String, _ explanation: String, in scope: Scope = .everywhere, contradicts: [Contradiction] = [],
    set: @escaping @Sendable (inout BlockOptions) -> Void
  ) {
    self.name = name
    self.explanation = explanation
    self.scope = scope
    self.contradictions = contradicts
    effect = .flag(set)
  }

  init(
    _ name: String, _ explanation: String, in scope: Scope = .everywhere, contradicts: [Contradiction] = [],
    read: @escaping @Sendable (String?, inout BlockOptions) throws(Refusal) -> Void
  ) {
    self.name = name
    self.explanation = explanation
    self.scope = scope
    self.contradictions = contradicts
    effect = .value(read)
  }

  /// The contradiction between two options; `nil` if they can be combined.
  static func contradiction(_ a: BlockOption, _ b: BlockOption) -> Contradiction? {
    a.contradictions.first { $0.name == b.name } ?? b.contradictions.first { $0.name == a.name }
  }
}

extension BlockOption {
  /// All options, in the order in which messages list them.
  static let all = [
    BlockOption("silent", "The code is shown, its results are not.", in: .lessons) {
      $0.visibility = .codeOnly
    },
    BlockOption(
      "invisible", "Neither the code nor its results are shown.", in: .lessons,
      contradicts: ["silent", "fold"]
    ) { $0.visibility = .nothing },
    BlockOption("fold", "The code is folded; readers can open it.", in: .lessons) { $0.isFolded = true },
    BlockOption(
      "passthrough", "What the block prints becomes part of the page, as Markdown.", in: .lessons,
      contradicts: ["silent", "invisible", "fail", "compile-only"]
    ) {
      $0.passesThrough = true
    },
    BlockOption("fail", "The block must not compile. The page shows the compiler's error.") {
      $0.execution = .fails
    },
    BlockOption(
      "crash", "The block must trap, or throw an error. The page shows the message, and the lesson goes on.",
      contradicts: ["fail", "compile-only"]
    ) { $0.execution = .crashes },
    BlockOption("compile-only", "The block must compile, and is not run.", contradicts: ["fail"]) {
      $0.execution = .compilesOnly
    },
    BlockOption(
      "skip", "The block is shown, and neither compiled nor run.",
      contradicts: ["fail", "compile-only", "crash"]
    ) { $0.execution = .skipped },
    BlockOption(
      "nest", "Names that the block declares are not known to later blocks.", contradicts: ["crash", "skip"]
    ) { $0.isNested = true },
    BlockOption(
      "exercise", "The starter of an exercise: readers begin with it, and it must fail the check.",
      in: .lessons, contradicts: excludedByExercises + starterShowsNoResults
    ) {
      (value, options) throws(Refusal) in
      options.exercise = .starter(try name(value, after: "exercise"))
      options.execution = .attempted
    },
    BlockOption(
      "solution", "The solution of an exercise, which pages fold.", in: .lessons,
      contradicts: ["exercise"] + excludedByExercises
    ) {
      (value, options) throws(Refusal) in
      options.exercise = .solution(try name(value, after: "solution"))
    },
    BlockOption(
      "check", "What proves a solution of an exercise: the solution must pass it.", in: .lessons,
      contradicts: ["exercise", "solution"] + excludedByExercises
    ) {
      (value, options) throws(Refusal) in
      options.exercise = .check(try name(value, after: "check"))
    },
    BlockOption("group", "The block belongs to the program of this name.", in: .documents, read: readGroup),
    BlockOption("reset", "A new program begins with the block.", in: .documents, contradicts: ["group"]) {
      $0.startsProgram = true
    },
    BlockOption(
      "id", "The name of the block, for links, references to figures, and files of plots.", in: .lessons,
      read: readID),
    BlockOption(
      "caption", "The results become a numbered figure or table with this caption.", in: .lessons,
      contradicts: ["silent", "invisible", "compile-only", "skip"], read: readCaption
    ),
    BlockOption(
      "tol", "How far floating-point numbers may differ from the recorded ones, relative to their size.",
      contradicts: [
        .init("silent", advice: adviceOnTolerance), .init("invisible", advice: adviceOnTolerance), "fail",
        "compile-only", "skip",
      ], read: readTolerance),
    BlockOption(
      "timeout", "The time limit of the block, in seconds.", contradicts: ["fail", "compile-only", "skip"],
      read: readTimeout),
  ]

  private static let excludedByExercises: [Contradiction] = [
    "invisible", "fail", "crash", "compile-only", "skip", "nest",
  ]

  private static let starterShowsNoResults: [Contradiction] = ["silent", "passthrough", "caption", "tol"]

  /// The options that have an effect in a kind of file.
  static func all(in file: FileKind) -> [BlockOption] { all.filter { $0.applies(in: file) } }

  /// Whether the option has an effect in a kind of file.
  func applies(in file: FileKind) -> Bool {
    switch (scope, file) {
    case (.everywhere, _), (.lessons, .lesson), (.documents, .document): true
    case (.lessons, .document), (.documents, .lesson): false
    }
  }

  /// Why the option is refused in files of the other kind.
  var refusal: String {
    switch scope {
    case .lessons: "'\(name)' has no effect here: it concerns a lesson's page, and a document has none"
    case .documents: "'\(name)' has no effect in a lesson: all its blocks form one program"
    case .everywhere: ""
    }
  }

  /// The option with a name.
  static func named(_ name: String) -> BlockOption? { all.first { $0.name == name } }

  /// Values in the prose may come from a block that shows nothing.
  private static let adviceOnTolerance =
    ": no result of such a block is compared; a value in a sentence has its own tolerance, '{swift-dt tol=0.02}'"
}

// MARK: - Values

extension BlockOption {
  /// The longest name of a block, in letters; file systems allow 255 bytes for a file name.
  private static let mostOfName = 100

  private static func readID(_ value: String?, _ options: inout BlockOptions) throws(Refusal) {
    guard let value, isName(value) else { throw refusal(ofName: value ?? "") }
    guard value.utf8.count <= mostOfName else {
      throw Refusal(
        message:
          "a name after 'id=' names a figure's file, so it has at most \(mostOfName) letters; found \(value.utf8.count)"
      )
    }
    options.id = value
  }

  private static func readCaption(_ value: String?, _ options: inout BlockOptions) throws(Refusal) {
    let text = (value ?? "").trimming { $0 == "\"" }
    guard let value, value.count > 2, value.hasPrefix("\""), value.hasSuffix("\""),
      text.contains(where: { !$0.isWhitespace })
    else {
      throw Refusal(
        message: "'caption=' needs a text in quotes, as in 'caption=\"The loss falls\"'",
        fix: text.isEmpty || text.contains("\"") ? nil : "caption=\"\(text)\"")
    }
    options.caption = text
  }

  private static func readGroup(_ value: String?, _ options: inout BlockOptions) throws(Refusal) {
    options.group = try name(value, after: "group", as: "setup")
  }

  /// The name after an option.
  private static func name(
    _ value: String?, after option: String, as example: String = "sum"
  ) throws(Refusal) -> String {
    guard let value, isName(value), value.utf8.count <= mostOfName else {
      throw Refusal(
        message:
          "'\(option)=' needs a name of at most \(mostOfName) ASCII letters, digits, '-' and '_' that begins with a "
          + "letter, as in '\(option)=\(example)'")
    }
    return value
  }

  private static func readTolerance(_ value: String?, _ options: inout BlockOptions) throws(Refusal) {
    guard let tolerance = tolerance(value) else {
      throw Refusal(message: "'tol=' needs a relative tolerance between 0 and 1, as in 'tol=0.02'")
    }
    options.tolerance = tolerance
  }

  private static func readTimeout(_ value: String?, _ options: inout BlockOptions) throws(Refusal) {
    guard let timeout = number(value), FrontMatterReader.timeouts.contains(timeout) else {
      throw Refusal(message: "'timeout=' needs seconds, more than 0 and at most 3600, as in 'timeout=30'")
    }
    options.timeout = timeout
  }

  private static func refusal(ofName name: String) -> Refusal {
    let plain = withoutBraces(name)
    guard plain != name, isName(plain) else {
      return Refusal(
        message:
          "'id=' needs a name of ASCII letters, digits, '-' and '_' that begins with a letter, as in 'id=loss'"
      )
    }
    return Refusal(message: "a name stands after 'id=' without braces and quotes", fix: "id=\(plain)")
  }

  /// A text without braces and quotes at its ends.
  private static func withoutBraces(_ text: String) -> String { text.trimming { "{}\"'".contains($0) } }

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, UnicodeScalar(first).properties.isAlphabetic else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_")
    }
  }

  /// A relative tolerance, parsed from its text.
  static func tolerance(_ text: String?) -> Double? {
    number(text).flatMap { (0...1).contains($0) ? $0 : nil }
  }

  private static func number(_ text: String?) -> Double? {
    guard let text, text.allSatisfy({ "0123456789.eE+-".contains($0) }) else { return nil }
    return Double(text)
  }
}

extension String {
  /// The text without such characters at its ends.
  fileprivate func trimming(_ isLeftOut: (Character) -> Bool) -> String {
    String(trimmingPrefix(while: isLeftOut).reversed().trimmingPrefix(while: isLeftOut).reversed())
  }
}

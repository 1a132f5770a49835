import Foundation

/// A lesson that was read, and what names its program.
struct PreparedLesson: Sendable {
  let lesson: Lesson
  let identity: ProgramIdentity
  /// MD5 of the file, by which translations name its version.
  let version: String
  /// The program, if the code had to be read for its identity.
  fileprivate let readProgram: Program?

  /// Whether there is anything to run.
  var hasCode: Bool { !lesson.blocks.isEmpty || !lesson.inlineExpressions.isEmpty }

  /// The program; its code was read before without an error.
  var program: Program? { readProgram ?? Program.make(from: lesson).program }
}

/// The bytes of a lesson's file.
struct LessonBytes: Sendable {
  /// `nil` when the file cannot be read.
  let bytes: [UInt8]?
  /// Why not.
  private let failure: FileFailure?

  init(_ file: LessonFile) {
    do throws(FileFailure) {
      // One byte more than may be, for the parser to refuse.
      bytes = [UInt8](try file.read(atMost: LessonParser.mostBytes + 1))
      failure = nil
    } catch {
      bytes = nil
      failure = error
    }
  }

  /// The lesson that they are, or what is wrong with it.
  ///
  /// - Parameter translation: What the language's folder says of the lesson's source.
  func parsed(_ file: LessonFile, translation: TranslationRecord? = nil) -> Parsed {
    guard let bytes else {
      return Parsed(
        lesson: nil,
        diagnostics: [
          Diagnostic(path: file.path, at: nil, "the file cannot be read: \(failure?.reason ?? "")")
        ])
    }
    return Lesson.parse(
      path: file.path, bytes: bytes, language: file.language, name: file.name, translation: translation)
  }

  /// MD5 of the bytes, by which translations name the version of their source.
  var version: String { TranslationRecord.hash(of: bytes ?? []) }

  /// The lines of the file, for excerpts.
  var lines: [String] { bytes.map { Array(SourceText(String(decoding: $0, as: UTF8.self)).lines) } ?? [] }
}

/// A lesson read from its file, or what is wrong with it.
struct Prepared: Sendable {
  /// `nil` when an error is among the diagnostics.
  let lesson: PreparedLesson?
  let diagnostics: [Diagnostic]
  /// The lines of the file, for excerpts.
  let lines: [String]

  /// Reads a lesson and its blocks; blocks that `programs` knows need not be read again.
  init(_ parsed: Parsed, _ content: LessonBytes, programs: ProgramCache?) {
    lines = parsed.lesson.map { Array($0.source.lines) } ?? content.lines
    guard let lesson = parsed.lesson else {
      self.lesson = nil
      diagnostics = parsed.diagnostics
      return
    }
    let version = content.version
    if let known = programs?.identity(of: lesson) {
      self.lesson = PreparedLesson(lesson: lesson, identity: known, version: version, readProgram: nil)
      diagnostics = parsed.diagnostics
      return
    }
    let made = Program.make(from: lesson)
    self.lesson = made.program.map {
      PreparedLesson(lesson: lesson, identity: $0.identity, version: version, readProgram: $0)
    }
    if let identity = self.lesson?.identity { programs?.store(identity, of: lesson) }
    diagnostics = parsed.diagnostics + made.diagnostics
  }
}

extension Lesson {
  /// Says which data the lesson requires that cannot be taken as it is.
  func refusedData(in data: DataFolder) -> Diagnostic? {
    let problems = frontMatter.requires.compactMap(data.problem(with:))
    return problems.isEmpty ? nil : Diagnostic(path: path, at: nil, problems.joined(separator: "; "))
  }

  /// Says which data the lesson requires that is not there.
  func missingData(in data: DataFolder) -> Diagnostic? {
    let missing = data.missing(frontMatter.requires)
    guard !missing.isEmpty else { return nil }
    let places = missing.map { "'\(data.description(of: $0))'" }.joined(separator: " and ")
    return Diagnostic(
      .note, path: path, at: nil,
      "not run: it requires \(missing.joined(separator: ", ")), and there is no \(places)")
  }
}

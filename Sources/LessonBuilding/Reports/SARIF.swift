import Foundation
import LessonCore
import LessonMarkup

/// Static Analysis Results Interchange Format 2.1.0 (OASIS Standard, 2020), as far as it is used here.
private enum SARIF {
  struct Log: Encodable {
    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case version, runs
    }
  }

  struct Run: Encodable {
    let tool: Tool
    /// Columns are Unicode scalars.
    let columnKind = "unicodeCodePoints"
    let results: [Result]
    let properties: [String: String]
  }

  struct Tool: Encodable {
    struct Driver: Encodable {
      let name = "lessons"
      let rules = Rule.all
    }
    let driver = Driver()
  }

  struct Rule: Encodable {
    let id: String
    let shortDescription: Text

    static let lesson = Rule(
      id: "lesson", shortDescription: .init(text: "A lesson's code, page, links or translation is wrong."))
    static let all = [lesson]
  }

  struct Text: Encodable { let text: String }

  struct Result: Encodable {
    let ruleId: String
    let level: Diagnostic.Severity
    let message: Text
    let locations: [Location]
    let relatedLocations: [Location]
    let fixes: [Fix]
  }

  struct Location: Encodable {
    var id: Int?
    let physicalLocation: Physical
    var message: Text?
  }

  struct Physical: Encodable {
    let artifactLocation: Artifact
    let region: Region?
  }

  struct Artifact: Encodable { let uri: String }

  struct Region: Encodable {
    let startLine: Int
    let startColumn: Int
    var endLine: Int?
    var endColumn: Int?
  }

  struct Fix: Encodable {
    struct Change: Encodable {
      let artifactLocation: Artifact
      let replacements: [Replacement]
    }

    struct Replacement: Encodable {
      let deletedRegion: Region
      let insertedContent: Text
    }

    let artifactChanges: [Change]
  }
}

extension CheckReport.Format {
  /// SARIF 2.1.0, which code scanning takes.
  package static let sarif = Self("sarif", escapedHash: "\\u0023") { try $0.sarif }
}

extension CheckReport {
  /// One result for each diagnostic.
  package var sarif: String {
    get throws {
      let run = SARIF.Run(
        tool: .init(), results: diagnostics.map(\.sarifResult), properties: ["machine": machine])
      return try Self.text(of: SARIF.Log(runs: [run]))
    }
  }
}

extension Diagnostic {
  fileprivate var sarifResult: SARIF.Result {
    let related = notes.enumerated().map { index, note in
      let region = note.position.map { SARIF.Region(startLine: $0.line, startColumn: $0.column) }
      return SARIF.Location(
        id: index + 1, physicalLocation: .init(artifactLocation: artifact(note.path), region: region),
        message: .init(text: note.message))
    }
    return .init(
      ruleId: SARIF.Rule.lesson.id, level: severity, message: .init(text: fullMessage),
      locations: [.init(physicalLocation: .init(artifactLocation: artifact(path), region: region))],
      relatedLocations: related, fixes: sarifFixes)
  }

  private var sarifFixes: [SARIF.Fix] {
    guard let fix, let region else { return [] }
    let replacement = SARIF.Fix.Replacement(deletedRegion: region, insertedContent: .init(text: fix))
    return [.init(artifactChanges: [.init(artifactLocation: artifact(path), replacements: [replacement])])]
  }

  private var region: SARIF.Region? {
    range.map { range in
      .init(
        startLine: range.lowerBound.line, startColumn: range.lowerBound.column,
        endLine: range.upperBound.line,
        endColumn: range.upperBound.column)
    }
  }

  private func artifact(_ path: String) -> SARIF.Artifact { .init(uri: SafeURL.encoded(path: path)) }
}

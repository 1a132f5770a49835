import Foundation
import LessonCore

extension CheckReport.Format {
  /// A JSON object with everything that is known.
  package static let json = Self("json", escapedHash: "\\u0023") { try $0.json }
}

extension CheckReport {
  /// Everything that is known, as an object whose form `schema` names.
  package var json: String {
    get throws {
      try Self.text(
        of: Root(
          machine: machine,
          result: lessons.contains { $0.result == .failed } || !problems.isEmpty ? "failed" : "passed",
          lessons: lessons.filter { !$0.isDocument }.map(LessonObject.init),
          documents: lessons.filter(\.isDocument).map(DocumentObject.init),
          problems: problems.map(DiagnosticObject.init)))
    }
  }

  /// Encodes a value; equal values have equal text.
  package static func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    return text.unicodeScalars.map(escaped).joined() + "\n"
  }

  /// The encoder escapes ASCII controls itself; terminals may obey other controls too.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    guard scalar.value > 0x20, scalar.picture != nil else { return String(scalar) }
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  private struct Root: Encodable {
    let schema = 1
    let machine: String
    let result: String
    let lessons: [LessonObject]
    let documents: [DocumentObject]
    let problems: [DiagnosticObject]
  }

  private struct LessonObject: Encodable {
    let path: String
    let language: String
    let name: String
    let result: LessonReport.Result
    let seconds: Double?
    let recordedOn: String?
    let blocks: [BlockObject]
    let diagnostics: [DiagnosticObject]

    init(_ report: LessonReport) {
      path = report.file.path
      language = report.file.language
      name = report.file.name
      result = report.result
      seconds = report.seconds.map(roundedToMilliseconds)
      recordedOn = report.recordedMachine
      blocks = report.blocks.map(BlockObject.init)
      diagnostics = report.diagnostics.map(DiagnosticObject.init)
    }
  }

  private struct BlockObject: Encodable {
    let index: Int
    let id: String?
    let line: Int
    let endLine: Int

    init(_ place: LessonReport.BlockPlace) {
      (index, id) = (place.index, place.id)
      (line, endLine) = (place.lines.lowerBound, place.lines.upperBound)
    }
  }

  private struct DocumentObject: Encodable {
    let path: String
    let result: LessonReport.Result
    let seconds: Double?
    /// How many expectations hold.
    let expectations: Int
    let statements: [StatementObject]
    let blocks: [BlockObject]
    let diagnostics: [DiagnosticObject]

    init(_ report: LessonReport) {
      path = report.file.path
      result = report.result
      seconds = report.seconds.map(roundedToMilliseconds)
      expectations = report.holding
      statements = report.statements.map(StatementObject.init)
      blocks = report.blocks.map(BlockObject.init)
      diagnostics = report.diagnostics.map(DiagnosticObject.init)
    }
  }

  private struct StatementObject: Encodable {
    let line: Int
    let column: Int
    let text: String
    let outcome: StatementReport.Outcome
    let reason: String?

    init(_ statement: StatementReport) {
      (line, column) = (statement.place.lowerBound.line, statement.place.lowerBound.column)
      (text, outcome, reason) = (statement.text, statement.outcome, statement.reason)
    }
  }

  /// Lines and columns are counted from 1, columns in Unicode scalars; the end is exclusive.
  private struct DiagnosticObject: Encodable {
    struct Place: Encodable {
      let path: String
      let line: Int?
      let column: Int?
      var endLine: Int?
      var endColumn: Int?
    }

    struct Note: Encodable {
      let message: String
      let place: Place
    }

    let severity: Diagnostic.Severity
    let place: Place
    let message: String
    let notes: [Note]
    let fix: String?
    let difference: String?
    let output: BlockOutput?

    init(_ diagnostic: Diagnostic) {
      severity = diagnostic.severity
      let range = diagnostic.range
      place = Place(
        path: diagnostic.path, line: range?.lowerBound.line, column: range?.lowerBound.column,
        endLine: range?.upperBound.line, endColumn: range?.upperBound.column)
      message = diagnostic.message
      notes = diagnostic.notes.map {
        .init(
          message: $0.message,
          place: .init(path: $0.path, line: $0.position?.line, column: $0.position?.column))
      }
      fix = diagnostic.fix
      difference = diagnostic.difference?.text()
      output = diagnostic.output
    }
  }
}

private func roundedToMilliseconds(_ seconds: Double) -> Double { (1000 * seconds).rounded() / 1000 }

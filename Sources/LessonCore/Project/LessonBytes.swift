import Foundation
import LessonStorage

/// The bytes of a lesson's file.
package struct LessonBytes: Sendable {
  /// `nil` when the file cannot be read.
  package let bytes: [UInt8]?
  /// Why not.
  private let failure: FileFailure?

  package init(_ file: LessonFile) {
    do throws(FileFailure) {
      // One byte more than may be, for the parser to refuse.
      bytes = [UInt8](try file.read(atMost: LessonFile.mostBytes + 1))
      failure = nil
    } catch {
      bytes = nil
      failure = error
    }
  }

  /// Says that the file cannot be read, and why.
  package func problem(with file: LessonFile) -> Diagnostic {
    Diagnostic(path: file.path, at: nil, "the file cannot be read: \(failure?.reason ?? "")")
  }

  /// The lines of the file, for excerpts.
  package var lines: [String] {
    bytes.map { Array(SourceText(String(decoding: $0, as: UTF8.self)).lines) } ?? []
  }
}

import Foundation
import LessonStorage

/// The bytes of a lesson's file.
package struct LessonBytes: Sendable {
  /// The bytes; `nil` if the file cannot be read.
  package let bytes: [UInt8]?
  /// Why the file cannot be read.
  private let failure: FileFailure?

  package init(_ file: LessonFile) {
    do throws(FileFailure) {
      // One byte more than allowed, so that the parser refuses the file.
      bytes = [UInt8](try file.read(atMost: LessonFile.mostBytes + 1))
      failure = nil
    } catch {
      bytes = nil
      failure = error
    }
  }

  /// The error that the file cannot be read, with the reason.
  package func problem(with file: LessonFile) -> Diagnostic {
    Diagnostic(path: file.path, at: nil, "the file cannot be read: \(failure?.reason ?? "")")
  }

  /// The lines of the file, for excerpts.
  package var lines: [String] {
    bytes.map { Array(SourceText(String(decoding: $0, as: UTF8.self)).lines) } ?? []
  }
}

import Foundation
import LessonCore
import LessonDocument

extension LessonSource {
  /// The lesson, or the diagnostics of its errors.
  var parsed: Parsed {
    Lesson.parse(
      path: file.path, bytes: [UInt8](bytes), language: file.language, name: file.name,
      translation: translation, bibliography: bibliography)
  }

  /// The lesson; the source must have been read before without an error.
  package var lesson: Lesson {
    get throws {
      guard let lesson = parsed.lesson else { throw CocoaError(.coderInvalidValue) }
      return lesson
    }
  }
}

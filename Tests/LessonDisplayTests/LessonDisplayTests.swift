import Testing
@testable import LessonDisplay

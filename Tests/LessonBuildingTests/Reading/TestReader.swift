import LessonConfinement
import LessonReading
import LessonTestSupport

extension LessonReader {
  /// A reader whose fork server is the program that was built with these tests.
  static let built = LessonReader(
    executable: builtProgram, confinement: AvailableConfinement.here().confinement)
}

import Foundation
import LessonTestSupport
import Testing

@testable import LessonExecution

@Suite("Temporary folders in results")
struct StableNamesTests {
  private let names = StableNames(
    scratch: "/tmp/żó łw/lessons-aB3/run/scratch", program: "/tmp/żó łw/lessons-aB3")

  @Test(
    "have the same name in every run, however they are written",
    arguments: [
      ("at /tmp/żó łw/lessons-aB3/run/scratch/x.txt", "at /lesson/x.txt"),
      ("file:///tmp/%C5%BC%C3%B3%20%C5%82w/lessons-aB3/run/scratch/", "file:///lesson/"),
      (#"{"a":"\/tmp\/żó łw\/lessons-aB3\/run\/scratch\/x"}"#, #"{"a":"\/lesson\/x"}"#),
      ("/tmp/żó łw/lessons-aB3/lesson.so", "/program/lesson.so"), ("/tmp/other", "/tmp/other"), ("", ""),
    ])
  func texts(text: String, expected: String) {
    #expect(names.applied(to: text) == expected)
  }
}

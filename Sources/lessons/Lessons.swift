import ArgumentParser
import LessonKit

@main
struct Lessons: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs lessons written in Markdown and Swift, and renders their pages.")
}

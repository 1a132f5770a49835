import LessonCore
import LessonProgram

/// Reads what the files of a module declare and import.
package struct ReadModule: ReaderTask {
  /// The texts of the Swift files.
  package let files: [String]

  package init(files: [String]) { self.files = files }

  package func perform() -> ModuleInterface {
    ReaderStage.swift.begin(line: 1)
    return ModuleInterface(of: files)
  }
}

/// A document's file with its settings.
package struct DocumentFile: Hashable, Sendable {
  package let file: LessonFile
  package let rules: ProjectSettings.Documents

  package init(file: LessonFile, rules: ProjectSettings.Documents) {
    self.file = file
    self.rules = rules
  }
}

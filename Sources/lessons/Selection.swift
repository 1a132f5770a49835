import Foundation
import LessonBuilding
import LessonCore

/// The files that a call of a command works on.
struct Selection {
  /// The lessons; `nil` if only documents are named, or if a project of documents has no lessons.
  var lessons: (library: LessonLibrary, files: [LessonFile], wrong: [Diagnostic])?
  var documents: [DocumentFile] = []
}

extension Project {
  /// The lessons and documents among some paths; all of the project if there are no paths.
  ///
  /// - Parameters:
  ///   - paths: The paths as the user named them.
  ///   - purpose: Only checks work on documents.
  ///   - mayBeEmpty: Whether the project may have no lessons.
  func selection(
    of paths: [String], for purpose: Builder.Purpose, mayBeEmpty: Bool
  ) throws -> Selection {
    let paths = paths.map(path)
    guard case .check = purpose else {
      return Selection(lessons: try lessons(at: paths, mayBeEmpty: mayBeEmpty))
    }
    let search = DocumentSearch(settings.documents, lessons: settings.lessons, output: settings.output)
    let documents = try paths.isEmpty ? search.all() : search.documents(at: paths.filter(search.isOutside))
    let ofLessons = paths.filter { !search.isOutside($0) }
    let isAll = paths.isEmpty || paths.contains(where: search.isAroundLessons)
    let hasFolder = FileManager.default.fileExists(atPath: settings.lessons)
    let isOfDocuments = isAll ? !hasFolder && !documents.isEmpty : ofLessons.isEmpty
    return Selection(
      lessons: isOfDocuments ? nil : try lessons(at: isAll ? [] : ofLessons, mayBeEmpty: mayBeEmpty),
      documents: documents)
  }

  private func lessons(
    at paths: [String], mayBeEmpty: Bool
  ) throws -> (library: LessonLibrary, files: [LessonFile], wrong: [Diagnostic]) {
    let library = try library(mayBeEmpty: mayBeEmpty)
    let (files, wrong) = try library.selection(of: paths)
    return (library, files, wrong)
  }
}

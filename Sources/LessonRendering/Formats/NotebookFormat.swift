import Foundation
import LessonCore

/// A notebook of Jupyter.
struct NotebookFormat: OutputFormat {
  let format = PageFormat.notebook
  let remark: String? = "Jupyter's"

  func files(of page: PageContent) -> [String: Data] {
    [page.lesson.name + format.suffix: Notebook(page.lesson, page.transcript).bytes]
  }
}

extension PageFormat {
  /// Pages to go on working in.
  package static let notebook = PageFormat("notebook", suffix: ".ipynb", mediaType: "application/json")
}

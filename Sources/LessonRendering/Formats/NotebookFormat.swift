import Foundation
import LessonCore

/// A Jupyter notebook.
struct NotebookFormat: OutputFormat {
  let format = PageFormat.notebook
  let remark: String? = "Jupyter's"

  func files(of page: PageContent) -> [String: Data] {
    [page.lesson.name + format.suffix: Notebook(page.lesson, page.transcript).bytes]
  }
}

extension PageFormat {
  /// Notebooks, in which readers can go on working.
  package static let notebook = PageFormat("notebook", suffix: ".ipynb", mediaType: "application/json")
}

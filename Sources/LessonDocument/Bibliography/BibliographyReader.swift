import LessonCore

/// Reads a file with works that lessons cite: BibTeX, or CSL-JSON if its name ends in `.json`.
package struct BibliographyReader {
  package private(set) var entries: [BibliographyEntry] = []
  package private(set) var diagnostics: [Diagnostic] = []

  package init(_ bytes: [UInt8], path: String) {
    guard bytes.count <= Bibliography.mostBytes else {
      diagnostics.append(
        Diagnostic(path: path, at: nil, "this file has more than \(Bibliography.mostBytes >> 20) MB"))
      return
    }
    do throws(SourceText.InvalidUTF8) {
      read(try SourceText(validating: bytes), path)
    } catch {
      let end = SourcePosition(line: error.position.line, column: error.position.column + 1)
      diagnostics.append(
        Diagnostic(path: path, at: error.position..<end, "this file is not UTF-8; save it as UTF-8"))
    }
  }

  private mutating func read(_ source: SourceText, _ path: String) {
    if path.hasSuffix(".json") {
      let reader = CSLReader(source, path: path)
      (entries, diagnostics) = (reader.entries, reader.diagnostics)
    } else {
      let reader = BibTeXReader(source, path: path)
      (entries, diagnostics) = (reader.entries, reader.diagnostics.shortened(in: path))
    }
  }
}

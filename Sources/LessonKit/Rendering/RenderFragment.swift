/// Plain Markdown as an HTML fragment: nothing is run, `swift-dt` blocks are code like any other.
///
/// YAML front matter is left out. Raw HTML is cleaned as on pages.
///
/// - Parameters:
///   - path: The file as diagnostics are to name it.
///   - bytes: The file.
/// - Returns: The fragment, which ends in a newline unless it is empty; `nil` exactly when there is an error.
public func renderFragment(path: String, bytes: [UInt8]) -> (html: String?, diagnostics: [Diagnostic]) {
  do {
    let source = try LessonParser.read(path: path, bytes: bytes)
    let matter = FrontMatterReader.read(source, path: path)
    let document = try LessonParser.document(of: source, path: path, skippedLines: matter.lineCount)
    let problems = document.formulaProblems(path: path)
    guard problems.isEmpty else { return (nil, problems) }
    var renderer = ProseRenderer()
    let html = renderer.document(document)
    return (html.isEmpty ? "" : html + "\n", [])
  } catch {
    return (nil, [error])
  }
}

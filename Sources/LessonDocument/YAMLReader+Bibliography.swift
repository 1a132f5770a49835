import LessonCore
import Yams

extension YAMLReader {
  /// The files of a bibliography, in the settings or in the front matter of a lesson.
  mutating func bibliography(_ node: Node, for key: Node) -> [FrontMatter.NamedFile]? {
    let expected = "a path inside of the project that ends in '.bib' or '.json', or a list of such paths"
    guard let paths = texts(node, for: key, expected) else { return nil }
    let nodes = node.sequence.map(Array.init) ?? [node]
    if let wrong = paths.firstIndex(where: { !Self.isBibliography($0) }) {
      return refuse(nodes[wrong], for: key, expected)
    }
    guard paths.count <= Bibliography.mostFiles else {
      return refuse(node, for: key, "at most \(Bibliography.mostFiles) paths")
    }
    return zip(paths, nodes).map { FrontMatter.NamedFile(path: $0, place: Self.range(of: $1)) }
  }

  private static func isBibliography(_ path: String) -> Bool {
    isInside(path) && (path.hasSuffix(".bib") || path.hasSuffix(".json"))
  }
}

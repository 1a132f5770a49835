import Foundation
import LessonCore
import LessonDocument
import LessonVerification

/// Finds the parts of a text that is being edited: its headings, its code, its links. The text may have errors.
package struct DescribeText: ReaderTask {
  /// The file's path, as diagnostics name it.
  package let path: String
  package let bytes: Data

  package init(path: String, bytes: Data) {
    self.path = path
    self.bytes = bytes
  }

  /// The parts, each kind in the order of the text, or the first of them where there are very many.
  package struct Result: Codable, Hashable, Sendable {
    package struct Heading: Codable, Hashable, Sendable {
      package let level: Int
      package let title: String
      package let anchor: String
      package let range: Range<SourcePosition>
    }

    /// A block of code between fences, or of a formula.
    package struct Code: Codable, Hashable, Sendable {
      /// The words after the opening fence.
      package let info: String
      package let range: Range<SourcePosition>
    }

    /// How many lines the front matter takes.
    package var frontMatter = 0
    package var headings: [Heading] = []
    package var code: [Code] = []
    package var links: [LessonLinks.Link] = []
  }

  /// The most parts of a kind.
  private static let most = 5_000

  package func perform() -> Result {
    var result = Result()
    guard let source = try? LessonParser.read(path: path, bytes: [UInt8](bytes)) else { return result }
    ReaderStage.frontMatter.begin(line: 1)
    let matter = FrontMatterReader.read(source, path: path)
    result.frontMatter = matter.lineCount
    guard
      let document = try? LessonParser.document(of: source, path: path, skippedLines: matter.lineCount)
    else { return result }
    addParts(of: document, to: &result)
    let outline = LessonOutline(
      path: path, language: "", name: "", frontMatter: FrontMatter(), translation: nil, blocks: [],
      inlineExpressions: [])
    let links = LessonLinks(Lesson(outline: outline, source: source, document: document)).links
    result.links = Array(links.prefix(Self.most))
    return result
  }

  private func addParts(of document: MarkdownNode, to result: inout Result) {
    let prose = PlainProse()
    var anchors = HeadingAnchors()
    document.forEach { node in
      guard let range = node.range else { return }
      switch node.kind {
      case .heading(let level):
        let anchor = anchors.anchor(for: prose.anchorText(of: node))
        let title = prose.text(of: node)
        result.headings.append(.init(level: level, title: title, anchor: anchor, range: range))
      case .code(let code) where code.isFenced: result.code.append(.init(info: code.info, range: range))
      default: break
      }
    }
    result.headings = Array(result.headings.prefix(Self.most))
    result.code = Array(result.code.prefix(Self.most))
  }
}

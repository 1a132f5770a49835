import CBoundedMarkdown
import CMarkGFM
import Synchronization

/// Reads texts with cmark-gfm, within limits of time and memory.
///
/// This cmark-gfm takes quadratic time for some texts and makes tables or links of others that are a thousand times
/// their size.
enum BoundedMarkdown {
  /// Honest text of 1 MB takes a twentieth of the time and a twenty-fifth of the memory.
  private static let limits = markdown_limits(milliseconds: 600, memory: 256 << 20)

  /// There is one document of cmark's at a time.
  private static let turn = Mutex(cmark_gfm_core_extensions_ensure_registered())

  private static let extensions: [StaticString] = ["table", "strikethrough", "autolink", "tasklist"]

  /// Looks at the document that a text is.
  ///
  /// - Parameters:
  ///   - skippedLines: How many lines at the beginning are not Markdown. Empty ones stand in their place, so that cmark
  ///     counts lines as the file does.
  ///   - formulas: Gets the formulas that are in the text.
  static func withDocument<Result: Sendable>(
    of source: SourceText, skippedLines: Int, _ formulas: FormulaSpans,
    _ look: (OpaquePointer) throws(MarkdownExcess) -> Result
  ) throws(MarkdownExcess) -> Result {
    try turn.withLock { (_) throws(MarkdownExcess) in
      let start = source.bytes(ofLine: skippedLines + 1).lowerBound
      var text = source.text
      var root: OpaquePointer?
      let verdict = text.withUTF8 { read($0[start...], skippedLines: skippedLines, formulas, &root) }
      let excess: MarkdownExcess.Kind
      switch verdict {
      case MARKDOWN_IS_READ:
        defer { markdown_free() }
        return try look(root!)
      case MARKDOWN_TAKES_TIME: excess = .time
      case MARKDOWN_TAKES_MEMORY: excess = .memory
      case MARKDOWN_IS_UNLIMITED: excess = .unlimited
      default: excess = .crash
      }
      throw MarkdownExcess(kind: excess, line: source.longestPassage(after: skippedLines))
    }
  }

  private static func read(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, skippedLines: Int, _ formulas: FormulaSpans,
    _ root: inout OpaquePointer?
  ) -> markdown_verdict {
    let names = extensions.map { name in
      UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self) as UnsafePointer<CChar>?
    }
    return names.withUnsafeBufferPointer { names in
      var settings = markdown_reading()
      settings.options = CMARK_OPT_FOOTNOTES
      settings.extensions = names.baseAddress
      settings.extension_count = names.count
      settings.skipped_lines = skippedLines
      settings.special = UInt8(ascii: "$")
      settings.context = Unmanaged.passUnretained(formulas).toOpaque()
      settings.find = { formulas, block, start, end in
        guard let formulas, let block, let end else { return 0 }
        return Unmanaged<FormulaSpans>.fromOpaque(formulas).takeUnretainedValue().find(
          in: block, at: start, end: &end.pointee)
      }
      return UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text)).withMemoryRebound(to: CChar.self) {
        text in
        markdown_read(text.baseAddress, text.count, &settings, limits, &root)
      }
    }
  }
}

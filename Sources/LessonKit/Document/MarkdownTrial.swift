import CMarkGFM
import CMarkdownTrial

/// Finds out what reading a text with cmark-gfm costs, in a process that can be ended.
///
/// This cmark-gfm takes quadratic time for some texts and makes tables or links of others that are a thousand times
/// their size.
struct MarkdownTrial {
  /// Bytes of texts that are read without a trial: at worst they cost a tenth of a second and 200 MB.
  private static let mostUntried = 4096

  /// Honest text of 1 MB takes a twentieth of the time and a third of the memory.
  private static let limits = markdown_limits(milliseconds: 600, memory: 256 << 20)

  /// What keeps the text from being read; `nil` when nothing does.
  ///
  /// To be called when no other thread uses cmark.
  static func excess(
    in text: Slice<UnsafeBufferPointer<UInt8>>, _ options: Int32, _ extensions: [StaticString]
  ) -> MarkdownExcess.Kind? {
    guard text.count > mostUntried else { return nil }
    let names = extensions.map { name in
      UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self) as UnsafePointer<CChar>?
    }
    let verdict = names.withUnsafeBufferPointer { names in
      UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text)).withMemoryRebound(to: CChar.self) {
        markdown_try(
          $0.baseAddress, $0.count,
          markdown_reading(options: options, extensions: names.baseAddress, extension_count: names.count),
          limits)
      }
    }
    return switch verdict {
    case MARKDOWN_FITS: nil
    case MARKDOWN_TAKES_TIME: .time
    case MARKDOWN_TAKES_MEMORY: .memory
    case MARKDOWN_UNTRIED: .untried
    default: .crash
    }
  }
}

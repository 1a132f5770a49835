import LessonDisplay
import LessonPlots
import LessonWords

/// The frames of a slider, each with its results.
struct FramedResults {
  /// A value and what is shown for it.
  struct Frame {
    /// The value as a program writes it.
    let name: String
    /// The value with its quantity: `γ = 0.5`.
    let caption: String
    let parts: [LessonResults.Part]
  }

  let frames: [Frame]
  /// The frames as data.
  let data: Frames

  /// - Parameter parts: The results of a frame, by its index.
  init(_ data: Frames, parts: (_ frame: Int) -> [LessonResults.Part]) {
    self.data = data
    frames = data.frames.enumerated().map { index, frame in
      Frame(name: frame.name, caption: data.caption(frame.name), parts: parts(index))
    }
  }

  /// The frame that is seen first, and alone on paper.
  var still: Frame { frames[data.initial] }

  /// All frames but the first one seen, with their indices.
  var others: [(index: Int, frame: Frame)] {
    frames.indices.filter { $0 != data.initial }.map { ($0, frames[$0]) }
  }

  /// Above the other frames, which are collapsed.
  func summary(_ words: PageWords) -> String {
    let name = data.control == .slider ? words.otherValues : words.otherVariants
    return "\(name) (+\(frames.count - 1))"
  }

  /// With more frames, each is drawn once, in the size that all screens can show, and without its numbers, or the page
  /// would be too large.
  private static let mostInDetail = 24

  /// Whether frames are drawn in all sizes and have their numbers; at the pointer, the script reads values from them.
  var isDetailed: Bool { frames.count <= Self.mostInDetail }
}

import LessonBuilding

/// What a page shows of its lesson's run: the newest state, whatever led to it.
struct LivePage {
  /// How far the lesson is.
  enum Phase: String, Encodable {
    /// It was read; its program is made.
    case waiting
    case running
    case finished
    case failed
    case stopped
  }

  /// How far a block is.
  enum Status: String, Encodable {
    case waiting
    case running
    case done
    /// The run ended in it.
    case stopped
  }

  private struct Block {
    let place: LiveBlock
    var status = Status.waiting
    /// What it has given so far; `nil` before there is anything.
    var markup: String?
    var curve: LossCurve?
    /// The state in which it changed last, and in which its markup did.
    var revision: Int
    var markupRevision: Int
  }

  private(set) var phase = Phase.finished
  /// The hash of the file whose results the page shows; `nil` before it is known.
  private var version: String?
  /// Counts the texts that were read.
  private var run = 0
  private var blocks: [Block] = []
  /// Counts changes.
  private var revision = 0

  /// Takes what happens next.
  mutating func take(_ event: RunEvent) {
    revision += 1
    switch event {
    case .read(let places):
      run += 1
      phase = .waiting
      blocks = places.map { Block(place: $0, revision: revision, markupRevision: revision) }
    case .began: phase = .running
    case .blockBegan(let index): change(index) { $0.status = .running }
    case .results(let index, let markup):
      let revision = revision
      change(index) { ($0.markup, $0.markupRevision) = (markup, revision) }
    case .training(let index, let training):
      change(index) { block in
        var curve = block.curve ?? LossCurve()
        curve.add(training)
        block.curve = curve
      }
    case .blockEnded(let index): change(index) { ($0.status, $0.curve) = (.done, nil) }
    case .ended(let ending): end(ending)
    }
  }

  private mutating func change(_ index: Int, _ change: (inout Block) -> Void) {
    guard blocks.indices.contains(index) else { return }
    change(&blocks[index])
    blocks[index].revision = revision
  }

  private mutating func end(_ ending: RunEvent.Ending) {
    switch ending {
    case .finished(let version): (phase, blocks, self.version) = (.finished, [], version)
    case .stopped: phase = .stopped
    case .failed: phase = .failed
    }
    for block in blocks.filter({ $0.status == .running }) {
      change(block.place.index) { ($0.status, $0.curve) = (.stopped, nil) }
    }
  }

  // MARK: What a listener has not seen

  /// What a listener has seen.
  struct Seen: Hashable {
    fileprivate var run = 0
    fileprivate var revision = 0
  }

  /// What has changed since a listener saw the page, and notes it as seen; `nil` if nothing has.
  func news(since seen: inout Seen) -> News? {
    guard seen.revision < revision else { return nil }
    let isNew = seen.run != run
    let since = isNew ? 0 : seen.revision
    seen = Seen(run: run, revision: revision)
    return News(
      run: run, isNew: isNew, phase: phase, version: version, count: blocks.count,
      blocks: blocks.filter { $0.revision > since }.map { block in
        News.Block(
          index: block.place.index, section: block.place.section, isShown: block.place.isShown,
          isOld: block.place.isOld, code: isNew ? block.place.code : nil, status: block.status,
          markup: block.markupRevision > since ? block.markup : nil, curve: block.curve)
      })
  }

  /// What browsers are sent.
  struct News: Encodable {
    let run: Int
    /// Whether the listener has to forget what it knows.
    let isNew: Bool
    let phase: Phase
    /// The hash of the file whose results the page shows; `nil` before it is known.
    let version: String?
    /// How many blocks there are.
    let count: Int
    /// The blocks that have changed.
    let blocks: [Block]

    /// A block; what is `nil` has not changed, except for the curve, which is gone.
    struct Block: Encodable {
      let index: Int
      let section: Int?
      let isShown: Bool
      let isOld: Bool
      let code: String?
      let status: Status
      let markup: String?
      let curve: LossCurve?
    }
  }
}

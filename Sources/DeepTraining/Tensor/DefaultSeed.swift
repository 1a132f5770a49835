import Synchronization

/// The default of every omitted `seed:` argument; 0 unless it is set.
///
/// A program sets it once, before it uses random numbers; a lesson sets it in its front matter.
public enum DefaultSeed {
  private static let stored = Atomic(0)

  /// The seed.
  public static var value: Int {
    get { stored.load(ordering: .relaxed) }
    set { stored.store(newValue, ordering: .relaxed) }
  }
}

import Synchronization

/// The seed of everything random whose `seed:` argument is omitted; 0 unless it is set.
///
/// A program sets it once, before it draws anything: a lesson's front matter does.
public enum DefaultSeed {
  private static let stored = Atomic(0)

  /// The seed.
  public static var value: Int {
    get { stored.load(ordering: .relaxed) }
    set { stored.store(newValue, ordering: .relaxed) }
  }
}

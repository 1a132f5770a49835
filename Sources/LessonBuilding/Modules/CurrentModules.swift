import LessonCore

/// The modules of a project as they were made last.
actor CurrentModules {
  private let maker: (any ModuleMaking)?
  private(set) var prepared = PreparedModules.none
  /// Whether they could be made.
  private(set) var areMade = true
  /// Folders in which a change can change the modules.
  private(set) var watched: [String]

  /// - Parameter maker: `nil` for a project without modules.
  init(_ maker: (any ModuleMaking)?) {
    self.maker = maker
    watched = maker?.namedFolders ?? []
  }

  /// Makes the modules that have changed.
  ///
  /// - Returns: What is wrong with them; with an error among it, no program can be compiled.
  func refresh() async throws -> [Diagnostic] {
    guard let maker else { return [] }
    let outcome = try await maker.make()
    watched = outcome.watched
    if let modules = outcome.modules { prepared = modules }
    areMade = !outcome.diagnostics.contains { $0.severity == .error }
    return outcome.diagnostics
  }
}

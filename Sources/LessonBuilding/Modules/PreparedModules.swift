import LessonCore
import LessonExecution
import LessonStorage

/// The modules of a project, ready to be imported by programs.
struct PreparedModules: Sendable {
  /// Those of a project without modules.
  static let none = PreparedModules(support: nil, packages: .none, imports: [])

  /// The module of the project's own files.
  struct Support: Sendable {
    let module: SupportModule
    let interface: ModuleInterface
    /// The digest of its sources.
    let digest: String
  }

  let support: Support?
  let packages: BuiltPackages
  /// The modules that all programs import without writing it.
  let imports: [String]

  /// What a program uses of them.
  struct Selection: Sendable {
    /// What of them can decide the program's results: digests by names.
    let digests: [String: String]
    let modules: LessonModules
  }

  /// Selects what a program uses.
  ///
  /// A module that it does not use is not linked into it, so it cannot decide its results.
  func selection(for use: CodeUse) -> Selection {
    let imported = Set(use.imports + imports + (support?.interface.imports ?? []))
    // `canImport` asks for a module without importing it.
    let asked = use.names.contains("canImport") ? imported.union(use.names) : imported
    let libraries = packages.libraries.filter { !$0.modules.isDisjoint(with: asked) }
    let support = support.flatMap { support in
      asked.contains(SupportModule.name) || support.interface.canDecide(use) ? support : nil
    }
    var digests = Dictionary(libraries.map { ($0.name, $0.digest) }) { first, _ in first }
    if let support { digests[SupportModule.name] = support.digest }
    if !imports.isEmpty { digests["imports"] = imports.sorted().joined(separator: " ") }
    var modules = modulesOfAll
    modules.libraries = libraries.map(\.file)
    modules.linksSupport = support != nil
    return Selection(digests: digests, modules: modules)
  }

  /// What all programs are compiled with.
  private var modulesOfAll: LessonModules {
    var modules = LessonModules()
    modules.searchArguments = packages.searchArguments
    modules.folders = packages.folders
    modules.imports = imports
    modules.support = support?.module
    modules.identity = packages.identity
    return modules
  }

  /// Differs where anything differs that programs can use; empty without modules.
  var digest: String {
    guard support != nil || !packages.libraries.isEmpty || !imports.isEmpty else { return "" }
    return contentHash(of: [support?.digest ?? "", packages.identity] + imports.sorted())
  }
}

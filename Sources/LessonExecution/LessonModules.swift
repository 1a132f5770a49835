import Foundation

/// The modules with which a program is compiled besides those of all lessons.
package struct LessonModules: Sendable, Hashable {
  /// A program without modules of the project.
  package static let none = LessonModules()

  /// Compiler arguments by which it finds the modules of packages.
  package var searchArguments: [String] = []
  /// The folders of the files that these arguments name.
  package var folders: [String] = []
  /// The modules of packages that are imported without being written.
  package var imports: [String] = []
  /// The shared libraries of the packages that the program can use.
  package var libraries: [String] = []
  /// The module of the project's own files; `nil` if it has none.
  package var support: SupportModule?
  /// Whether the code of that module is linked into the program.
  package var linksSupport = false
  /// Differs for modules of packages with other contents.
  package var identity = ""

  package init() {}

  /// Whether linking needs more than the program's own object.
  var areLinked: Bool { linksSupport || !libraries.isEmpty }

  /// The objects of these modules in the folder of a program.
  var objects: [String] { linksSupport && support != nil ? [SupportModule.object] : [] }

  /// Compiler arguments for a program: where modules are, and which are imported without being written.
  var arguments: [String] {
    var arguments = searchArguments + imports.flatMap { Self.frontend("-import-module", $0) }
    if support != nil {
      arguments += ["-I", "."] + Self.frontend("-testable-import-module", SupportModule.name)
    }
    return arguments
  }

  /// The compiler's driver does not know these options.
  private static func frontend(_ option: String, _ value: String) -> [String] {
    ["-Xfrontend", option, "-Xfrontend", value]
  }

  /// Arguments for the linker's driver, which is clang.
  var linkerArguments: [String] {
    guard !libraries.isEmpty else { return [] }
    let libraries = libraries.map { URL(filePath: $0) }
    // A program can need a library for its conformances alone, without using a symbol of it.
    return libraryFolders.flatMap { ["-L", $0, "-Wl,-rpath,\($0)"] } + ["-Wl,--no-as-needed"]
      + libraries.map { "-l:\($0.lastPathComponent)" } + ["-Wl,--as-needed"]
  }

  /// The folders of libraries that the program's process must be able to read. Libraries of packages can need others
  /// that are beside them.
  var libraryFolders: [String] {
    Set(libraries.map { URL(filePath: $0).deletingLastPathComponent().path }).sorted()
  }

  /// Puts the files of these modules into the folder of a program, where its compilers can read them.
  func place(in folder: URL) throws {
    for (name, bytes) in support?.files ?? [:] { try bytes.write(to: folder.appending(path: name)) }
  }
}

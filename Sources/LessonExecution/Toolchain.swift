import Foundation
import LessonStorage
import Subprocess

/// The Swift toolchain that compiles lessons.
package struct Toolchain: Sendable, Hashable {
  /// The compiler's path, with symbolic links resolved.
  package let compiler: String
  /// The folder that holds `bin` and `lib`.
  package let root: String

  /// SwiftPM is a part of it.
  var swift: String { root + "/bin/swift" }
  var sourceKit: String { root + "/bin/sourcekit-lsp" }
  var linker: String { root + "/bin/ld.lld" }
  /// Clang, which knows where the system's libraries are.
  var clang: String { root + "/bin/clang" }
  var autolinkExtractor: String { root + "/bin/swift-autolink-extract" }
  var symbolizer: String { root + "/bin/llvm-symbolizer" }
  /// The object that registers a lesson's types and conformances with the runtime when the lesson is loaded.
  var runtimeObject: String { root + "/lib/swift/linux/\(Self.architecture)/swiftrt.o" }
  var libraries: String { root + "/lib/swift/linux" }
  /// The paths of libraries that the toolchain's own libraries need.
  var libraryFolders: [String] { [libraries, "/usr/lib", "/lib", "/lib64", "/etc/ld.so.cache"] }

  #if arch(arm64)
    private static let architecture = "aarch64"
  #else
    private static let architecture = "x86_64"
  #endif

  /// Finds the compiler that `PATH` names.
  package static func find(path: String?) async throws(RunnerFailure) -> Toolchain {
    let folders = (path ?? "").split(separator: ":").map(String.init)
    guard let found = folders.map({ $0 + "/swiftc" }).first(where: FileManager.default.isExecutableFile)
    else {
      throw RunnerFailure(
        "the Swift compiler was not found: no 'swiftc' in PATH; lessons are compiled with it (see swift.org/install)"
      )
    }
    let compiler = URL(filePath: found).resolvingSymlinksInPath().path
    let folder = URL(filePath: compiler).deletingLastPathComponent()
    let root = folder.deletingLastPathComponent().path
    if FileManager.default.fileExists(atPath: folder.path + "/swift-frontend") {
      return try Toolchain(compiler: folder.path + "/swiftc", root: root).checked()
    }
    let told = try await askForRoot(of: found)
    return try Toolchain(compiler: told + "/bin/swiftc", root: told).checked()
  }

  /// Identifies this compiler by its path, size and modification time.
  package var identity: String {
    let frontend = root + "/bin/swift-frontend"
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(filePath: frontend).resolvingSymlinksInPath().path)
    let size = attributes?[.size] as? Int ?? 0
    let date = attributes?[.modificationDate] as? Date ?? .distantPast
    return "\(frontend) \(size) \(date.timeIntervalSince1970)"
  }

  /// Asks the compiler, since a proxy such as swiftly's is not in the toolchain that it starts.
  private static func askForRoot(of compiler: String) async throws(RunnerFailure) -> String {
    struct Info: Decodable {
      struct Paths: Decodable { var runtimeResourcePath: String }
      var paths: Paths
    }
    do {
      let result = try await Subprocess.run(
        .path(.init(compiler)), arguments: ["-print-target-info"], output: .string(limit: 1 << 20))
      let info = try JSONDecoder().decode(Info.self, from: Data(result.standardOutput.utf8))
      return URL(filePath: info.paths.runtimeResourcePath).deletingLastPathComponent()
        .deletingLastPathComponent().path
    } catch {
      throw RunnerFailure("the Swift compiler '\(compiler)' does not say where its toolchain is: \(error)")
    }
  }

  private func checked() throws(RunnerFailure) -> Toolchain {
    for needed in [compiler, linker, symbolizer, runtimeObject]
    where !FileManager.default.fileExists(atPath: needed) {
      throw RunnerFailure("the Swift toolchain at '\(root)' has no '\(needed)'")
    }
    return self
  }
}

import Foundation
import LessonCore

/// Finds the package that an error is about, and where it stands in the settings.
struct PackageFault {
  let packages: [ProjectSettings.Package]
  /// The folder to which paths are relative.
  let project: String
  let places: SettingsPlaces

  /// The index of the package that an error of SwiftPM is about; `nil` if it could be any.
  func package(in error: String) -> Int? {
    guard packages.count > 1 else { return packages.indices.first }
    // The path of one package may be the beginning of another's.
    let named = packages.indices.map { (index: $0, length: length(ofNamesOf: packages[$0], in: error)) }
    return named.filter { $0.length > 0 }.max { $0.length < $1.length }?.index
  }

  /// The length of all names of a package that a text has.
  private func length(ofNamesOf package: ProjectSettings.Package, in text: String) -> Int {
    let identity = package.identity(in: project)
    let address =
      switch package.location {
      case .path(let path): PackageManifest.full(path, in: project)
      case .url(let url, _, _): url
      }
    let names =
      [address, "'\(identity)'", "/checkouts/\(identity)/"] + package.products.map { "product '\($0)'" }
    return names.filter { text.localizedCaseInsensitiveContains($0) }.map(\.count).reduce(0, +)
  }

  /// The error at the entry of a package: at a product that its message names, or else at the path or the address.
  ///
  /// - Parameter index: The package; `nil` if it is not known, so that the error stands at the list.
  func problem(_ message: String, of index: Int?) -> Diagnostic {
    let problem = Diagnostic(path: ProjectSettings.fileName, at: nil, message)
    guard let index else { return places.placed(problem, at: Self.key) }
    let package = packages[index]
    let entry =
      switch package.location {
      case .path(let path): places.place(of: path, at: Self.key + ".path")
      case .url(let url, _, _): places.place(of: url, at: Self.key + ".url")
      }
    let product = package.products.first { message.contains("product '\($0)'") }
    var placed = problem
    placed.range =
      product.flatMap { places.place(of: $0, at: Self.key + ".products", near: entry?.lowerBound.line) }
      ?? entry
    return placed.range == nil ? places.placed(problem, at: Self.key) : placed
  }

  private static let key = "swift.packages"
}

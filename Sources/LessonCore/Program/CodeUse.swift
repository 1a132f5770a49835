/// The names in a program's code, from which we know which modules of the project can decide its results.
package struct CodeUse: Codable, Hashable, Sendable {
  /// The modules that the code imports besides those of all lessons, sorted.
  package let imports: [String]
  /// Every name and operator in the code, sorted.
  package let names: [String]

  package init(imports: some Sequence<String>, names: some Sequence<String>) {
    self.imports = Set(imports).sorted()
    self.names = Set(names).sorted()
  }
}

/// What the sources of a module declare and import.
package struct ModuleInterface: Codable, Hashable, Sendable {
  /// The declared names and operators, at the top level and in types, sorted.
  package let names: [String]
  /// The modules that the sources import, sorted.
  package let imports: [String]
  /// Whether the module can change programs that mention none of its names: by an extension of another module's type,
  /// for example.
  package let reachesUnnamed: Bool

  package init(names: some Sequence<String>, imports: some Sequence<String>, reachesUnnamed: Bool) {
    self.names = Set(names).sorted()
    self.imports = Set(imports).sorted()
    self.reachesUnnamed = reachesUnnamed
  }

  /// Whether the module can change the results of code that imports it.
  package func canDecide(_ use: CodeUse) -> Bool {
    reachesUnnamed || !Set(names).isDisjoint(with: use.names)
  }
}

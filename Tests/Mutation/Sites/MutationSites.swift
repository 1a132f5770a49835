import Foundation
import SwiftOperators
import SwiftParser
import SwiftSyntax

/// Prints what could be changed in Swift files, for script/mutate: `mutation-sites FILE…`.
@main
enum MutationSites {
  static func main() throws {
    let mutants = try CommandLine.arguments.dropFirst().flatMap { path in
      let text = try String(contentsOfFile: path, encoding: .utf8)
      // Operators that the table does not know stay as they are.
      let tree = OperatorTable.standardOperators.foldAll(Parser.parse(source: text)) { _ in }
      let finder = MutantFinder(path: path, text: text)
      finder.walk(tree)
      return finder.mutants
    }
    FileHandle.standardOutput.write(try JSONEncoder().encode(mutants))
  }
}

import Foundation

/// The program `lessons` that was built with these tests.
package let builtProgram = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
  .deletingLastPathComponent().appending(path: "lessons").path

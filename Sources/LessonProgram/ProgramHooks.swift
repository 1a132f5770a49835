import LessonCore

/// The modules that a program imports without the author's doing, and the names of the functions that it calls.
struct ProgramHooks {
  let modules: [String]
  let begins: String?
  let blockBegins: String
  let blockEnds: String
  let crashes: String
  let ends: String

  /// The modules of the runner whose functions programs call.
  private static let probes = "LessonProbes"

  /// - Parameter hasExpectations: Whether the program reports results of expectations.
  init(of outline: LessonOutline, hasExpectations: Bool) {
    if let document = outline.document, !document.usesEngine {
      // Names of the engine could be names of the module that the document is about.
      (modules, begins) = ([Self.probes], nil)
      (blockBegins, blockEnds) = ("_probeBlockBegins", "_probeBlockEnds")
      (crashes, ends) = ("_probeCrashes", "_probeEnds")
    } else {
      modules = Program.modules + (hasExpectations ? [Self.probes] : [])
      begins = "_lessonBegins(seed: \(outline.frontMatter.seed.map(String.init) ?? "nil"))"
      (blockBegins, blockEnds) = ("_lessonBlockBegins", "_lessonBlockEnds")
      (crashes, ends) = ("_lessonCrashes", "_lessonEnds")
    }
  }
}

// swift-tools-version: 6.2
import Foundation
import PackageDescription

// In a checkout that was moved or copied with its '.build', clang refuses what SwiftPM kept of C headers, since each file
// names the path that it was made at, and SwiftPM does not remove them. So we do. A package that is a dependency has no
// '.build' of its own.
let build = Context.packageDirectory + "/.build"
let place = build + "/place"
if let platforms = try? FileManager.default.contentsOfDirectory(atPath: build),
  (try? String(contentsOfFile: place, encoding: .utf8)) != Context.packageDirectory
{
  for platform in platforms {
    for configuration in ["debug", "release"] {
      try? FileManager.default.removeItem(atPath: "\(build)/\(platform)/\(configuration)/ModuleCache")
    }
  }
  try? Context.packageDirectory.write(toFile: place, atomically: true, encoding: .utf8)
}

/// Lessons are trained while an author waits, so that is optimised in debug builds too.
let optimised: [SwiftSetting] = [
  .unsafeFlags(["-O"], .when(configuration: .debug))
]
/// Neither decides a bit of any result: how numbers are rounded stands in the code, in `Exact.h`.
let optimisedC: [CSetting] = [.unsafeFlags(["-O3", "-fno-math-errno"])]

/// A folder with `include` and `lib` of another oneDNN than the system's.
let oneDNN = Context.environment["LESSONS_ONEDNN"]
let oneDNNHeaders: [CSetting] = oneDNN.map { [.unsafeFlags(["-I\($0)/include"])] } ?? []
// By its path: `-ldnnl` would find the system's first.
let oneDNNLibrary: [LinkerSetting] =
  oneDNN.map {
    [.unsafeFlags(["-Xlinker", "\($0)/lib/libdnnl.so", "-Xlinker", "-rpath", "-Xlinker", "\($0)/lib"])]
  } ?? [.linkedLibrary("dnnl")]

let floors: [Target.Dependency] = [
  "LessonStorage", "LessonCore", "LessonWords", "LessonMarkup", "Formulas", "LessonDocument", "LessonProgram",
  "LessonConfinement",
  "LessonSharing", "LessonExecution", "LessonPlots", "LessonSite", "LessonRendering", "LessonVerification",
  "LessonReading",
  "LessonBuilding", "LessonData", "LessonAuthoring", "LessonServing", "LessonEditing",
]

let package = Package(
  name: "swift-lessons",
  products: [
    .library(name: "DeepTraining", targets: ["DeepTraining"]),
    .executable(name: "lessons", targets: ["lessons"]),
    // Named, so that packages that depend on this one build it too.
    .executable(name: "lesson-host", targets: ["lesson-host"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // System libraries
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // C: the faces of what Swift cannot say well
    .target(
      name: "COneDNN", dependencies: ["CKernels"], cSettings: optimisedC + oneDNNHeaders,
      linkerSettings: oneDNNLibrary),
    // The threads of Debian's oneDNN; the library comes with it, and its linker's name with the compiler's libgcc.
    .target(name: "CKernels", cSettings: optimisedC, linkerSettings: [.linkedLibrary("gomp")]),
    .target(name: "CLessonRuntime"),
    .target(name: "CFolders"),
    .target(name: "CConfinement", dependencies: ["CFolders"], linkerSettings: [.linkedLibrary("seccomp")]),
    .target(name: "CForkServer"),

    // The engine
    .target(
      name: "DeepTraining", dependencies: ["COneDNN", "CKernels", "CZlib"], swiftSettings: optimised),

    // Our side of script/bench
    .target(name: "CAllocationCounter"),
    .executableTarget(
      name: "engine-benchmark", dependencies: ["CAllocationCounter", "COneDNN", "DeepTraining"]),

    // What a block can show, as data
    .target(name: "LessonDisplay", dependencies: ["DeepTraining"], swiftSettings: optimised),

    // What programs of documents import: it brings no names but its own
    .target(name: "LessonProbes"),

    // The runner, from its lowest floor up: a floor knows only floors below it, which stand before it here
    .target(
      name: "LessonStorage", dependencies: ["CConfinement", "CFolders", "CNettle", "LessonDisplay"],
      swiftSettings: optimised),
    .target(name: "LessonCore", dependencies: ["LessonDisplay", "LessonStorage"]),
    .target(name: "LessonWords", dependencies: ["LessonCore"]),
    // Text of 1 MB passes through these character by character, and `swift run` uses debug builds.
    .target(name: "LessonMarkup", swiftSettings: optimised),
    .target(name: "Formulas", dependencies: ["LessonCore", "LessonMarkup"], swiftSettings: optimised),
    .target(
      name: "LessonDocument",
      dependencies: [
        "CMarkGFM", "Formulas", "LessonCore", "LessonMarkup", .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: optimised),
    .target(
      name: "LessonProgram",
      dependencies: [
        "LessonCore", "LessonDocument", "LessonStorage",
        .product(name: "SwiftLexicalLookup", package: "swift-syntax"),
        .product(name: "SwiftParser", package: "swift-syntax"),
        .product(name: "SwiftParserDiagnostics", package: "swift-syntax"),
        .product(name: "SwiftSyntax", package: "swift-syntax"),
      ]),
    .target(
      name: "LessonConfinement", dependencies: ["CConfinement", "LessonStorage"]),
    .target(
      name: "LessonRuntime",
      dependencies: [
        "CConfinement", "CLessonRuntime", "DeepTraining", "LessonConfinement", "LessonDisplay",
        "LessonProbes", "LessonStorage",
      ]),
    // A lesson is a shared object whose engine is that of the process which loads it.
    .executableTarget(
      name: "lesson-host", dependencies: ["CLessonRuntime", "LessonRuntime"],
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "--export-dynamic"]), .linkedLibrary("swiftSwiftOnoneSupport"),
      ]),
    .target(
      name: "LessonSharing",
      dependencies: [
        "CNettle", "CZlib", "LessonStorage", .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .target(
      name: "LessonExecution",
      dependencies: [
        "DeepTraining", "LessonConfinement", "LessonCore", "LessonDisplay",
        "LessonStorage", .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .target(
      name: "LessonPlots",
      dependencies: ["CZlib", "LessonCore", "LessonDisplay", "LessonMarkup", "LessonWords"],
      swiftSettings: optimised),
    .target(
      name: "LessonSite", dependencies: ["LessonCore", "LessonMarkup", "LessonStorage"]),
    .target(
      name: "LessonRendering",
      dependencies: [
        "Formulas", "LessonCore", "LessonDisplay", "LessonDocument", "LessonMarkup", "LessonPlots",
        "LessonProgram", "LessonSite", "LessonStorage", "LessonWords",
        .product(name: "SwiftIDEUtils", package: "swift-syntax"),
        .product(name: "SwiftParser", package: "swift-syntax"),
        .product(name: "SwiftSyntax", package: "swift-syntax"),
      ],
      exclude: ["Theme/Formulas/LICENSE", "Theme/Readable"],
      // In the binary, which works wherever it lies.
      resources: [
        .embedInCode("Theme/Compact/early.js"), .embedInCode("Theme/Compact/page.css"),
        .embedInCode("Theme/Compact/page.js"),
        .embedInCode("Theme/Compact/alerts.css"), .embedInCode("Theme/Compact/lists.css"),
        .embedInCode("Theme/Compact/book.css"),
        .embedInCode("Theme/Compact/chart.css"), .embedInCode("Theme/Compact/chart.js"),
        .embedInCode("Theme/Compact/marks.js"),
        .embedInCode("Theme/Compact/frames.css"), .embedInCode("Theme/Compact/frames.js"),
        .embedInCode("Theme/Compact/search.css"), .embedInCode("Theme/Compact/search.js"),
        .embedInCode("Theme/Compact/find.js"),
        .embedInCode("Theme/Formulas/formulas.css"),
      ]),
    .target(
      name: "LessonVerification",
      dependencies: [
        "LessonCore", "LessonDisplay", "LessonDocument", "LessonMarkup", "LessonPlots", "LessonProgram",
      ]),
    .target(
      name: "LessonReading",
      dependencies: [
        "CConfinement", "CForkServer", "LessonConfinement", "LessonCore", "LessonDisplay", "LessonDocument",
        "LessonExecution", "LessonPlots", "LessonProgram", "LessonRendering", "LessonSite", "LessonStorage",
        "LessonVerification",
      ]),
    .target(
      name: "LessonBuilding",
      dependencies: [
        "DeepTraining", "LessonConfinement", "LessonCore", "LessonDisplay", "LessonExecution", "LessonMarkup",
        "LessonPlots", "LessonReading", "LessonRendering", "LessonSharing", "LessonSite", "LessonStorage",
        "LessonVerification",
      ]),
    .target(
      name: "LessonData",
      dependencies: [
        "DeepTraining", "LessonCore", "LessonDisplay", "LessonStorage",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .target(
      name: "LessonAuthoring",
      dependencies: ["LessonCore", "LessonDocument", "LessonReading", "LessonStorage", "LessonWords"],
      resources: [.embedInCode("Templates/lessons.yml"), .embedInCode("Templates/workflow.yml")]),
    .target(
      name: "LessonServing",
      dependencies: [
        "LessonAuthoring", "LessonBuilding", "LessonCore", "LessonDisplay", "LessonMarkup", "LessonRendering",
        "LessonStorage", "LessonWords",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      resources: [
        .embedInCode("Scripts/field.js"), .embedInCode("Scripts/key.js"), .embedInCode("Scripts/made.js"),
        .embedInCode("Scripts/source.js"), .embedInCode("Scripts/tools.js"), .embedInCode("Scripts/words.js"),
        .embedInCode("Live/curve.js"), .embedInCode("Live/fixes.js"), .embedInCode("Live/live.css"),
        .embedInCode("Live/live.js"), .embedInCode("Live/message.js"), .embedInCode("Live/place.js"),
        .embedInCode("Live/results.js"), .embedInCode("Live/running.js"), .embedInCode("Live/sections.js"),
        .embedInCode("Live/status.js"),
        .embedInCode("Editing/align.js"), .embedInCode("Editing/blocks.js"),
        .embedInCode("Editing/editor.css"), .embedInCode("Editing/editor.js"),
        .embedInCode("Editing/elements.js"), .embedInCode("Editing/menu.js"),
        .embedInCode("Editing/options.js"), .embedInCode("Editing/page.js"),
        .embedInCode("Editing/server.js"), .embedInCode("Editing/session.js"),
        .embedInCode("Learning/attempts.js"), .embedInCode("Learning/copy.js"),
        .embedInCode("Learning/exercise.js"), .embedInCode("Learning/exercises.js"),
        .embedInCode("Learning/learner.css"), .embedInCode("Learning/learner.js"),
        .embedInCode("Learning/verdict.js"),
        .embedInCode("Export/export.js"),
      ]),
    .target(
      name: "LessonEditing",
      dependencies: [
        "LessonAuthoring", "LessonBuilding", "LessonConfinement", "LessonCore", "LessonDisplay",
        "LessonDocument", "LessonExecution", "LessonProgram", "LessonReading", "LessonRendering",
        "LessonSite", "LessonStorage", "LessonVerification",
      ],
      resources: [.embedInCode("Resources/lessons.schema.json")],
      // Each keystroke passes through it.
      swiftSettings: optimised),
    .executableTarget(
      name: "lessons",
      dependencies: [
        "DeepTraining", "LessonAuthoring", "LessonBuilding", "LessonConfinement", "LessonCore", "LessonData",
        "LessonDisplay", "LessonEditing", "LessonExecution", "LessonReading", "LessonRendering",
        "LessonServing", "LessonSharing", "LessonSite", "LessonStorage",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        // Built with the runner, which starts it; only C executables are not linked in.
        "lesson-host",
      ]),

    // Tests: a target for neighbouring floors; what several use is in two more
    .testTarget(name: "TestSupport"),
    .testTarget(name: "DeepTrainingTests", dependencies: ["DeepTraining", "TestSupport"]),
    .testTarget(name: "PaperTests", dependencies: ["DeepTraining"]),
    .testTarget(name: "LessonDisplayTests", dependencies: ["LessonDisplay", "LessonProbes", "TestSupport"]),
    .testTarget(
      name: "LessonTestSupport",
      dependencies: [
        "LessonCore", "LessonDisplay", "LessonDocument", "LessonProgram",
        "LessonStorage", "TestSupport",
      ]),
    .testTarget(name: "LessonCoreTests", dependencies: ["CFolders", "LessonTestSupport"]),
    .testTarget(
      name: "LessonDocumentTests", dependencies: ["LessonTestSupport", "TestSupport", "LessonWords"]),
    .testTarget(
      name: "LessonExecutionTests",
      dependencies: ["LessonConfinement", "LessonExecution", "LessonTestSupport"],
      // Compiled with the documentation's examples.
      exclude: ["Examples/Names.swift"]),
    .testTarget(name: "LessonPlotsTests", dependencies: ["CZlib", "LessonPlots", "LessonTestSupport"]),
    .testTarget(
      name: "LessonRenderingTests",
      dependencies: ["LessonReading", "LessonRendering", "LessonSite", "LessonTestSupport", "TestSupport"]),
    .testTarget(
      name: "LessonVerificationTests",
      dependencies: ["LessonTestSupport", "LessonVerification", "TestSupport"]),
    .testTarget(
      name: "LessonBuildingTests",
      dependencies: [
        "LessonAuthoring", "LessonBuilding", "LessonData", "LessonReading", "LessonServing", "LessonSharing",
        "LessonTestSupport", "LessonWords",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    .testTarget(
      name: "HostileTests",
      dependencies: ["LessonBuilding", "LessonData", "LessonReading", "LessonTestSupport", "TestSupport"]),
    .testTarget(name: "LessonEditingTests", dependencies: ["LessonEditing", "TestSupport"]),
    .testTarget(name: "lessonsTests", dependencies: floors + ["DeepTraining", "lessons"]),
  ]
)

// script/test-onednn3 builds the engine and its tests alone, which takes a minute less.
if Context.environment["LESSONS_ENGINE_ONLY"] != nil {
  let engine: Set = ["COneDNN", "CKernels", "CZlib", "DeepTraining", "DeepTrainingTests", "TestSupport"]
  package.products.removeAll { $0.name != "DeepTraining" }
  package.targets.removeAll { !engine.contains($0.name) }
  package.dependencies = []
}

// script/mutate builds what finds the places in Swift that can be changed.
if Context.environment["LESSONS_MUTATION"] != nil {
  package.targets.append(
    .executableTarget(
      name: "mutation-sites",
      dependencies: [
        .product(name: "SwiftOperators", package: "swift-syntax"),
        .product(name: "SwiftParser", package: "swift-syntax"),
        .product(name: "SwiftSyntax", package: "swift-syntax"),
      ],
      path: "Tests/Mutation/Sites"))
}

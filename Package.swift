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

/// Lessons are trained and pages made while an author waits, so both are optimised in debug builds too.
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

let package = Package(
  name: "swift-lessons",
  products: [
    .library(name: "DeepTraining", targets: ["DeepTraining"]),
    .executable(name: "lessons", targets: ["lessons"]),
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
    .target(name: "CCrashReporter"),
    .target(name: "CFolders"),
    .target(name: "CConfinement", dependencies: ["CFolders"], linkerSettings: [.linkedLibrary("seccomp")]),
    .target(name: "CForkServer"),

    // The engine
    .target(
      name: "DeepTraining", dependencies: ["COneDNN", "CKernels", "CZlib"],
      swiftSettings: optimised),

    // Our side of script/bench
    .target(name: "CAllocationCounter"),
    .executableTarget(
      name: "engine-benchmark", dependencies: ["CAllocationCounter", "COneDNN", "DeepTraining"]),

    // The runner
    .target(name: "LessonDisplay", dependencies: ["DeepTraining"], swiftSettings: optimised),
    .target(
      name: "LessonKit",
      dependencies: [
        "CConfinement", "CCrashReporter", "CFolders", "CForkServer", "CMarkGFM", "CNettle",
        "DeepTraining", "LessonDisplay",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SwiftIDEUtils", package: "swift-syntax"),
        .product(name: "SwiftLexicalLookup", package: "swift-syntax"),
        .product(name: "SwiftParser", package: "swift-syntax"),
        .product(name: "SwiftParserDiagnostics", package: "swift-syntax"),
        .product(name: "SwiftSyntax", package: "swift-syntax"),
        .product(name: "Yams", package: "Yams"),
      ],
      // In the binary, which works wherever it lies.
      resources: [
        .embedInCode("Rendering/Theme/early.js"), .embedInCode("Rendering/Theme/page.css"),
        .embedInCode("Rendering/Theme/page.js"),
      ],
      swiftSettings: optimised),
    .executableTarget(
      name: "lessons",
      dependencies: [
        "DeepTraining", "LessonDisplay", "LessonKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // A lesson is a shared object whose engine is the runner's own.
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "--export-dynamic"]),
        .linkedLibrary("swiftSwiftOnoneSupport"),
      ]),

    // Tests
    .testTarget(name: "DeepTrainingTests", dependencies: ["DeepTraining"]),
    .testTarget(name: "PaperTests", dependencies: ["DeepTraining"]),
    .testTarget(name: "LessonDisplayTests", dependencies: ["LessonDisplay"]),
    .testTarget(
      name: "LessonKitTests",
      dependencies: [
        "CFolders", "LessonKit", .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    .testTarget(name: "lessonsTests", dependencies: ["DeepTraining", "lessons", "LessonKit"]),
  ]
)

// script/test-onednn3 builds the engine and its tests alone, which takes a minute less.
if Context.environment["LESSONS_ENGINE_ONLY"] != nil {
  let engine: Set = ["COneDNN", "CKernels", "CZlib", "DeepTraining", "DeepTrainingTests"]
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

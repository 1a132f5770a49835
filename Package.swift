// swift-tools-version: 6.2
import PackageDescription

/// The engine trains while an author waits, so it is optimised in debug builds too.
let optimised: [SwiftSetting] = [
  .unsafeFlags(["-O"], .when(configuration: .debug))
]
let optimisedC: [CSetting] = [
  // Contraction would make results depend on the instruction set.
  .unsafeFlags(["-O3", "-ffp-contract=off", "-fno-math-errno"])
]

let package = Package(
  name: "swift-lessons",
  products: [
    .library(name: "DeepTraining", targets: ["DeepTraining"]),
    .executable(name: "lessons", targets: ["lessons"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // System libraries
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // C: the faces of what Swift cannot say well
    .target(name: "COneDNN", cSettings: optimisedC, linkerSettings: [.linkedLibrary("dnnl")]),
    .target(name: "CKernels", cSettings: optimisedC),
    .target(name: "CCrashReporter"),

    // The engine
    .target(
      name: "DeepTraining", dependencies: ["COneDNN", "CKernels", "CZlib"],
      swiftSettings: optimised),

    // Our side of script/bench
    .target(name: "CAllocationCounter"),
    .executableTarget(
      name: "engine-benchmark", dependencies: ["CAllocationCounter", "COneDNN", "DeepTraining"]),

    // The runner
    .target(name: "LessonDisplay", dependencies: ["DeepTraining"]),
    .target(
      name: "LessonKit",
      dependencies: [
        "CCrashReporter", "CMarkGFM", "DeepTraining", "LessonDisplay",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SwiftIDEUtils", package: "swift-syntax"),
        .product(name: "SwiftLexicalLookup", package: "swift-syntax"),
        .product(name: "SwiftParser", package: "swift-syntax"),
        .product(name: "SwiftParserDiagnostics", package: "swift-syntax"),
        .product(name: "SwiftSyntax", package: "swift-syntax"),
        .product(name: "Yams", package: "Yams"),
      ]),
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
    .testTarget(name: "LessonKitTests", dependencies: ["LessonKit"]),
    .testTarget(name: "lessonsTests", dependencies: ["lessons", "LessonKit"]),
  ]
)

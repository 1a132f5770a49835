// swift-tools-version: 6.2
import PackageDescription

// A package that depends on this one by URL and version, as those of others do. See script/test-dependent.
let package = Package(
  name: "dependent",
  dependencies: [
    .package(url: Context.environment["SWIFT_LESSONS_URL"]!, exact: "0.9.0")
  ],
  targets: [
    .executableTarget(
      name: "dependent", dependencies: [.product(name: "DeepTraining", package: "swift-lessons")])
  ]
)

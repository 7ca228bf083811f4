// swift-tools-version: 6.2
import PackageDescription

// Scripts/ldapfix sets these; a plain build needs neither.
let commit = Context.environment["LDAPFIX_COMMIT"] ?? ""
let isStandalone = Context.environment["LDAPFIX_STANDALONE"] == "1"

// Each target depends only on those to its left in the way of the data:
// SourceXML → ConnectorExport → RewriteEngine → Emitter → ldapfix.
let package = Package(
  name: "ldapfix",
  platforms: [.macOS(.v13)],
  products: [
    .executable(name: "ldapfix", targets: ["ldapfix"]),
    .library(name: "LDAPFixKit", targets: ["LDAPFixKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.6.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2",
      pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
    ),
    .systemLibrary(name: "CPlatform"),
    .target(
      name: "CBuild",
      cSettings: [.define("LDAPFIX_COMMIT", to: "\"\(commit)\"")]
        + (isStandalone ? [.define("LDAPFIX_STANDALONE")] : [])),
    .target(name: "SourceXML", dependencies: ["CLibXML2"]),
    .target(name: "ConnectorExport", dependencies: ["SourceXML"]),
    .target(name: "RewriteEngine", dependencies: ["ConnectorExport", "SourceXML"]),
    .target(
      name: "Emitter",
      dependencies: [
        "RewriteEngine", "ConnectorExport", "SourceXML", "CPlatform",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      resources: ["Audit", "EntraConnect", "MIM"].map { .embedInCode("PowerShell/\($0).ps1") }
        + [.embedInCode("RunReports/Report.html")]
    ),
    .target(
      name: "LDAPFixKit",
      dependencies: ["Emitter", "RewriteEngine", "ConnectorExport", "SourceXML"]
    ),
    .executableTarget(
      name: "ldapfix",
      dependencies: [
        "Emitter", "RewriteEngine", "ConnectorExport", "SourceXML", "CBuild",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .target(name: "TestSupport", dependencies: ["SourceXML"], path: "Tests/TestSupport"),
    .testTarget(name: "SourceXMLTests", dependencies: ["SourceXML", "TestSupport"]),
    .testTarget(
      name: "ConnectorExportTests", dependencies: ["ConnectorExport", "SourceXML", "TestSupport"]),
    .testTarget(
      name: "RewriteEngineTests",
      dependencies: ["RewriteEngine", "ConnectorExport", "SourceXML", "TestSupport"]),
    .testTarget(
      name: "EmitterTests",
      dependencies: [
        "Emitter", "RewriteEngine", "ConnectorExport", "SourceXML", "CPlatform", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .executableTarget(
      name: "LibraryExample", dependencies: ["LDAPFixKit"], path: "Tests/LibraryExample"),
    .testTarget(
      name: "LDAPFixKitTests", dependencies: ["LDAPFixKit", "LibraryExample", "TestSupport"]),
    .testTarget(
      name: "CommandTests", dependencies: ["ldapfix", "ConnectorExport", "TestSupport"]),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "RewriteEngine", "ConnectorExport", "SourceXML", "Emitter", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Fuzzing/Targets"),
    .testTarget(
      name: "Regressions",
      dependencies: [
        "RewriteEngine", "ConnectorExport", "SourceXML", "Emitter", "TestSupport", "FuzzTargets",
        "CPlatform",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// libFuzzer is linked in only where Scripts/fuzz asks for it.
if Context.environment["LDAPFIX_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "ldapfix-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzzing/Driver",
      // libFuzzer has the main function.
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}

// Only Scripts/build-docs needs the plugin; an ordinary build does not ask for it.
if Context.environment["LDAPFIX_DOCS"] == "1" {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}

// Scripts/benchmark-stages measures the stages of a correction; nothing else needs its dependency.
if Context.environment["LDAPFIX_BENCHMARKS"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []))
  package.targets.append(
    .executableTarget(
      name: "StageBenchmarks",
      dependencies: [
        "Emitter", "RewriteEngine", "ConnectorExport", "SourceXML",
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Benchmarks/StageBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
}

// Warnings are errors here; in a package that depends on this one SwiftPM leaves that out.
for target in package.targets where target.type != .system {
  target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
}

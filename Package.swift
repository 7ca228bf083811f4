// swift-tools-version: 6.2
import PackageDescription

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
    ),
    .target(
      name: "LDAPFixKit",
      dependencies: ["Emitter", "RewriteEngine", "ConnectorExport", "SourceXML"]
    ),
    .executableTarget(
      name: "ldapfix",
      dependencies: [
        "Emitter", "RewriteEngine", "ConnectorExport", "SourceXML",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .target(name: "TestExports", dependencies: ["SourceXML"], path: "Tests/TestExports"),
    .testTarget(name: "SourceXMLTests", dependencies: ["SourceXML", "TestExports"]),
    .testTarget(
      name: "ConnectorExportTests", dependencies: ["ConnectorExport", "SourceXML", "TestExports"]),
    .testTarget(
      name: "RewriteEngineTests",
      dependencies: ["RewriteEngine", "ConnectorExport", "SourceXML", "TestExports"]),
    .testTarget(
      name: "EmitterTests",
      dependencies: [
        "Emitter", "RewriteEngine", "ConnectorExport", "SourceXML", "CPlatform", "TestExports",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .testTarget(name: "LDAPFixKitTests", dependencies: ["LDAPFixKit", "TestExports"]),
    .testTarget(
      name: "CommandTests", dependencies: ["ldapfix", "ConnectorExport", "TestExports"]),
    .target(
      name: "FuzzTargets",
      dependencies: ["RewriteEngine", "ConnectorExport", "SourceXML", "Emitter", "TestExports"],
      path: "Tests/Fuzzing/Targets"),
    .testTarget(
      name: "Regressions",
      dependencies: [
        "RewriteEngine", "ConnectorExport", "SourceXML", "Emitter", "TestExports", "FuzzTargets",
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

// Warnings are errors here; in a package that depends on this one SwiftPM leaves that out.
for target in package.targets where target.type != .system {
  target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
}

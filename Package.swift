// swift-tools-version: 6.2
// The package manifest: modules, products and traits of swift-qris.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// Every Swift target: no warning, no untyped existential, no unmarked unsafe expression.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// The core: depends on nothing, not even Foundation, and stays compilable as Embedded Swift.
let core: [SwiftSetting] =
    strict + [
        .treatWarning("EmbeddedRestrictions", as: .error),
        .enableExperimentalFeature("Embedded", .when(traits: ["Embedded"])),
    ]

/// Tests.
let tests: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

let package = Package(
    name: "swift-qris",
    products: [
        .library(name: "QRIS", targets: ["CRC16", "EMVTLV", "QRIS", "EMVConsumerTLV"]),
        .library(name: "QRCode", targets: ["QRStructure", "QREncoder", "QRRendering"]),
        .library(name: "QRPNG", targets: ["QRPNG"]),
    ],
    traits: [
        .default(enabledTraits: ["PNG"]),
        .trait(name: "PNG", description: "Writes PNG files with libpng."),
        .trait(name: "Embedded", description: "Builds the core as Embedded Swift: no Swift runtime needed."),
    ],
    targets: [
        .target(name: "CRC16", swiftSettings: core),
        .target(name: "EMVTLV", dependencies: ["CRC16"], swiftSettings: core),
        .target(name: "QRIS", dependencies: ["EMVTLV", "CRC16"], swiftSettings: core),
        .target(name: "EMVConsumerTLV", swiftSettings: core),
        .target(name: "ReedSolomon", swiftSettings: core),
        .target(name: "QRStructure", swiftSettings: core),
        .target(name: "QREncoder", dependencies: ["QRStructure", "ReedSolomon"], swiftSettings: core),
        .target(name: "QRRendering", dependencies: ["QRStructure"], swiftSettings: core),
        .target(
            name: "CPNG",
            cSettings: [.define("QRIS_PNG", .when(traits: ["PNG"]))],
            linkerSettings: [.linkedLibrary("png", .when(traits: ["PNG"]))]),
        .target(
            name: "QRPNG",
            dependencies: ["QRRendering", "QRStructure", .target(name: "CPNG", condition: .when(traits: ["PNG"]))],
            swiftSettings: core),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: tests),
        .testTarget(name: "CRC16Tests", dependencies: ["CRC16"], swiftSettings: strict),
        .testTarget(name: "EMVTLVTests", dependencies: ["EMVTLV"], swiftSettings: strict),
        .testTarget(name: "EMVConsumerTLVTests", dependencies: ["EMVConsumerTLV"], swiftSettings: strict),
        .testTarget(
            name: "QRISTests", dependencies: ["QRIS", "EMVTLV"], resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "ReedSolomonTests", dependencies: ["ReedSolomon", "TestSupport"], swiftSettings: tests),
        .testTarget(name: "QRStructureTests", dependencies: ["QRStructure"], swiftSettings: tests),
        .testTarget(
            name: "QREncoderTests", dependencies: ["QREncoder", "QRStructure", "TestSupport"],
            resources: [.copy("Vectors")], swiftSettings: tests),
        .testTarget(
            name: "QRRenderingTests",
            dependencies: ["QRRendering", "QRStructure", "QREncoder", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "QRPNGTests",
            dependencies: ["QRPNG", "QRRendering", "QRStructure", "QREncoder", "TestSupport"],
            swiftSettings: strict),
    ]
)

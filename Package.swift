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

let package = Package(
    name: "swift-qris",
    products: [
        .library(name: "QRIS", targets: ["CRC16"]),
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
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
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

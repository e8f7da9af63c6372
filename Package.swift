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
        .library(name: "QRIS", targets: ["CRC16", "EMVTLV", "QRIS"])
    ],
    traits: [
        .trait(name: "Embedded", description: "Builds the core as Embedded Swift: no Swift runtime needed.")
    ],
    targets: [
        .target(name: "CRC16", swiftSettings: core),
        .target(name: "EMVTLV", dependencies: ["CRC16"], swiftSettings: core),
        .target(name: "QRIS", dependencies: ["EMVTLV", "CRC16"], swiftSettings: core),
        .testTarget(name: "CRC16Tests", dependencies: ["CRC16"], swiftSettings: strict),
        .testTarget(
            name: "QRISTests", dependencies: ["QRIS", "EMVTLV"], resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(name: "EMVTLVTests", dependencies: ["EMVTLV"], swiftSettings: strict),
    ]
)

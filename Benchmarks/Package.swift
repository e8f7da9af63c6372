// swift-tools-version: 6.2
// Measures swift-qris beside its peers; a package of its own so that users of the library never meet its dependencies.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let swiftSettings: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]
let qrCode = Target.Dependency.product(name: "QRCode", package: "swift-qris")

let package = Package(
    name: "Benchmarks",
    products: [.library(name: "BenchmarkInputs", targets: ["BenchmarkInputs"])],
    dependencies: [.package(name: "swift-qris", path: "..", traits: ["PNG"])],
    targets: [
        .target(
            name: "CPeers",
            linkerSettings: [
                .linkedLibrary("qrencode"), .linkedLibrary("qrcodegen"), .linkedLibrary("zint"), .linkedLibrary("png"),
            ]),
        .target(name: "BenchmarkInputs", dependencies: [qrCode], swiftSettings: swiftSettings),
        .executableTarget(
            name: "compare",
            dependencies: [
                "BenchmarkInputs", "CPeers", qrCode,
                .product(name: "QRIS", package: "swift-qris"),
                .product(name: "QRPNG", package: "swift-qris"),
            ],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "validation",
            dependencies: ["BenchmarkInputs", .product(name: "QRIS", package: "swift-qris")],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "instructions",
            dependencies: ["BenchmarkInputs", qrCode, .product(name: "QRIS", package: "swift-qris")],
            swiftSettings: swiftSettings),
    ]
)

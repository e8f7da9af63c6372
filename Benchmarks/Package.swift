// swift-tools-version: 6.2
// Measures swift-qris beside its peers; a package of its own so that users of the library never meet its dependencies.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "swift-qris", path: "..", traits: ["PNG"])],
    targets: [
        .target(
            name: "CPeers",
            linkerSettings: [.linkedLibrary("qrencode"), .linkedLibrary("qrcodegen"), .linkedLibrary("zint")]),
        .executableTarget(
            name: "compare",
            dependencies: ["BenchmarkInputs", "CPeers", .product(name: "QRCode", package: "swift-qris")]),
        .executableTarget(
            name: "instructions",
            dependencies: ["BenchmarkInputs", .product(name: "QRCode", package: "swift-qris")]),
        .target(name: "BenchmarkInputs", dependencies: [.product(name: "QRCode", package: "swift-qris")]),
    ]
)

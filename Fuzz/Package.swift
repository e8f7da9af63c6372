// swift-tools-version: 6.2
// Fuzzers of the payload modules and the encoder; a package of its own, so that users of the library never see it.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let modules: [Target.Dependency] = ["CFuzzer", .product(name: "QRIS", package: "swift-qris")]

let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "swift-qris", path: "..", traits: [])],
    targets: [
        .target(name: "CFuzzer"),
        .executableTarget(name: "FuzzTLV", dependencies: modules),
        .executableTarget(name: "FuzzValidate", dependencies: modules),
        .executableTarget(name: "FuzzVerdicts", dependencies: modules),
        .executableTarget(name: "verdicts", dependencies: [.product(name: "QRIS", package: "swift-qris")]),
        .executableTarget(name: "FuzzConvert", dependencies: modules),
        .executableTarget(name: "FuzzBuild", dependencies: modules),
        .executableTarget(name: "FuzzConsumer", dependencies: modules),
        .executableTarget(
            name: "FuzzEncoder", dependencies: ["CFuzzer", .product(name: "QRCode", package: "swift-qris")]),
    ]
)

// swift-tools-version: 6.2
// One suite a module for ordo-one/benchmark; apart from the comparison, so that only those who want it build it.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// A suite's target: what it measures is a product of swift-qris.
func suite(_ name: String, products: [String]) -> Target {
    .executableTarget(
        name: name,
        dependencies: [
            .product(name: "Benchmark", package: "benchmark"),
            .product(name: "BenchmarkInputs", package: "Benchmarks"),
        ] + products.map { .product(name: $0, package: "swift-qris") },
        path: "Benchmarks/\(name)",
        swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")],
        plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
}

let package = Package(
    name: "Suites",
    dependencies: [
        .package(name: "swift-qris", path: "../..", traits: ["PNG"]),
        .package(name: "Benchmarks", path: ".."),
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        suite("CRC16Suite", products: ["QRIS"]),
        suite("EMVTLVSuite", products: ["QRIS"]),
        suite("QRISSuite", products: ["QRIS"]),
        suite("QREncoderSuite", products: ["QRCode"]),
        suite("QRRenderingSuite", products: ["QRCode"]),
        suite("QRPNGSuite", products: ["QRCode", "QRPNG"]),
    ]
)

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

/// A module that the tool needs; without the tool's trait it is not even linked.
func tool(_ module: String) -> Target.Dependency {
    .target(name: module, condition: .when(traits: ["CommandLineTool"]))
}

/// A library that only the transport for servers needs; without its trait the package is not even fetched.
func server(_ product: String, of package: String) -> Target.Dependency {
    .product(name: product, package: package, condition: .when(traits: ["AsyncHTTPClient"]))
}

let package = Package(
    name: "swift-qris",
    products: [
        .library(name: "QRIS", targets: ["CRC16", "EMVTLV", "QRIS", "EMVConsumerTLV"]),
        .library(name: "QRCode", targets: ["QRStructure", "QREncoder", "QRRendering"]),
        .library(name: "QRPNG", targets: ["QRPNG"]),
        .library(name: "QRReader", targets: ["QRReader", "QRStructure"]),
        .library(name: "QRISC", targets: ["CQRIS", "QRISC"]),
        .library(name: "GoBiz", targets: ["GoBiz"]),
        .library(name: "GoBizSandbox", targets: ["GoBizSandbox"]),
        .executable(name: "qris", targets: ["QRISCommand"]),
    ],
    traits: [
        .default(enabledTraits: ["PNG", "CommandLineTool"]),
        .trait(name: "PNG", description: "Writes PNG files with libpng."),
        .trait(name: "CommandLineTool", description: "The `qris` tool; brings swift-argument-parser."),
        .trait(name: "Webhooks", description: "Takes and sends GoBiz's notifications; brings swift-crypto."),
        .trait(name: "AsyncHTTPClient", description: "Sends by AsyncHTTPClient; brings it and SwiftNIO."),
        .trait(name: "Embedded", description: "Builds the core as Embedded Swift: no Swift runtime needed."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        .target(name: "CRC16", dependencies: ["CQRKernels"], swiftSettings: core),
        .target(name: "EMVTLV", dependencies: ["CRC16"], swiftSettings: core),
        .target(name: "QRIS", dependencies: ["EMVTLV", "CRC16"], swiftSettings: core),
        .target(name: "EMVConsumerTLV", swiftSettings: core),
        .target(name: "ReedSolomon", swiftSettings: core),
        .target(name: "QRStructure", swiftSettings: core),
        .target(name: "CQRKernels"),
        .target(name: "QREncoder", dependencies: ["QRStructure", "ReedSolomon", "CQRKernels"], swiftSettings: core),
        .target(name: "QRReader", dependencies: ["QRStructure", "ReedSolomon"], swiftSettings: core),
        .target(name: "QRRendering", dependencies: ["QRStructure"], swiftSettings: core),
        .target(
            name: "CPNG",
            cSettings: [.define("QRIS_PNG", .when(traits: ["PNG"]))],
            linkerSettings: [.linkedLibrary("png", .when(traits: ["PNG"]))]),
        .target(
            name: "QRPNG",
            dependencies: [
                "QRReader", "QRRendering", "QRStructure", .target(name: "CPNG", condition: .when(traits: ["PNG"])),
            ],
            swiftSettings: core),
        .target(name: "CQRIS"),
        .target(
            name: "QRISC",
            dependencies: [
                "CQRIS", "CRC16", "EMVTLV", "QRIS", "QRStructure", "QREncoder", "QRRendering", "QRReader",
                .target(name: "QRPNG", condition: .when(traits: ["PNG"])),
            ],
            swiftSettings: core),
        // Loads libcurl at run time: its header and library are not needed here.
        .target(name: "CHTTP", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(
            name: "GoBiz",
            dependencies: [
                "QRIS", .target(name: "CHTTP", condition: .when(platforms: [.linux])),
                .product(name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Webhooks"])),
                server("AsyncHTTPClient", of: "async-http-client"), server("NIOCore", of: "swift-nio"),
                server("NIOHTTP1", of: "swift-nio"), server("NIOPosix", of: "swift-nio"),
                server("NIOSSL", of: "swift-nio-ssl"),
            ],
            swiftSettings: strict,
            // BoringSSL is C++, which the package manager overlooks behind a trait.
            linkerSettings: [
                .linkedLibrary("stdc++", .when(platforms: [.linux], traits: ["Webhooks", "AsyncHTTPClient"]))
            ]),
        .target(
            name: "GoBizSandbox",
            dependencies: [
                "GoBiz", "QRIS", "EMVTLV",
                .product(name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Webhooks"])),
            ],
            swiftSettings: strict,
            // swift-crypto is partly C++; what links it must say so where the trait decides.
            linkerSettings: [.linkedLibrary("stdc++", .when(platforms: [.linux], traits: ["Webhooks"]))]),
        .target(name: "SandboxHTTP", swiftSettings: strict),
        .executableTarget(
            name: "QRISCommand",
            dependencies: [
                "QRIS", "EMVTLV", "EMVConsumerTLV", "QRStructure", "QREncoder", "QRRendering", "QRReader", "QRPNG",
                "GoBiz", "GoBizSandbox", "SandboxHTTP",
            ]
            .map(tool) + [
                .product(
                    name: "ArgumentParser", package: "swift-argument-parser",
                    condition: .when(traits: ["CommandLineTool"]))
            ],
            resources: [.embedInCode("Resources/sandbox.html")],
            swiftSettings: strict),
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
            name: "QRReaderTests",
            dependencies: ["QRReader", "QREncoder", "QRStructure", "ReedSolomon", "TestSupport"],
            swiftSettings: tests),
        .testTarget(
            name: "QRRenderingTests",
            dependencies: ["QRRendering", "QRStructure", "QREncoder", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "QRPNGTests",
            dependencies: ["QRPNG", "QRRendering", "QRStructure", "QREncoder", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "GoBizTests",
            dependencies: ["GoBiz", "QRIS", "QREncoder", "QRRendering", "QRStructure", "TestSupport"],
            resources: [.copy("Samples")],
            swiftSettings: tests),
        .testTarget(
            name: "SandboxHTTPTests", dependencies: ["SandboxHTTP", "TestSupport"], exclude: ["h11_requests.py"],
            swiftSettings: tests),
        .testTarget(name: "GoBizSandboxTests", dependencies: ["GoBizSandbox", "GoBiz", "QRIS"], swiftSettings: tests),
        .testTarget(
            name: "GoBizFlowTests", dependencies: ["GoBiz", "GoBizSandbox", "QRISCommand", "TestSupport"],
            swiftSettings: tests),
        .testTarget(name: "QRISCommandTests", dependencies: ["QRISCommand", "TestSupport"], swiftSettings: tests),
        .testTarget(name: "PackageTests", dependencies: ["QRISCommand", "TestSupport"], swiftSettings: tests),
    ]
)

// A package that uses only the core: what it fetches, builds and links.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct ConsumerTests {
    /// Builds the README's example as the README's package, beside a link to this checkout.
    ///
    /// One test, because the build is the costly part.
    @Test func theReadmesExampleNeedsNoOtherPackageNorFoundation() throws {
        let readme = try Readme()
        let sources = readme.texts(in: "swift")
        try #require(sources.count == 2)
        try withTemporaryDirectory { directory in
            let shop = directory.appendingPathComponent("Shop")
            let target = shop.appendingPathComponent("Sources/Shop")
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                at: directory.appendingPathComponent("swift-qris"), withDestinationURL: Readme.checkout)
            try Data(sources[0].utf8).write(to: target.appendingPathComponent("main.swift"))
            try Data(sources[1].utf8).write(to: shop.appendingPathComponent("Package.swift"))

            let build = try swift(["build", "--package-path", shop.path])
            try #require(build.exitCode == 0, "\(build.outputText)\(build.errorText)")

            // What it fetched: nothing but this checkout.
            let tree = try swift(["package", "--package-path", shop.path, "show-dependencies", "--format", "flatlist"])
            #expect(tree.outputText == "swift-qris\n", "\(tree.errorText)")
            let checkouts = shop.appendingPathComponent(".build/checkouts").path
            #expect((FileManager.default.subpaths(atPath: checkouts) ?? []).isEmpty)

            // What it links.
            let program = shop.appendingPathComponent(".build/debug/Shop")
            let libraries = try ProcessRunner.run(Tool("ldd", debianPackage: "libc-bin"), [program.path])
            #expect(libraries.outputText.contains("libswiftCore"))
            #expect(!libraries.outputText.contains("libFoundation"))
            #expect(!libraries.outputText.contains("libpng"))

            // What it prints.
            let sample = try String(contentsOf: Readme.sample, encoding: .utf8)
            let run = try ProcessRunner.run(program: program, arguments: [String(sample.dropLast())])
            #expect(run.exitCode == 0)
            #expect([run.outputText] == readme.texts(in: "text"))
        }
    }

    private func swift(_ arguments: [String]) throws -> ProcessResult {
        try ProcessRunner.run(
            Tool("swift", debianPackage: "swiftlang, or the toolchain of swift.org"), arguments, timeLimit: 600)
    }
}

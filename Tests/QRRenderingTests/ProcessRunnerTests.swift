// The runner of foreign tools: a missing or hanging tool is an error, and bytes pass unchanged.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import QREncoder
import QRRendering
import QRStructure
import TestSupport
import Testing

@Suite struct ProcessRunnerTests {
    @Test func missingToolNamesItsPackage() {
        let tool = Tool("no-such-tool", debianPackage: "some-package")
        let error = #expect(throws: ToolError.self) { try ProcessRunner.run(tool, []) }
        #expect(error?.description == "no-such-tool is missing; install the Debian package some-package")
    }

    @Test func bytesAndExitCode() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        let shell = URL(fileURLWithPath: "/bin/sh")
        let result = try ProcessRunner.run(
            program: shell, arguments: ["-c", "cat; echo \"$WORD\" >&2; exit 3"], input: bytes,
            environment: ["PATH": "/usr/bin:/bin", "WORD": "word"])
        #expect(result.output == bytes)
        #expect(result.errorText == "word\n")
        #expect(result.exitCode == 3)
    }

    @Test func timeLimit() {
        let sleep = URL(fileURLWithPath: "/bin/sleep")
        #expect(throws: ToolError.self) {
            try ProcessRunner.run(program: sleep, arguments: ["60"], timeLimit: 0.1)
        }
    }

    /// A reader that would accept anything proves nothing: a symbol with its middle rows gone must be refused.
    @Test(arguments: ForeignReader.allCases) func readersRefuseDamage(reader: ForeignReader) throws {
        let symbol = try QRSymbol(encoding: Fixtures.qrisStrings[0])
        var picture = try #require(PortableBitmap(file: symbol.pbm(options: RenderOptions(modulePixels: 4))))
        for row in 100..<180 {
            for column in 0..<picture.width {
                picture[row, column] = false
            }
        }
        #expect(throws: ToolError.self) { try reader.read(picture.graymapFile) }
    }
}

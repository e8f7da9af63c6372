// `qris encode`: every format, every option, every way to fail.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct EncodeTests {
    @Test func drawsHalfBlocksWhenPiped() throws {
        let result = try Qris.run("encode", Seed.created)
        #expect(result.exitCode == 0)
        #expect(!result.hasEscapes && result.errorOutput.isEmpty)
        #expect(result.outputText.contains("▀"))
    }

    @Test(arguments: Seed.all) func writesPicturesThatOthersRead(_ payload: String) throws {
        try withTemporaryDirectory { directory in
            for name in ["code.png", "code.svg", "code.pbm"] {
                let path = directory.appendingPathComponent(name).path
                let result = try Qris.run("encode", payload, "-o", path)
                #expect(result.exitCode == 0 && result.output.isEmpty && result.errorOutput.isEmpty)
                var picture = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
                if name == "code.svg" { picture = try rasterized(svg: picture) }
                #expect(try ForeignReader.zbar.read(picture) == Array(payload.utf8))
                #expect(try ForeignReader.zxing.read(picture) == Array(payload.utf8))
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            #expect(names.sorted() == ["code.pbm", "code.png", "code.svg"])
        }
    }
}

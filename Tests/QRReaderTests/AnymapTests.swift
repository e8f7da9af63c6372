// Portable any-maps: each form, comments, and files that are cut or damaged.
// SPDX-License-Identifier: Apache-2.0

import QRReader
import TestSupport
import Testing

@Suite("Reading portable any-maps")
struct AnymapTests {
    private func pixels(_ text: String, _ raw: [UInt8] = []) throws -> [UInt8] {
        try GreyImage(pnm: Array(text.utf8) + raw).pixels
    }

    /// Values by Netpbm's own documents: 1 is black in a bitmap, the most is white elsewhere.
    @Test func eachForm() throws {
        #expect(try pixels("P1\n# by hand\n3 2\n010\n1 1 0") == [255, 0, 255, 0, 0, 255])
        #expect(try pixels("P4 9 1\n", [0b1010_0000, 0x80]) == [0, 255, 0, 255, 255, 255, 255, 255, 0])
        #expect(try pixels("P2 2 1 4\n0 4") == [0, 255])
        #expect(try pixels("P5 2 1 255\n", [7, 200]) == [7, 200])
        #expect(try pixels("P5 1 1 65535\n", [0x80, 0x00]) == [127])
        #expect(try pixels("P3 1 1 255 255 255 255") == [255])
        #expect(try pixels("P6 2 1 255\n", [255, 0, 0, 0, 0, 255]) == [76, 29])
    }

    @Test(arguments: [
        "", "P", "P0 1 1 1", "P7 1 1 1", "P5", "P5 1", "P5 0 1 255\n", "P5 1 1 0\n0", "P5 1 1 65536\n00",
        "P5 -1 1 255\n0", "P5 1 1 255", "P5 2 1 255\n0", "P2 1 1 3 4", "P1 1 1 2", "P5 9999999999 1 255\n", "P4 9 1\n0",
    ])
    func malformed(text: String) {
        let error = #expect(throws: ReadError.self) { try pixels(text) }
        #expect(error?.code == .invalidPicture)
    }

    @Test func hugeSizesAreRefusedBeforeMemoryIsTaken() {
        for head in ["P5 999999999 999999999 255\n", "P1 999999999 999999999 ", "P6 40000 40000 65535\n"] {
            let error = #expect(throws: ReadError.self) { try pixels(head) }
            #expect(error?.code == .pictureTooLarge)
        }
    }

    /// Whatever the bytes: a picture or an error.
    @Test func anyBytes() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<20_000 {
            var file = Array("P\(Int.random(in: 1...6, using: &generator)) 5 4 255\n".utf8)
            file += (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                file[Int.random(in: 0..<file.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if let image = try? GreyImage(pnm: file) { #expect(image.pixels.count == image.width * image.height) }
        }
    }
}

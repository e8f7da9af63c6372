// Sizes past every limit end in a typed error, never in a trap.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRRendering
import QRStructure
import Testing

@Suite struct LimitTests {
    /// Every form that takes options, by name.
    static let forms: [(name: String, draw: @Sendable (QRSymbol, RenderOptions) throws(RenderingError) -> [UInt8])] = [
        ("svg", { (symbol, options) throws(RenderingError) in try symbol.svg(options: options) }),
        ("pbm", { (symbol, options) throws(RenderingError) in try symbol.pbm(options: options) }),
        ("ansi", { (symbol, options) throws(RenderingError) in try symbol.ansi(options: options) }),
        ("utf8", { (symbol, options) throws(RenderingError) in try symbol.utf8(options: options) }),
        ("ascii", { (symbol, options) throws(RenderingError) in try symbol.ascii(options: options) }),
    ]

    @Test(arguments: [Int.min, -1]) func negativeQuietZone(quietZone: Int) throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        for form in LimitTests.forms {
            let error = #expect(throws: RenderingError.self) {
                try form.draw(symbol, RenderOptions(quietZone: quietZone))
            }
            #expect(error?.code == .invalidQuietZone, "\(form.name)")
            #expect(error?.value == quietZone)
        }
    }

    @Test(arguments: [Int.max, Int.max / 2, Int.max / 2 - 10, 1 << 32, 8192]) func hugeQuietZone(quietZone: Int) throws
    {
        let symbol = try QRSymbol(encoding: "QRIS")
        for form in LimitTests.forms {
            let error = #expect(throws: RenderingError.self) {
                try form.draw(symbol, RenderOptions(quietZone: quietZone))
            }
            #expect(error?.code == .pictureTooLarge, "\(form.name)")
        }
    }

    @Test(arguments: [(Int.min, "invalid_module_size"), (-1, "invalid_module_size"), (0, "invalid_module_size")])
    func moduleOfNoPixels(modulePixels: Int, name: String) throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        for form in LimitTests.forms.prefix(2) {
            let error = #expect(throws: RenderingError.self) {
                try form.draw(symbol, RenderOptions(modulePixels: modulePixels))
            }
            #expect(error?.code.name == name)
            #expect(error?.value == modulePixels)
        }
    }

    @Test(arguments: [Int.max, 1 << 32, 1 << 59, 565]) func hugeModule(modulePixels: Int) throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        for form in LimitTests.forms.prefix(2) {
            let error = #expect(throws: RenderingError.self) {
                try form.draw(symbol, RenderOptions(modulePixels: modulePixels))
            }
            #expect(error?.code == .pictureTooLarge)
            #expect(error?.limit == 16_384)
        }
    }

    @Test func largestSizesAreDrawn() throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        let largest = RenderOptions(modulePixels: 16_384 / 29)
        #expect(try symbol.svgString(options: largest).contains("width=\"16356\""))
        #expect(try symbol.pbm(options: largest).count == "P4\n16356 16356\n".utf8.count + 16_356 * 2045)
        let wide = RenderOptions(quietZone: (4096 - 21) / 2)
        #expect(try symbol.ascii(options: wide).count == 4095 * (2 * 4095 + 1))
    }

    @Test func terminalFormsDoNotLookAtModulePixels() throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        #expect(try symbol.ansi(options: RenderOptions(modulePixels: .max)) == symbol.ansi())
    }

    @Test func messagesNameTheNumbers() throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        let error = #expect(throws: RenderingError.self) { try symbol.svg(options: RenderOptions(modulePixels: 1000)) }
        #expect(error?.message.contains("29000") == true)
        #expect(error?.message.contains("16384") == true)
    }
}

// Pictures of the payment string.
// SPDX-License-Identifier: Apache-2.0

import BenchmarkInputs
import CPeers
import QREncoder
import QRPNG
import QRRendering
import QRStructure

extension Comparison {
    /// From the text to a PNG file, encoding included on both sides.
    static func png(modulePixels: Int) throws -> Comparison {
        let work = EncodingWork.all[0]
        let options = RenderOptions(modulePixels: modulePixels)
        let ours = try ourLevels.map { level in
            let encoder = try OurEncoder(kernels: level.level, work: work)
            return Contender(name: level.name) {
                encoder.encode(count: 1) > 0 ? (try? encoder.symbol.png(options: options).count) ?? 0 : 0
            }
        }
        let text = work.text.utf8CString
        let peer = Contender(name: "libqrencode") {
            peer_libqrencode_png(
                Array(text), work.text.utf8.count, Int32(work.options.minimumLevel.rawValue), Int32(modulePixels))
        }
        return Comparison(
            name: "png/P1-M-\(modulePixels)", version: try symbol().version.rawValue, contenders: ours + [peer])
    }

    /// From the symbol to an SVG document.
    static func svg() throws -> Comparison {
        let symbol = try symbol()
        return Comparison(
            name: "svg/P1-M", version: symbol.version.rawValue,
            contenders: [Contender(name: "swift") { (try? symbol.svg().count) ?? 0 }])
    }

    /// From the symbol to half blocks.
    static func terminal() throws -> Comparison {
        let symbol = try symbol()
        return Comparison(
            name: "terminal/P1-M", version: symbol.version.rawValue,
            contenders: [Contender(name: "swift") { (try? symbol.utf8().count) ?? 0 }])
    }

    private static func symbol() throws -> QRSymbol {
        try QRSymbol(encoding: EncodingWork.all[0].text, options: EncodingWork.all[0].options)
    }
}

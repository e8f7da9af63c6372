// What must be equal before times are worth comparing.
// SPDX-License-Identifier: Apache-2.0

import BenchmarkInputs
import CPeers
@_spi(Kernels) import QREncoder
import QRStructure

extension Comparison {
    /// Checks that our kernels agree and, in byte mode, that the peers chose our version and qrcodegen our modules.
    ///
    /// zint always splits a text into modes, so that its version may be smaller than that of bytes; no peer may make a
    /// smaller version than our mixed mode.
    func checkAgreement(on work: EncodingWork, symbols: [QRSymbol]) throws {
        guard let symbol = symbols.first, symbols.allSatisfy({ $0 == symbol }) else {
            throw Disagreement(what: "\(name): kernels")
        }
        for (peer, version) in peerVersions {
            let isAllowed =
                switch (work.options.mode, peer) {
                case (.byte, "zint"): (1...symbol.version.rawValue).contains(version)
                case (.byte, _): version == symbol.version.rawValue
                default: (symbol.version.rawValue...40).contains(version)
                }
            guard isAllowed else {
                throw Disagreement(what: "\(name): version \(version) from \(peer)")
            }
        }
        guard work.options.mode == .byte else { return }
        for mask in MaskPattern.allPatterns {
            var options = work.options
            options.mask = mask
            for level in KernelLevel.available {
                let ours = try QRSymbolEncoder(kernels: level).encode(work.text, options: options)
                guard Self.modules(of: ours) == Self.modulesFromQRCodegen(work, mask: mask) else {
                    throw Disagreement(what: "\(name): modules under mask \(mask.rawValue)")
                }
            }
        }
    }

    private static func modules(of symbol: QRSymbol) -> [UInt8] {
        let range = 0..<symbol.sideInModules
        return range.flatMap { row in range.map { symbol[row, $0] ? 1 : 0 } }
    }

    private static func modulesFromQRCodegen(_ work: EncodingWork, mask: MaskPattern) -> [UInt8] {
        var modules = [UInt8](repeating: 0, count: 177 * 177)
        let side = peer_qrcodegen_modules(
            work.text, work.text.utf8.count, Int32(work.options.minimumLevel.rawValue), Int32(mask.rawValue), &modules)
        return Array(modules.prefix(Int(side * side)))
    }
}

// Encoders side by side.
// SPDX-License-Identifier: Apache-2.0

import BenchmarkInputs
import CPeers
@_spi(Kernels) import QREncoder
import QRStructure

/// One of our encoders with the symbol whose memory it uses again.
final class OurEncoder {
    private let encoder: QRSymbolEncoder
    private let bytes: [UInt8]
    private let options: EncodingOptions
    private(set) var symbol: QRSymbol

    init(kernels: KernelLevel, work: EncodingWork) throws {
        encoder = QRSymbolEncoder(kernels: kernels)
        let bytes = Array(work.text.utf8)
        self.bytes = bytes
        options = work.options
        symbol = try encoder.encode(utf8: bytes.span, options: options)
    }

    /// Makes the symbol a number of times and returns the sum of the sides, 0 after an error.
    func encode(count: Int) -> Int {
        let bytes = bytes
        var (symbol, sum) = (symbol, 0)
        defer { self.symbol = symbol }
        do {
            for _ in 0..<count {
                try encoder.encode(utf8: bytes.span, options: options, into: &symbol)
                sum &+= symbol.sideInModules
            }
        } catch {
            return 0
        }
        return sum
    }
}

/// A peer's function: text, length and level to the symbol's side.
private typealias PeerEncoder = (UnsafePointer<CChar>?, Int, Int32) -> Int32

extension Comparison {
    /// Ours by kernel level: `swift`, and `kernels` where the processor has better ones.
    static var ourLevels: [(name: String, level: KernelLevel)] {
        [("swift", .swift)] + (KernelLevel.best == .swift ? [] : [("kernels", .best)])
    }

    init(encoding work: EncodingWork) throws {
        let text = work.text.utf8CString
        let count = work.text.utf8.count
        let level = Int32(work.options.minimumLevel.rawValue)
        func peer(_ name: String, _ run: @escaping PeerEncoder) -> Contender {
            Contender(name: name, once: { text.withUnsafeBufferPointer { Int(run($0.baseAddress, count, level)) } })
        }
        let isByte = work.options.mode == .byte
        let ours = try Self.ourLevels.map { (name: $0.name, encoder: try OurEncoder(kernels: $0.level, work: work)) }
        let peers = [
            peer("libqrencode", { (isByte ? peer_libqrencode_byte : peer_libqrencode_mixed)($0, $1, $2) }),
            peer("qrcodegen", { (isByte ? peer_qrcodegen_byte : peer_qrcodegen_text)($0, $1, $2) }),
            peer("zint", { peer_zint($0, $1, $2) }),
        ]
        name = work.name
        version = ours.first?.encoder.symbol.version.rawValue
        peerVersions = Dictionary(uniqueKeysWithValues: peers.map { ($0.name, ($0.run(1) - 17) / 4) })
        contenders = ours.map { our in Contender(name: our.name, repeating: our.encoder.encode) } + peers
        try checkAgreement(on: work, symbols: ours.map(\.encoder.symbol))
    }

    /// The split of the payment string into segments, a part of `encode/P1-mixed-M`.
    static func segmentation() throws -> Comparison {
        let (bytes, options) = (Array(EncodingWork.seed.utf8), EncodingOptions(mode: .mixed))
        let contenders = try ourLevels.map { level in
            let encoder = QRSymbolEncoder(kernels: level.level)
            guard try encoder.segmentCount(utf8: bytes.span, options: options) == 14 else {
                throw Disagreement(what: "segments of the payment string")
            }
            return Contender(name: level.name) { (try? encoder.segmentCount(utf8: bytes.span, options: options)) ?? 0 }
        }
        return Comparison(name: "segmentation/P1", contenders: contenders)
    }
}

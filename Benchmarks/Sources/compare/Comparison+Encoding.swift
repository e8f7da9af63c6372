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
        bytes = Array(work.text.utf8)
        options = work.options
        symbol = try encoder.encode(work.text, options: options)
    }

    /// Returns the symbol's side, 0 after an error.
    func encode() -> Int {
        let bytes = bytes
        do { try encoder.encode(utf8: bytes.span, options: options, into: &symbol) } catch { return 0 }
        return symbol.sideInModules
    }
}

extension Comparison {
    /// Ours by kernel level: `swift`, and `kernels` where the processor has better ones.
    static var ourLevels: [(name: String, level: KernelLevel)] {
        [("swift", .swift)] + (KernelLevel.best == .swift ? [] : [("kernels", .best)])
    }

    init(encoding work: EncodingWork) throws {
        let text = work.text.utf8CString
        let count = work.text.utf8.count
        let level = Int32(work.options.minimumLevel.rawValue)
        typealias Peer = (UnsafePointer<CChar>?, Int, Int32) -> Int32
        func contender(_ name: String, _ run: @escaping Peer) -> Contender {
            Contender(name: name) { text.withUnsafeBufferPointer { Int(run($0.baseAddress, count, level)) } }
        }
        let isByte = work.options.mode == .byte
        let ours = try Self.ourLevels.map { (name: $0.name, encoder: try OurEncoder(kernels: $0.level, work: work)) }
        let libqrencode: Peer = isByte ? { peer_libqrencode_byte($0, $1, $2) } : { peer_libqrencode_mixed($0, $1, $2) }
        let qrcodegen: Peer = isByte ? { peer_qrcodegen_byte($0, $1, $2) } : { peer_qrcodegen_text($0, $1, $2) }
        let peers: [Contender] = [
            contender("libqrencode", libqrencode), contender("qrcodegen", qrcodegen),
            contender("zint") { peer_zint($0, $1, $2) },
        ]
        name = work.name
        version = ours.first?.encoder.symbol.version.rawValue
        peerVersions = Dictionary(uniqueKeysWithValues: peers.map { ($0.name, ($0.run() - 17) / 4) })
        contenders = ours.map { our in Contender(name: our.name) { our.encoder.encode() } } + peers
        try checkAgreement(on: work, symbols: ours.map(\.encoder.symbol))
    }
}

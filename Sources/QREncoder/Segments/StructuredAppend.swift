// A message over several symbols.
// SPDX-License-Identifier: Apache-2.0

public import QRStructure

extension QRSymbolEncoder {
    /// Encodes bytes in up to sixteen symbols that a reader joins again, each in byte mode and of one version.
    ///
    /// A message that one symbol holds is a plain symbol: it says nothing of a sequence, and every reader takes it.
    /// - Parameters:
    ///   - bytes: the whole message.
    ///   - version: the version of every symbol.
    ///   - options: level and mask of every symbol; `version` and `mode` have no meaning here.
    /// - Returns: 1...16 symbols in order, as few as hold the message.
    /// - Throws: `emptyText`, or `dataTooLong` when sixteen symbols do not hold the message.
    /// - Source: ISO/IEC 18004:2015 clause 8.
    public func encodeSequence(
        bytes: [UInt8], version: QRVersion, options: EncodingOptions = EncodingOptions()
    ) throws(EncodingError) -> [QRSymbol] {
        guard !bytes.isEmpty else { throw EncodingError(.emptyText) }
        var options = options
        options.version = version
        let capacity = SymbolCapacity(version: version, level: options.minimumLevel)
        let available = capacity.dataCodewordCount * 8
        if let plain = SymbolChoice.bitCount(of: [.byte(bytes)], in: version), plain <= available {
            return [try encode(segments: [.byte(bytes)], options: options)]
        }
        let parity = bytes.reduce(0, ^)
        let headers = [try Segment.structuredAppend(position: 0, count: 1, parity: parity), .byte([])]
        let bytesPerSymbol = (available - (SymbolChoice.bitCount(of: headers, in: version) ?? available)) / 8
        let count = (bytes.count + bytesPerSymbol - 1) / bytesPerSymbol
        guard count <= 16 else {
            throw EncodingError(
                .dataTooLong, neededBitCount: bytes.count * 8, availableBitCount: bytesPerSymbol * 16 * 8)
        }
        var symbols: [QRSymbol] = []
        for position in 0..<count {
            let part = bytes[(position * bytesPerSymbol)..<min((position + 1) * bytesPerSymbol, bytes.count)]
            let header = try Segment.structuredAppend(position: position, count: count, parity: parity)
            symbols.append(try encode(segments: [header, .byte(Array(part))], options: options))
        }
        return symbols
    }
}

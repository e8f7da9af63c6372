// Long texts that are meant to make a validator slow.
// SPDX-License-Identifier: Apache-2.0

/// A way to fill a text with what is costly to check.
public enum HostileShape: String, CaseIterable, Sendable {
    /// One digit over and over: objects of 77 characters, all of one ID.
    case digits
    /// The shortest objects there are, of a reserved ID: two issues for five bytes.
    case tinyObjects
    /// Objects without a value: an issue for four bytes.
    case emptyObjects
    /// Templates full of tiny objects.
    case templates
    /// Templates in templates, each with bare values beside them.
    case deepTemplates
    /// Characters of four bytes in every value.
    case wideCharacters
    /// Lengths that count bytes, so that every object seems out of place.
    case bytesCounted
    /// A CRC object over and over, each of them wrong.
    case checksums
    /// A length that no place can explain, in front of a whole payload.
    case wrongLength
    /// No data objects at all.
    case noise

    /// Returns a text of about a number of bytes, closed with a wrong CRC.
    public func bytes(count: Int) -> [UInt8] {
        let unit: String =
            switch self {
            case .digits: "7"
            case .tinyObjects: "6501A"
            case .emptyObjects: "6500"
            case .templates: "6295" + String(repeating: "0101A", count: 19)
            case .deepTemplates: "6281" + String(repeating: "50130001A0104AAAA5103ABC", count: 3) + "0105ABCDE"
            case .wideCharacters: "5920" + String(repeating: "🍜", count: 20)
            case .bytesCounted: "5908🍜🍜"
            case .checksums: "6304ABCD"
            case .wrongLength: "5913Demo"
            case .noise: "x"
            }
        var bytes = Array("000201010211".utf8)
        while bytes.count + unit.utf8.count <= count - 8 { bytes += unit.utf8 }
        return bytes + "63040000".utf8
    }
}

// Checks for what is allowed but doubtful: hidden characters, blank names, foreign codes, criteria that differ.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

extension PayloadValidator {
    /// Reports the first character of a value that cannot be seen or turns the order of others.
    ///
    /// Where the format leaves no room for it, it is an error under every profile: it can only mislead.
    mutating func checkVisible(
        _ object: DataObject, _ format: ValueFormat, _ path: DataObjectPath, _ bytes: Span<UInt8>
    ) {
        guard !survey.isANS, let hidden = HiddenCharacter(first: object.valueRange, bytes) else { return }
        let mayHoldAnyText = format == .text || format == .reserved || format == .template
        report(
            .invisibleCharacter, path, hidden.range, found: Int(hidden.scalar), severity: mayHoldAnyText ? nil : .error)
    }

    /// Warns about a name or city without anything to read, or with blanks at its ends.
    mutating func checkBlanks(_ object: DataObject, _ path: DataObjectPath, _ bytes: Span<UInt8>) {
        let value = object.valueRange
        guard !value.isEmpty else { return }
        let first = Blank.width(at: value.lowerBound, in: value, bytes)
        guard first > 0 || Blank.isLast(in: value, bytes) else { return }
        var position = value.lowerBound
        while position < value.upperBound {
            let width = Blank.width(at: position, in: value, bytes)
            guard width > 0 else {
                report(.blankEnds, path, object.range)
                return
            }
            position += width
        }
        report(.blankText, path, object.range)
    }

    /// Reports a code of another country or scheme, which the rules of QRIS do not fit.
    ///
    /// - Source: QRIS table 3.6: 58 is ID.
    mutating func checkForeign(_ bytes: Span<UInt8>) {
        guard profile == .qris else { return }
        let scheme = origin.isNational ? nil : origin.foreign
        var cursor = 0
        while let range = nextRange(of: .countryCode, &cursor) {
            let country = Self.value(of: range)
            guard isCountryCode(bytes, country), !ValueBytes.equal(bytes, country, "ID") else { continue }
            let letters = Int(bytes[country.lowerBound]) << 8 | Int(bytes[country.lowerBound + 1])
            let known = scheme ?? (origin.hasAddress && ValueBytes.equal(bytes, country, "KH") ? .khqr : nil)
            report(
                .foreignCode, DataObjectPath(.countryCode), range, found: letters,
                wanted: known.map { Int($0.rawValue) + 1 } ?? 0)
            return
        }
        guard let scheme else { return }
        report(.foreignCode, origin.path, origin.range, wanted: Int(scheme.rawValue) + 1)
    }

    /// Warns about accounts at acquirers whose criteria are not those of the national repository.
    ///
    /// - Source: QRIS table 4.6.
    mutating func checkCriteria(_ bytes: Span<UInt8>) {
        for note in criteria.differing(bytes) {
            report(.criteriaDiffer, note.path, note.range)
        }
    }
}

// Judges what a value shows to people.
// SPDX-License-Identifier: Apache-2.0

extension PlainValidator {
    /// Characters that cannot be seen or that turn the order of others.
    ///
    /// - Source: The Unicode Standard 17.0: control characters (23.1), line and paragraph separators (23.2), soft hyphen,
    ///   zero-width characters and joiners (23.2), bidirectional controls (23.3), deprecated format characters (23.3),
    ///   the zero-width no-break space, interlinear annotation (23.8), tags (23.9); U+180E of chapter 13.5.
    private static var invisible: [ClosedRange<UInt32>] {
        [
            0x00...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x61C...0x61C, 0x180E...0x180E, 0x200B...0x200F, 0x2028...0x202E,
            0x2060...0x206F, 0xFEFF...0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F,
        ]
    }

    /// Blanks: the space and everything else of its class.
    ///
    /// - Source: The Unicode Standard 17.0, general category Zs.
    private static var blanks: [ClosedRange<UInt32>] {
        [
            0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x202F...0x202F, 0x205F...0x205F,
            0x3000...0x3000,
        ]
    }

    /// Doubts a value with a character that is not seen, once, at the first; in ans and N there is no place for it.
    ///
    /// All formats are kinds of ans and N but those of texts, of templates and of what is reserved.
    /// - Source: EMVCo QRCPS-MPM v1.0 table 1.3.
    mutating func judgeVisibility(_ value: Range<Int>, _ path: DataObjectPath, _ format: ValueFormat) {
        let hidden = text.characters(value).first { character in
            Self.invisible.contains { $0.contains(character.scalar) }
        }
        guard let hidden else { return }
        let isText = format == .text || format == .template || format == .reserved
        report(.invisibleCharacter, path, hidden.range, severity: isText ? .warning : .error)
    }

    /// Merchant name and city: 59, 60, and in other languages 64.01 and 64.02.
    func isNameOrCity(_ scope: RuleScope, _ id: UInt8) -> Bool {
        scope == .root && (id == 59 || id == 60) || scope == .language && (id == 1 || id == 2)
    }

    /// Doubts a name of blanks only, or with blanks at its ends.
    mutating func judgeBlanks(_ object: PlainObject, _ path: DataObjectPath) {
        let isBlank = text.characters(object.value).map { character in
            Self.blanks.contains { $0.contains(character.scalar) }
        }
        if isBlank.allSatisfy({ $0 }) {
            report(.blankText, path, object.range)
        } else if isBlank.first == true || isBlank.last == true {
            report(.blankEnds, path, object.range)
        }
    }

    /// Doubts the label of one transaction in a code for all of them; "***" asks the payer for one.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.2, table 3.7, 4.8.1.2.
    mutating func judgeReferenceLabel() {
        let labels = reading.asStated.filter { $0.id == 62 }.flatMap { template in
            text.objects(in: template.value).filter { $0.id == 5 }
        }
        let label = labels.first { !$0.value.isEmpty && !text.isText($0.value, "***") }
        if isRoot(1, "11"), let label { report(.staticWithReferenceLabel, path(path(62), 5), label.range) }
    }

    /// Doubts criteria that differ between an account at an acquirer and the national repository.
    ///
    /// - Source: QRIS tables 4.3, 4.6, 4.7.7.
    mutating func judgeCriteria() {
        guard profile == .qris else { return }
        func known(_ account: PlainObject) -> [PlainObject] {
            text.objects(in: account.value).filter { $0.id == 3 && isCriteria($0.value) }
        }
        let national = reading.asStated.filter { $0.id == 51 }.flatMap(known).map { text.bytes[$0.value] }
        for account in reading.asStated where 26...45 ~= account.id && account.id != 40 {
            for criteria in known(account) where national.contains(where: { $0 != text.bytes[criteria.value] }) {
                report(.criteriaDiffer, path(path(account.id), 3), criteria.range)
            }
        }
    }
}

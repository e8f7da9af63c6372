// Known mistakes that explain a fault.
// SPDX-License-Identifier: Apache-2.0

/// The kinds of hints; internal so that new ones break no caller.
enum HintKind: UInt8 {
    case lengthCountedInBytes
    case lengthCountedInUTF16
    case wrongLength
    case thousandsSeparator
    case smallLetterCRC
    case textAfterCRC
    case textBeforePayload
    case crcOfStaticCode
    case crcWithoutAmount
    case crcOfStaticCodeWithoutAmount
    case crcWithoutHeader
    case crcBytesSwapped
    case notMerchantPresented
}

extension Issue {
    /// The mistake that most likely caused an issue.
    public struct Hint: Hashable, Sendable {
        let kind: HintKind
        /// The characters a wrong length should have counted, or the byte where the payload begins; 0 for other hints.
        let count: Int

        init(_ kind: HintKind, count: Int = 0) {
            self.kind = kind
            self.count = count
        }
    }
}

extension Issue.Hint: CustomStringConvertible {
    /// The stable name for programs, such as "crc_of_static_code"; more names may come.
    public var name: String {
        switch kind {
        case .lengthCountedInBytes: "length_counted_in_bytes"
        case .lengthCountedInUTF16: "length_counted_in_utf16"
        case .wrongLength: "wrong_length"
        case .thousandsSeparator: "thousands_separator"
        case .smallLetterCRC: "small_letter_crc"
        case .textAfterCRC: "text_after_crc"
        case .textBeforePayload: "text_before_payload"
        case .crcOfStaticCode: "crc_of_static_code"
        case .crcWithoutAmount: "crc_without_amount"
        case .crcOfStaticCodeWithoutAmount: "crc_of_static_code_without_amount"
        case .crcWithoutHeader: "crc_without_header"
        case .crcBytesSwapped: "crc_bytes_swapped"
        case .notMerchantPresented: "not_merchant_presented"
        }
    }

    /// The mistake in one plain sentence.
    public var message: String {
        switch kind {
        case .lengthCountedInBytes: "The generator counts UTF-8 bytes where the standard counts characters."
        case .lengthCountedInUTF16: "The generator counts UTF-16 units where the standard counts characters."
        case .wrongLength: "Everything after it reads well if that length is \(count)."
        case .thousandsSeparator: "The amount seems to be written with thousands separators; leave them out."
        case .smallLetterCRC: "The generator writes hexadecimal in small letters."
        case .textAfterCRC: "The payload is complete before this; something was appended, such as a line break."
        case .textBeforePayload:
            "The payload begins at byte \(count); before it stands something else, such as a quote or byte order mark."
        case .crcOfStaticCode: "The CRC is that of the static code (01 = 11): the conversion forgot to compute it anew."
        case .crcWithoutAmount:
            "The CRC is that of the code without 54 to 57: the conversion forgot to compute it anew."
        case .crcOfStaticCodeWithoutAmount:
            "The CRC is that of the static code without an amount: the conversion forgot to compute it anew."
        case .crcWithoutHeader: "The CRC was computed without the 6304 before it."
        case .crcBytesSwapped: "The two bytes of the CRC are swapped."
        case .notMerchantPresented: "This looks like the text of a consumer-presented code, in Base64."
        }
    }

    /// The message.
    public var description: String { message }
}

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
    case byteOrderMark
    case quotationMarks
    case lineBreaks
    case utf16
    case picture
}

extension Issue {
    /// The mistake that most likely caused an issue.
    public struct Hint: Hashable, Sendable {
        let kind: HintKind
        /// The characters a wrong length should have counted, or the byte where the payload or the first line break
        /// stands; 0 for other hints.
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
        case .byteOrderMark: "byte_order_mark"
        case .quotationMarks: "quotation_marks"
        case .lineBreaks: "line_breaks"
        case .utf16: "utf16"
        case .picture: "picture"
        }
    }

    /// The mistake in one plain sentence.
    public var message: String { messageText.text }

    /// The message in UTF-8.
    package var messageBytes: [UInt8] { messageText.bytes }

    private var messageText: MessageText {
        switch kind {
        case .lengthCountedInBytes: "The generator counts UTF-8 bytes where the standard counts characters."
        case .lengthCountedInUTF16: "The generator counts UTF-16 units where the standard counts characters."
        case .wrongLength: "Everything after it reads well if that length is \(count)."
        case .thousandsSeparator: "The amount seems to be written with thousands separators; leave them out."
        case .smallLetterCRC: "The generator writes hexadecimal in small letters."
        case .textAfterCRC: "The payload is complete before this; something was appended, such as a line break."
        case .textBeforePayload:
            "The payload begins at byte \(count); before it stands something else. Leave that out."
        case .crcOfStaticCode: "The CRC is that of the static code (01 = 11): the conversion forgot to compute it anew."
        case .crcWithoutAmount:
            "The CRC is that of the code without 54 to 57: the conversion forgot to compute it anew."
        case .crcOfStaticCodeWithoutAmount:
            "The CRC is that of the static code without an amount: the conversion forgot to compute it anew."
        case .crcWithoutHeader: "The CRC was computed without the 6304 before it."
        case .crcBytesSwapped: "The two bytes of the CRC are swapped."
        case .notMerchantPresented:
            "This is a consumer-presented code: the payer shows it, and it has other rules than a merchant's code."
        case .byteOrderMark:
            "A byte order mark stands before the payload. Save or send the text as UTF-8 without one."
        case .quotationMarks: "The payload stands in quotation marks. Give it without them."
        case .lineBreaks:
            "The text is wrapped: a line break stands inside it, the first at byte \(count). Join its lines."
        case .utf16: "The text is in UTF-16. Save or send it in UTF-8."
        case .picture: "This is a picture, not the text of the code in it. Read the QR code and give its text."
        }
    }

    /// The message.
    public var description: String { message }
}

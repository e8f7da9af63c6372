// What a QRIS code asks the payer's application to do.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// What a code is for.
///
/// - Source: QRIS 4.2, tables 3.20 and 3.23: the purpose in 62.08 of a code with the account 40.
public enum PaymentKind: UInt8, Hashable, Sendable, CaseIterable {
    /// A payment to a merchant; also codes with the account 40 and the purpose POSP, BILL or another.
    case payment
    /// BOOK, DMCT or XBCT: a transfer on us, in the country or across the border.
    case transfer
    /// CDPT: a cash deposit or top-up.
    case cashIn
    /// CWDL: a cash withdrawal.
    case cashOut

    /// The kind in words, such as "cash deposit".
    public var name: String {
        switch self {
        case .payment: "payment"
        case .transfer: "transfer"
        case .cashIn: "cash deposit"
        case .cashOut: "cash withdrawal"
        }
    }

    /// Reads the kind of a code with the account 40 from its purpose.
    init(_ purpose: Range<Int>?, _ bytes: Span<UInt8>) {
        guard let purpose else {
            self = .payment
            return
        }
        if ValueBytes.equal(bytes, purpose, "CDPT") {
            self = .cashIn
        } else if ValueBytes.equal(bytes, purpose, "CWDL") {
            self = .cashOut
        } else if ValueBytes.equal(bytes, purpose, "BOOK") || ValueBytes.equal(bytes, purpose, "DMCT")
            || ValueBytes.equal(bytes, purpose, "XBCT")
        {
            self = .transfer
        } else {
            self = .payment
        }
    }
}

// The till of the article "Taking a payment": its Swift blocks are parts of this file, word for word.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import QREncoder
import QRIS
import QRStructure

func openClient(id: String, secret: String, transport: any HTTPTransport, journalPath: String) throws -> GoBizClient {
    GoBizClient(
        outlet: "G000012345",
        credentials: Credentials(clientID: id, clientSecret: Secret(secret)),
        environment: .sandbox,
        journal: try FilePaymentJournal(path: journalPath),
        transport: transport)
}

/// A sale, as the till's own database keeps it.
struct Sale {
    let number: String
    let amount: Rupiah
    /// Stored with the sale before the customer sees anything; the same one until the sale is over.
    let key: IdempotencyKey
}

/// What the cashier sees.
protocol TillScreen {
    func show(_ symbol: QRSymbol, note: String)
    func show(_ note: String)
    /// Writes the outcome into the till's own database; may be called again with what it already has.
    func book(_ transaction: Transaction, for key: IdempotencyKey) throws
}

func take(_ sale: Sale, _ client: GoBizClient, _ screen: some TillScreen) async throws {
    let request = TransactionRequest(orderID: sale.number, grossAmount: sale.amount)
    let detail: TransactionDetail
    do {
        detail = try await client.createTransaction(request, key: sale.key)
    } catch let error as GoBizError where error.kind == .indeterminate {
        // There may be a transaction: the same call again, now or after a restart, finds out.
        screen.show("Not known yet. Press again; nothing is charged twice.")
        return
    } catch let error as GoBizError where error.kind == .unreachable {
        // Nothing was sent, so there is no transaction: another way to pay is safe.
        screen.show("No network.")
        return
    }
    try await collect(detail, sale.key, client, screen)
}

func collect(
    _ detail: TransactionDetail, _ key: IdempotencyKey, _ client: GoBizClient, _ screen: some TillScreen
) async throws {
    guard let text = detail.transaction.qrisString, detail.findings.isEmpty else {
        // Such as a QR that asks for another amount: do not let anybody pay it.
        screen.show(detail.findings.map(\.message).joined(separator: " "))
        return
    }
    screen.show(try QRSymbol(encoding: text), note: "Order \(detail.transaction.orderID ?? "")")
    var last = detail
    for await update in client.updates(of: detail, until: .after(.seconds(300))) {
        switch update {
        case .changed(let news):
            last = news
            screen.show(news.transaction.status.rawValue)
        case .unreachable(_, let since):
            screen.show("No connection for \(since.components.seconds) s; the payment may still arrive.")
        case .ended(.settled), .ended(.final):
            guard !last.isAboutAnotherSale else {
                return screen.show(last.findings.map(\.message).joined(separator: " "))
            }
            try screen.book(last.transaction, for: key)
            // Only now may the journal forget.
            try await client.finish(key)
        case .ended(.deadline):
            screen.show("Not paid yet. Ask again before giving up.")
        }
    }
}

func start(_ client: GoBizClient, _ screen: some TillScreen) async throws {
    for payment in try await client.resume() {
        switch payment.result {
        case .success(let detail) where detail.isAboutAnotherSale:
            screen.show("Order \(payment.entry.orderID) needs a human.")
        case .success(let detail) where detail.transaction.status.isFinal:
            try screen.book(detail.transaction, for: payment.entry.key)
            try await client.finish(payment.entry.key)
        case .success:
            screen.show("Order \(payment.entry.orderID) is still open.")
        case .failure(let error) where error.kind == .keyTooOld:
            // After a month GoBiz no longer knows the key: look the sale up in its portal, then `finish`.
            screen.show("Order \(payment.entry.orderID) needs a human.")
        case .failure(let error):
            screen.show("Order \(payment.entry.orderID): \(error)")
        }
    }
}

func fallBack(to printedCode: String, _ amount: Rupiah, _ screen: some TillScreen) throws {
    guard let amount = Amount(wholeUnits: amount.value) else { return }
    let payload = try QRISPayload(validating: printedCode).convertedToDynamic(amount: amount)
    let symbol = try QRSymbol(encoding: String(decoding: payload.encoded(), as: UTF8.self))
    screen.show(symbol, note: "Not confirmed by GoBiz: check the payment in the merchant's app.")
}

// One seeded course of events: faults of the network and the server, deaths of the till, and the customer.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import GoBizSandbox
import TestSupport

/// What happens in one run.
struct Schedule {
    /// What the customer does once the transaction is there.
    enum Customer: CaseIterable {
        case pays
        case letsItExpire
        case doesNothing
    }

    let faults: [SandboxFault]
    /// The step at which each life of the till ends; the life after the last one is not cut short.
    let deaths: [Int]
    let customer: Customer
    /// How long after the start the customer acts.
    let customerMoment: Duration
    let isPressedTwice: Bool
    let usesFile: Bool
    /// How much of what is being written to the journal at a death reaches the file, 0...1.
    let writtenPart: Double
    /// The key that each life of the till gives to a sale of which the journal knows nothing.
    ///
    /// A till that keeps the key in its database has one for all; a till that relies on the journal makes another.
    let keys: [IdempotencyKey]

    /// Lives of the till: faults end by themselves, so a few after the last death are enough.
    static let lifeCount = 15

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        faults = (0..<Int.random(in: 0...5, using: &generator)).map { _ in Self.fault(using: &generator) }
        deaths = (0..<Int.random(in: 0...3, using: &generator)).map { _ in Int.random(in: 1...24, using: &generator) }
        let dice = Int.random(in: 0..<10, using: &generator)
        customer = dice < 7 ? .pays : dice < 8 ? .letsItExpire : .doesNothing
        customerMoment = .milliseconds(Int.random(in: 0...240_000, using: &generator))
        isPressedTwice = Int.random(in: 0..<5, using: &generator) == 0
        usesFile = Int.random(in: 0..<10, using: &generator) == 0
        writtenPart = Double.random(in: 0...1, using: &generator)
        let keepsKey = Bool.random(using: &generator)
        var keys = [IdempotencyKey.random(using: &generator)]
        for _ in 1..<Self.lifeCount { keys.append(keepsKey ? keys[0] : IdempotencyKey.random(using: &generator)) }
        self.keys = keys
    }

    /// A fault at any step: the token, the creation, the look-ups.
    static func fault(using generator: inout SeededGenerator) -> SandboxFault {
        let moment: SandboxFault.Moment = Bool.random(using: &generator) ? .before : .after
        let seconds = Int.random(in: 0...20, using: &generator)
        let effects: [SandboxFault.Effect] = [
            .latency(.seconds(seconds)), .latency(.seconds(2), spread: 1),
            .status(500, moment), .status(503, retryAfter: seconds, moment), .status(429, retryAfter: seconds, .before),
            .htmlPage(moment), .drop(.before), .drop(.after), .drop(.after), .cutReply, .cutJSON,
            .slowBody(.seconds(seconds)), .revokedToken, .unknownFields,
        ]
        let targets: [(method: String?, path: String?)] = [
            ("POST", "/oauth2/token"), ("POST", "/integrations"), ("POST", "/integrations"), ("GET", "/integrations"),
            (nil, nil),
        ]
        let target = targets.randomElement(using: &generator) ?? (nil, nil)
        // One in four is an outage: it hits every request for longer than a call waits.
        let isOutage = Int.random(in: 0..<4, using: &generator) == 0
        return SandboxFault(
            effects.randomElement(using: &generator) ?? .drop(), method: target.method, pathPrefix: target.path,
            nth: !isOutage && Bool.random(using: &generator) ? Int.random(in: 1...4, using: &generator) : nil,
            count: isOutage ? nil : Int.random(in: 1...6, using: &generator),
            lifetime: .seconds(isOutage ? Int.random(in: 20...200, using: &generator) : 900))
    }
}

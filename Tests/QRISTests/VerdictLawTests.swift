// The fast validator finds what the plain one finds: single changes at every place, and mutated payloads.
// SPDX-License-Identifier: Apache-2.0

import QRIS
import Testing

@Suite struct VerdictLawTests {
    static let payloads = (Vector.all.map(\.string) + Verdict.all.map(\.text) + Seeds.published).map { Array($0.utf8) }

    private func differences(_ bytes: [UInt8]) -> [String] {
        Profile.allCases.compactMap { VerdictLaw.difference(bytes, ValidationOptions(profile: $0)) }
    }

    @Test(arguments: payloads) func publishedAndInventedPayloads(bytes: [UInt8]) {
        #expect(differences(bytes).first == nil)
    }

    @Test(arguments: ["|", "\u{85}", "０", "\u{200B}", "🍜"]) func aCharacterAtEveryPlace(character: String) {
        let bytes = Array(Seeds.published[0].utf8)
        var found: [String] = []
        for place in 0...bytes.count {
            var inserted = bytes
            inserted.insert(contentsOf: character.utf8, at: place)
            found += differences(inserted)
            guard place < bytes.count else { continue }
            var replaced = bytes
            replaced.replaceSubrange(place...place, with: character.utf8)
            found += differences(replaced)
        }
        #expect(found.first == nil)
    }

    @Test(arguments: UInt64(1)...8) func mutatedPayloads(seed: UInt64) {
        var mutator = PayloadMutator(seed: seed, payloads: Self.payloads)
        let found = (0..<100).flatMap { _ in differences(mutator.next()) }
        #expect(found.first == nil)
    }

    @Test func anotherLimitForOneTransaction() {
        var mutator = PayloadMutator(seed: 10, payloads: Self.payloads)
        let limits: [Int64?] = [nil, 0, 500, 1_000, .max]
        let found = (0..<100).compactMap { round in
            VerdictLaw.difference(
                mutator.next(), ValidationOptions(profile: .qris, transactionLimit: limits[round % limits.count]))
        }
        #expect(found.first == nil)
    }
}

// The faults in force, and what they do to the next request.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// What the faults do to one request.
    struct FaultPlan {
        /// The rules that hit.
        var ids: [Int] = []
        /// How long the reply waits.
        var delay: Duration = .zero
        /// The effect that decides how it ends; nil for an ordinary reply.
        var ending: SandboxFault.Effect?
        var revokesToken = false
        var addsUnknownFields = false

        /// Whether the request is not acted upon.
        var skipsProcessing: Bool {
            switch ending {
            case .status(_, _, .before), .htmlPage(.before), .drop(.before): true
            default: false
            }
        }

        mutating func add(_ effect: SandboxFault.Effect, _ random: inout SeededGenerator) {
            switch effect {
            case .latency(let median, let spread):
                delay += spread > 0 ? median * exp(spread * random.normal()) : median
            case .revokedToken: revokesToken = true
            case .unknownFields: addsUnknownFields = true
            case .status, .htmlPage, .drop, .cutReply, .cutJSON, .slowBody: ending = ending ?? effect
            }
        }
    }

    /// All faults in force, in the order they were added.
    struct FaultTable {
        /// A rule with what it has met so far.
        struct Entry {
            let id: Int
            let fault: SandboxFault
            let endsAt: Duration?
            var random: SeededGenerator
            var matchCount = 0
            var hitCount = 0

            /// Takes a request the rule speaks of; returns whether it is hit.
            mutating func hits() -> Bool {
                matchCount += 1
                if let nth = fault.nth, nth != matchCount { return false }
                guard fault.probability >= 1 || random.fraction() < fault.probability else { return false }
                hitCount += 1
                return true
            }

            func isOver(at now: Duration) -> Bool {
                if let endsAt, now >= endsAt { return true }
                if let nth = fault.nth, matchCount >= nth { return true }
                return fault.count.map { hitCount >= $0 } ?? false
            }

            func concerns(method: String, path: String) -> Bool {
                (fault.method.map { $0 == method } ?? true) && (fault.pathPrefix.map { path.hasPrefix($0) } ?? true)
            }
        }

        private(set) var entries: [Entry] = []
        private var lastID = 0

        /// Adds a rule and returns its number.
        mutating func add(_ fault: SandboxFault, at now: Duration, seed: UInt64) -> Int {
            lastID += 1
            let random = SeededGenerator(seed: fault.seed ?? seed ^ UInt64(lastID))
            entries.append(Entry(id: lastID, fault: fault, endsAt: fault.lifetime.map { now + $0 }, random: random))
            return lastID
        }

        /// Removes a rule; returns whether there was one.
        mutating func remove(_ id: Int) -> Bool {
            let count = entries.count
            entries.removeAll { $0.id == id }
            return entries.count < count
        }

        mutating func removeAll() {
            entries.removeAll()
        }

        /// Drops the rules that are over.
        mutating func tidy(at now: Duration) {
            entries.removeAll { $0.isOver(at: now) }
        }

        /// Decides what happens to a request.
        mutating func plan(method: String, path: String, at now: Duration) -> FaultPlan {
            var plan = FaultPlan()
            tidy(at: now)
            for index in entries.indices where entries[index].concerns(method: method, path: path) {
                guard entries[index].hits() else { continue }
                plan.ids.append(entries[index].id)
                plan.add(entries[index].fault.effect, &entries[index].random)
            }
            tidy(at: now)
            return plan
        }
    }
#endif

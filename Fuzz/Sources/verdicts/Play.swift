// Plays mutated payloads through both forms of the validator: verdicts COUNT SEED FILE...
// SPDX-License-Identifier: Apache-2.0

import Foundation
import QRIS

/// Plays a number of payloads that follow from a seed; all processors take part.
@main enum Play {
    /// Payloads made from one seed; the next so many from the next seed.
    private static let run = 10_000

    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count > 3, let count = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
            print("usage: verdicts COUNT SEED FILE...")
            exit(64)
        }
        let seeds = arguments.dropFirst(3).flatMap { payloads(in: $0) }
        let workers = ProcessInfo.processInfo.activeProcessorCount
        let outcome = await withTaskGroup(of: Outcome.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var outcome = Outcome()
                    for first in stride(from: worker * run, to: count, by: workers * run) {
                        outcome.play(min(run, count - first), seed &+ UInt64(first), seeds)
                    }
                    return outcome
                }
            }
            var all = Outcome()
            for await some in group { all.add(some) }
            return all
        }
        for difference in outcome.differences.prefix(20) { print(difference) }
        print(
            "\(count) payloads under \(Profile.allCases.count) profiles, seed \(seed), made from \(seeds.count): "
                + "\(outcome.differences.count) differences, \(outcome.codes.count) of \(Issue.Code.all.count) codes")
        exit(outcome.differences.isEmpty ? 0 : 1)
    }

    /// Reads a file of lines, each a payload or a JSON object whose texts are payloads.
    private static func payloads(in path: String) -> [[UInt8]] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            print("\(path) cannot be read.")
            exit(66)
        }
        return text.split(separator: "\n").flatMap { line -> [[UInt8]] in
            guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                return [Array(line.utf8)]
            }
            let inner = object["input"] as? [String: Any] ?? [:]
            let texts = ["string", "text", "base64", "input"].flatMap { [object[$0], inner[$0]] }
            return texts.compactMap { $0 as? String }.map { Array($0.utf8) }
        }
    }
}

/// What came of playing payloads.
private struct Outcome: Sendable {
    private(set) var differences: [String] = []
    /// The codes that the plain form found: what no payload has is not put to the test.
    private(set) var codes: Set<Issue.Code> = []

    /// Plays payloads of one seed.
    mutating func play(_ count: Int, _ seed: UInt64, _ seeds: [[UInt8]]) {
        var mutator = PayloadMutator(seed: seed, payloads: seeds)
        for _ in 0..<count {
            let payload = mutator.next()
            for profile in Profile.allCases {
                let verdict = VerdictLaw.compare(payload, ValidationOptions(profile: profile))
                codes.formUnion(verdict.codes)
                if let difference = verdict.difference { differences.append(difference) }
            }
        }
    }

    mutating func add(_ other: Outcome) {
        differences += other.differences
        codes.formUnion(other.codes)
    }
}

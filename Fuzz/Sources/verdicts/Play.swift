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
        let differences = await withTaskGroup(of: [String].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    stride(from: worker * run, to: count, by: workers * run).flatMap { first in
                        play(min(run, count - first), seed &+ UInt64(first), seeds)
                    }
                }
            }
            var differences: [String] = []
            for await some in group { differences += some }
            return differences
        }
        for difference in differences.prefix(20) { print(difference) }
        print(
            "\(count) payloads under \(Profile.allCases.count) profiles, seed \(seed), made from \(seeds.count): "
                + "\(differences.count) differences")
        exit(differences.isEmpty ? 0 : 1)
    }

    /// Returns the differences among payloads of one seed.
    private static func play(_ count: Int, _ seed: UInt64, _ seeds: [[UInt8]]) -> [String] {
        var mutator = PayloadMutator(seed: seed, payloads: seeds)
        var differences: [String] = []
        for _ in 0..<count {
            let payload = mutator.next()
            for profile in Profile.allCases {
                if let difference = VerdictLaw.difference(payload, ValidationOptions(profile: profile)) {
                    differences.append(difference)
                }
            }
        }
        return differences
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

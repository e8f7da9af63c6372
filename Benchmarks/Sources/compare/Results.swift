// The numbers of one run and their JSON form.
// SPDX-License-Identifier: Apache-2.0

import CPeers
import Foundation
@_spi(Kernels) import QREncoder

/// The times of one case in nanoseconds.
struct CaseResult: Encodable {
    /// Our times; `kernels` is nil where there is nothing but Swift.
    struct Ours: Encodable {
        enum CodingKeys: String, CodingKey {
            case swift = "swift_ns"
            case kernels = "kernels_ns"
        }

        let swift: Double
        let kernels: Double?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(swift, forKey: .swift)
            try container.encode(kernels, forKey: .kernels)
        }
    }

    enum CodingKeys: String, CodingKey {
        case name = "case"
        case version
        case ours
        case peers
        case peerVersions = "peer_versions"
    }

    let name: String
    let version: Int?
    let ours: Ours
    let peers: [String: Double]
    let peerVersions: [String: Int]

    init(_ comparison: Comparison, nanoseconds: [String: Double]) {
        var rest = nanoseconds.mapValues { ($0 * 10).rounded() / 10 }
        name = comparison.name
        version = comparison.version
        ours = Ours(swift: rest.removeValue(forKey: "swift") ?? 0, kernels: rest.removeValue(forKey: "kernels"))
        peers = rest
        peerVersions = comparison.peerVersions
    }
}

/// All numbers of a run, with what is needed to judge them.
struct Results: Encodable {
    let machine = Self.processorName
    let date = Date.now.formatted(.iso8601)
    let kernels = "\(KernelLevel.best)"
    let peers = Self.peerVersions
    var cases: [CaseResult] = []

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = URL(filePath: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try (encoder.encode(self) + Data("\n".utf8)).write(to: file)
    }

    private static var processorName: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
        return "\(name ?? "unknown"), \(ProcessInfo.processInfo.processorCount) processors"
    }

    /// The versions that stand in the names of the libraries' files.
    private static var peerVersions: [String: String] {
        var versions: [String: String] = [:]
        for peer in ["libqrencode", "qrcodegen", "zint", "libpng"] {
            guard let path = bench_library_file(peer) else { continue }
            versions[peer] = String(cString: path).components(separatedBy: ".so.").last
        }
        return versions
    }
}

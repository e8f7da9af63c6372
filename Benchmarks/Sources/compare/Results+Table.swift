// The numbers of one run as text.
// SPDX-License-Identifier: Apache-2.0

extension Results {
    /// All cases in nanoseconds; the two ratios are the best peer's time over ours.
    var table: String {
        let peerNames = ["libqrencode", "qrcodegen", "zint", "table"]
        var rows = [["case", "version", "swift", kernels] + peerNames + ["peer/swift", "peer/kernels"]]
        for result in cases {
            let peers = peerNames.map { name in
                let version = result.peerVersions[name]
                let mark = version == nil || version == result.version ? "" : version.map { " v\($0)" } ?? ""
                return Self.text(result.peers[name]) + mark
            }
            // A peer that made another version did other work.
            let best = result.peers.filter { (result.peerVersions[$0.key] ?? result.version) == result.version }
                .values.min()
            let ratios = [result.ours.swift, result.ours.kernels].map { ours -> String in
                guard let best, let ours else { return "-" }
                return Self.text((best / ours * 10).rounded() / 10) + "x"
            }
            rows.append(
                [result.name, result.version.map(String.init) ?? "-", Self.text(result.ours.swift)]
                    + [Self.text(result.ours.kernels)] + peers + ratios)
        }
        return "\(machine), \(date)\nnanoseconds, least of many batches; vN: the peer chose another version\n"
            + Self.aligned(rows)
    }

    /// Nanoseconds a module of versions 1, 10, 20, 30 and 40.
    var modulesTable: String {
        var rows = [["version", "modules", "swift ns/module", "\(kernels) ns/module"]]
        for result in cases where result.name.hasPrefix("encode/v") {
            let side = 17 + 4 * (result.version ?? 0)
            let times = [result.ours.swift, result.ours.kernels].map { time in
                Self.text(time.map { ($0 / Double(side * side) * 100).rounded() / 100 })
            }
            rows.append(["\(result.version ?? 0)", "\(side * side)"] + times)
        }
        return Self.aligned(rows)
    }

    private static func text(_ number: Double?) -> String {
        guard let number else { return "-" }
        return number >= 1000 ? "\(Int(number.rounded()))" : "\(number)"
    }

    private static func aligned(_ rows: [[String]]) -> String {
        let widths = rows.reduce(into: rows[0].map(\.count)) { widths, row in
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) }
        }
        return rows.map { row in
            zip(row, widths).enumerated().map { column, pair in
                let padding = String(repeating: " ", count: pair.1 - pair.0.count)
                return column == 0 ? pair.0 + padding : padding + pair.0
            }.joined(separator: "  ") + "\n"
        }.joined()
    }
}

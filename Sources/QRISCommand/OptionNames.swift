// Which option of the command line a data object comes from.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import QRIS

    /// Which option a data object's value comes from.
    struct OptionNames {
        private let names: [DataObjectPath: String]

        /// Takes names by path, such as `62.05` and `--reference-label`.
        init(_ names: [(path: String, option: String)]) {
            var table: [DataObjectPath: String] = [:]
            for entry in names {
                if let path = DataObjectPath(entry.path) { table[path] = entry.option }
            }
            self.names = table
        }

        /// The options that `build` and `convert` share.
        static let shared = [
            ("54", "--amount"), ("56", "--tip-fixed"), ("57", "--tip-percent"), ("62.01", "--bill-number"),
            ("62.02", "--mobile-number"), ("62.03", "--store-label"), ("62.04", "--loyalty-number"),
            ("62.05", "--reference-label"), ("62.06", "--customer-label"), ("62.07", "--terminal-label"),
            ("62.08", "--purpose"),
        ].map { (path: $0.0, option: $0.1) }

        /// Returns the place of a fault, such as ` in 54 (--amount)`; nothing for the payload as a whole.
        func place(_ path: DataObjectPath) -> String {
            guard path.depth > 0 else { return "" }
            return " in \(path)" + (names[path].map { " (\($0))" } ?? "")
        }
    }
#endif

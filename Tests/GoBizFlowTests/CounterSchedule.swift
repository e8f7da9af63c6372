// One seeded course of events at a counter: tills with one order number, customers, faults and deaths.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import GoBiz
    import GoBizSandbox
    import TestSupport

    /// What happens in one run.
    struct CounterSchedule {
        /// What a customer does with the code that is shown.
        enum Customer {
            case pays
            /// The code expires before anybody pays.
            case letsItExpire
            /// The code expires, and is paid from a photograph some time later.
            case paysLate
            case leaves
        }

        /// One sale of a till.
        struct Sale {
            let customer: Customer
            /// How long after the code is shown the customer acts.
            let delay: Duration
            /// The steps after which the till's processes die, one after the other; those after the last one live on.
            let deaths: [Int]
            /// For each process whether it writes for programs.
            let isJSON: [Bool]
            /// How long each process may take.
            let patience: Duration
        }

        let faults: [SandboxFault]
        /// The sales of each till; all of them have the same order number and amount.
        let tills: [[Sale]]
        let usesFile: Bool
        /// How much of what is being written to the journal at a death reaches the file, 0...1.
        let writtenPart: Double

        static let order = "A-001"
        static let amount = Rupiah(12_500)
        /// Processes of a sale: faults end by themselves, so a few after the last death are enough.
        static let lifeCount = 20

        init(seed: UInt64) {
            var generator = SeededGenerator(seed: seed)
            faults = (0..<Int.random(in: 0...4, using: &generator)).map { _ in Schedule.fault(using: &generator) }
            tills = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
                (0..<Int.random(in: 1...3, using: &generator)).map { _ in Sale(using: &generator) }
            }
            usesFile = Int.random(in: 0..<10, using: &generator) == 0
            writtenPart = Double.random(in: 0...1, using: &generator)
        }
    }

    extension CounterSchedule.Sale {
        fileprivate init(using generator: inout SeededGenerator) {
            let dice = Int.random(in: 0..<10, using: &generator)
            customer = dice < 6 ? .pays : dice < 7 ? .letsItExpire : dice < 8 ? .paysLate : .leaves
            delay = .milliseconds(Int.random(in: 0...90_000, using: &generator))
            deaths = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                Int.random(in: 1...30, using: &generator)
            }
            isJSON = (0..<CounterSchedule.lifeCount).map { _ in Bool.random(using: &generator) }
            patience = .seconds(Int.random(in: 0...120, using: &generator))
        }
    }
#endif

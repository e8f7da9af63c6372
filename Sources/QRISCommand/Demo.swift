// `qris demo`: the whole way of a payment, on a sandbox inside this process.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import Foundation
    import GoBiz
    import GoBizSandbox
    import QREncoder
    import QRIS
    import QRRendering
    import QRStructure

    /// The command `demo`.
    struct Demo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a payment from creation to settlement on a sandbox inside this program.",
            discussion: """
                Needs no credentials and no network. The clock runs fast, so a customer's minute passes in a moment.
                Writes the code as PNG and SVG.

                Examples:
                  qris demo
                  qris demo --output-prefix /tmp/code
                """)

        @Option(help: ArgumentHelp("The files are this with .png and .svg.", valueName: "path"))
        var outputPrefix = "qris-demo"

        func run() async throws {
            let time = BriskTime()
            let engine = SandboxEngine(SandboxConfiguration(seed: UInt64.random(in: 0...UInt64.max)), time: time)
            let journal = MemoryPaymentJournal()
            let client = GoBizClient(
                outlet: "G000012345", credentials: Credentials(clientID: "sandbox", clientSecret: "sandbox"),
                environment: .local(port: GoBizOptions.sandboxPort), journal: journal,
                transport: SandboxTransport(engine, time: time), time: time)
            let till = TillSession(
                client: client, journal: journal, screen: PlainScreen(.standard), patience: .seconds(60), time: time)
            do {
                let key = IdempotencyKey.random()
                let request = TransactionRequest(orderID: "order-1234", grossAmount: 3000)
                let detail = try await client.createTransaction(request, key: key)
                try Output.write("1. Asked the sandbox for a transaction over Rp 3.000.\n")
                try check(detail)
                async let customer: Void = pay(detail.transaction.id, engine, time)
                try await till.collect(detail, key)
                try await customer
            } catch let error as GoBizError {
                throw SaleRefusal(error).failure
            } catch let refusal as SaleRefusal {
                throw refusal.failure
            }
        }

        /// Validates the code and writes its pictures.
        private func check(_ detail: TransactionDetail) throws(Failure) {
            let bytes = Array((detail.transaction.qrisString ?? "").utf8)
            let payload = try QRISPayload(checking: bytes)
            try Output.write("2. Its code is valid by all rules: \(payload.bytes.count) bytes.\n")
            let symbol = try QRSymbolEncoder().symbol(of: bytes, options: EncodingOptions())
            var names: [String] = []
            for format in Self.pictures {
                let path = "\(outputPrefix).\(format.rawValue)"
                try Output.write(try format.draw(symbol, options: RenderOptions()), toFile: path)
                names.append(VisibleText.string(of: path.utf8))
            }
            try Output.write("3. Wrote \(names.joined(separator: " and ")). Nobody can pay this code:\n")
        }

        private static var pictures: [PictureFormat] {
            #if PNG
                [.png, .svg]
            #else
                [.svg]
            #endif
        }

        /// The customer takes three seconds of the fast clock.
        private func pay(_ id: String, _ engine: SandboxEngine, _ time: BriskTime) async throws {
            try await time.sleep(for: .seconds(3))
            _ = try engine.pay(id)
        }
    }

    /// The machine's time, twelve times as fast.
    private struct BriskTime: TimeSource {
        private static let speed = 12
        private let system = SystemTime()

        var now: Duration { system.now * BriskTime.speed }
        var date: Date { system.date }

        func sleep(for duration: Duration) async throws {
            try await system.sleep(for: duration / BriskTime.speed)
        }
    }
#endif

// `qris show`: the code and its facts, on a terminal and in a pipe.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct ShowTests {
    @Test func tellsWhomItPays() throws {
        let result = try Qris.run("show", Seed.created)
        #expect(result.exitCode == 0 && result.errorOutput.isEmpty && !result.hasEscapes)
        #expect(result.outputText.contains("█▀▀▀▀▀█"))
        #expect(
            result.outputText.contains(
                """
                Merchant    Circlek
                City        Bandung deket r
                Amount      Rp 122
                NMID        ID1019045019001
                Acquirer    GoPay (PT Dompet Anak Bangsa)
                Kind        dynamic: for one payment

                warning: qris.nmid_luhn
                """))
    }

    @Test func drawsNothingInvalid() throws {
        let result = try Qris.run("show", Seed.created.replacingOccurrences(of: "Circlek", with: "Circleq"))
        #expect(result.exitCode == 1 && result.output.isEmpty)
        #expect(result.errorText.hasPrefix("qris: error: crc.mismatch"))
    }

    /// Invented codes of other kinds; their CRCs are those of Python's binascii.crc_hqx(text, 0xFFFF).
    private static let promptPay = "00020101021129370016A0000006770101110113006680000000053037645802TH63046547"
    private static let withdrawal =
        "00020101021240570016ID.CO.CONTOH.WWW01199360000000000000018021012345678905204482953033605405500005802ID5904BUDI"
        + "6007JAKARTA61051011062470804CWDL99350002000125AAAAAAAAAAAAAAAAAAAAAAAAA6304CE22"

    @Test func namesForeignSchemes() throws {
        let refused = try Qris.run("show", Self.promptPay)
        #expect(refused.exitCode == 1 && refused.output.isEmpty)
        #expect(refused.errorText.contains("this is a PromptPay code; --profile lenient judges such codes"))
        let shown = try Qris.run("show", "--profile", "lenient", Self.promptPay)
        #expect(shown.exitCode == 0 && shown.outputText.contains("Scheme      PromptPay\n"))
        #expect(try Qris.run("show", "--profile", "lenient", Seed.created).outputText.contains("Scheme") == false)
        #expect(try Qris.run("show", "--profile", "none", Seed.created).exitCode == 64)
    }

    @Test func namesTheKind() throws {
        let result = try Qris.run("show", Self.withdrawal)
        #expect(result.exitCode == 0 && result.outputText.contains("Kind        cash withdrawal\n"))
    }

    @Test func usesColorsOnATerminalOnly() throws {
        let colored = try Qris.terminal("show '\(Seed.created)'")
        #expect(colored.exitCode == 0 && colored.hasEscapes)
        #expect(try !Qris.terminal("show '\(Seed.created)'", environment: "NO_COLOR=1").hasEscapes)
        #expect(try !Qris.terminal("show '\(Seed.created)'", environment: "TERM=dumb").hasEscapes)
        #expect(try Qris.terminal("show '\(Seed.created)'", environment: "NO_COLOR=").hasEscapes)
    }

    @Test func fitsTheTerminal() throws {
        #expect(try Qris.terminal("show '\(Seed.created)'", columns: 73).exitCode == 0)
        #expect(try Qris.terminal("show '\(Seed.created)'", columns: 69).exitCode == 0)
        let narrow = try Qris.terminal("show '\(Seed.created)'", columns: 68)
        #expect(narrow.exitCode == 2 && narrow.outputText.contains("needs 69 columns"))
    }
}

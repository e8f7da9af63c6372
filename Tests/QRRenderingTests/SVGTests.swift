// The SVG document as XML, its size, and titles that try to break out of it.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRRendering
import QRStructure
import TestSupport
import Testing

@Suite struct SVGTests {
    /// Parses with Python's expat and returns "width height viewBox", the elements' names, and the title in hex.
    private func parsed(_ svg: [UInt8]) throws -> [String] {
        let script = """
            import sys, xml.etree.ElementTree as E
            r = E.fromstring(sys.stdin.buffer.read())
            print(r.get('width'), r.get('height'), r.get('viewBox'))
            print(' '.join(e.tag.split('}')[1] for e in r.iter()))
            print((r.findtext('{http://www.w3.org/2000/svg}title') or '').encode().hex())
            """
        let result = try ProcessRunner.run(.python, ["-c", script], input: svg)
        #expect(result.exitCode == 0, "\(result.errorText)")
        return result.outputText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private func hexadecimal(_ text: String) -> String {
        text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func geometry() throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        let lines = try parsed(symbol.svg(options: RenderOptions(quietZone: 2, modulePixels: 10)))
        #expect(lines[0] == "250 250 0 0 25 25")
        #expect(lines[1] == "svg rect path")
    }

    @Test func transparentLightHasNoBackground() throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        let lines = try parsed(symbol.svg(options: RenderOptions(light: .transparent), title: "x"))
        #expect(lines[1] == "svg title path")
    }

    @Test func coloursWithOpacity() throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        let options = RenderOptions(
            dark: Color(red: 1, green: 2, blue: 255, alpha: 254), light: Color(red: 255, green: 238, blue: 0, alpha: 1))
        let document = try symbol.svgString(options: options)
        #expect(document.contains("stroke=\"#0102ff\" stroke-opacity=\"0.996\""))
        #expect(document.contains("fill=\"#fe0\" fill-opacity=\"0.004\""))
    }

    @Test func titleIsEscaped() throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        let title = "a</title><script>x</script>&amp;\"']]>--><!-- \u{2028}\r\n\t é \u{1F600} \u{202E}"
        let document = try symbol.svg(title: title)
        let lines = try parsed(document)
        #expect(lines[1] == "svg title rect path")
        #expect(lines[2] == hexadecimal(title))
        let text = String(decoding: document, as: UTF8.self)
        let element = try #require(text.split(separator: "<title>").last?.split(separator: "</title>").first)
        #expect(!element.contains { "<>\"'".contains($0) })
    }

    @Test func charactersThatXMLForbidsAreDropped() throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        let forbidden = (0..<32).filter { ![9, 10, 13].contains($0) } + [0xFFFE, 0xFFFF]
        var title = String.UnicodeScalarView("[".unicodeScalars)
        title.append(contentsOf: forbidden.compactMap { Unicode.Scalar(UInt32($0)) })
        title.append(contentsOf: "]\u{FFFD}\u{10FFFF}".unicodeScalars)
        #expect(title.count == 35)
        let lines = try parsed(symbol.svg(title: String(title)))
        #expect(lines[2] == hexadecimal("[]\u{FFFD}\u{10FFFF}"))
    }

    @Test(arguments: Fixtures.qrisStrings) func documentIsSmall(payload: String) throws {
        let symbol = try QRSymbol(encoding: payload)
        #expect(try symbol.svg().count < 7000)
    }

    /// A version 1 symbol's upper rows, written down by hand from the finder pattern.
    @Test func startOfTheDocument() throws {
        let symbol = try QRSymbol(encoding: "01234567", options: EncodingOptions(mode: .numeric))
        let start =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"232\" height=\"232\" viewBox=\"0 0 29 29\" "
            + "shape-rendering=\"crispEdges\"><rect width=\"29\" height=\"29\" fill=\"#fff\"/>"
            + "<path transform=\"translate(4 4.5)\" stroke=\"#000\" d=\"M0 0h7m"
        #expect(try symbol.svgString().hasPrefix(start))
        #expect(try symbol.svgString().hasSuffix("\"/></svg>\n"))
    }
}

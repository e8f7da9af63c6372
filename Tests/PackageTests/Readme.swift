// The README's fenced blocks and links.
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The README of this checkout.
struct Readme {
    /// A fenced block.
    struct Block {
        /// The word behind the opening fence.
        let language: String
        /// The lines between the fences.
        let lines: [String]

        /// The lines, with a newline after each.
        var text: String { lines.map { $0 + "\n" }.joined() }
    }

    /// The directory of the checkout.
    static let checkout = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The sample payload that the README's examples use.
    static let sample = checkout.appendingPathComponent("Tests/Samples/gobiz.txt")

    /// The whole text.
    let text: String
    /// All fenced blocks in order.
    let blocks: [Block]

    /// Reads the README.
    init() throws {
        text = try String(contentsOf: Readme.checkout.appendingPathComponent("README.md"), encoding: .utf8)
        var blocks: [Block] = []
        var open: (language: String, lines: [String])?
        for line in text.components(separatedBy: "\n") {
            if let block = open {
                if line == "```" {
                    blocks.append(Block(language: block.language, lines: block.lines))
                    open = nil
                } else {
                    open?.lines.append(line)
                }
            } else if line.hasPrefix("```") {
                open = (String(line.dropFirst(3)), [])
            }
        }
        self.blocks = blocks
    }

    /// Returns the texts of all blocks in a language.
    ///
    /// - Parameter language: the word behind the opening fence.
    /// - Returns: their texts in order.
    func texts(in language: String) -> [String] {
        blocks.filter { $0.language == language }.map(\.text)
    }

    /// The targets of all links and pictures.
    var linkTargets: [String] {
        text.components(separatedBy: "](").dropFirst().compactMap { $0.components(separatedBy: ")").first }
    }
}

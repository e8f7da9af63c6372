// `-o`: what becomes of the file, its other names and its rights, also when the tool is killed on the way.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import QRISCommand

@Suite struct OutputTests {
    /// Runs a script in a new directory; `$0` draws a small picture to where `-o` says.
    private func script(_ lines: String) throws -> ProcessResult {
        try Qris.shell(
            """
            directory=$(mktemp -d); trap 'rm -rf "$directory"' EXIT; cd "$directory" || exit
            draw() { "$0" encode --any HI --format svg -o "$@"; }
            drawn() { test "$(head -c 4 "$1")" = '<svg' && test "$(tail -c 7 "$1")" = '</svg>'; }
            \(lines)
            """)
    }

    private func names(in directory: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func leavesNothingBehindWhenKilled(by number: Int32) throws {
        var generator = SeededGenerator(seed: UInt64(number))
        try withTemporaryDirectory { directory in
            let picture = directory.appendingPathComponent("code.pbm")
            let arguments = [
                "encode", "--any", String(repeating: "H", count: 2_000), "--scale", "64", "-o", picture.path,
            ]
            #expect(try Qris.run(arguments: arguments).exitCode == 0)
            let whole = try FileManager.default.attributesOfItem(atPath: picture.path)[.size] as? Int
            for round in 0..<40 {
                if round.isMultiple(of: 2) { try? FileManager.default.removeItem(at: picture) }
                let process = try Qris.start(arguments)
                Thread.sleep(forTimeInterval: Double.random(in: 0..<0.4, using: &generator))
                kill(process.processIdentifier, number)
                process.waitUntilExit()
                let left = try names(in: directory)
                #expect(left.isEmpty || left == ["code.pbm"])
                if let size = try? FileManager.default.attributesOfItem(atPath: picture.path)[.size] as? Int {
                    #expect(size == whole)
                }
            }
        }
    }

    @Test func clearsWhatAKilledRunLeft() throws {
        try withTemporaryDirectory { directory in
            let picture = directory.appendingPathComponent("code.svg").path
            // The end of the value closes the file, as the end of a killed process does; nothing removes it.
            for _ in 0..<3 { _ = try TemporaryFile(for: picture) }
            #expect(try names(in: directory).count == 1)
            let written = try TemporaryFile(for: picture)
            try FileManager.default.createSymbolicLink(
                atPath: written.path.replacingOccurrences(of: "-0.tmp", with: "-1.tmp"),
                withDestinationPath: "/dev/null")
            #expect(try Qris.run("encode", "--any", "HI", "-o", picture).exitCode == 0)
            // One that a process is still writing stays, and so does what is not the tool's.
            let left = try names(in: directory)
            #expect(left.count == 3 && left.last == "code.svg")
            #expect(FileManager.default.fileExists(atPath: written.path))
            try written.file.write([1])
            SystemCalls.remove(written.path)
        }
    }

    @Test func manyAtOnceDoNotDisturbEachOther() throws {
        try withTemporaryDirectory { directory in
            let picture = directory.appendingPathComponent("code.svg")
            let processes = try (0..<12).map { _ in try Qris.start(["encode", "--any", "HI", "-o", picture.path]) }
            for process in processes {
                process.waitUntilExit()
                #expect(process.terminationStatus == 0)
            }
            #expect(try names(in: directory) == ["code.svg"])
            #expect(try String(contentsOf: picture, encoding: .utf8).hasSuffix("</svg>\n"))
        }
    }

    @Test func keepsNamesAndRights() throws {
        let result = try script(
            """
            echo old >one; ln one two; draw one; drawn two || echo link lost; stat -c %h one
            mkdir sub; ln -s sub/new.svg link; draw link; test -L link && drawn sub/new.svg || echo symbolic link lost
            ln -s link again; draw again; test -L again && test -L link && drawn sub/new.svg || echo second link lost
            echo old >owned; chmod 640 owned; test "$(id -u)" != 0 || chown 1234:2345 owned
            before=$(stat -c %u:%g:%a owned); draw owned; test "$before" = "$(stat -c %u:%g:%a owned)" || echo rights lost
            drawn owned || echo not drawn
            long=$(printf 'a%.0s' $(seq 251)).svg; draw "$long"; drawn "$long" || echo name too long
            ln -s circle circle; draw circle 2>/dev/null && echo circle; ls -A sub
            """)
        #expect(result.outputText == "2\nnew.svg\n" && result.errorText == "")
    }

    @Test func writesStraightToWhatIsNoFile() throws {
        let result = try script(
            """
            echo first >log; draw /dev/stdout >>log; head -n 1 log; tail -c 7 log
            ln -s /dev/fd/1 link; draw link >log; drawn log; test -L link || echo link lost
            mkfifo pipe; head -c 4 pipe & draw pipe; wait; echo; test -p pipe || echo pipe lost
            draw /dev/null; test -c /dev/null || echo device lost
            draw /proc/self/fd/1 | head -c 4; echo; ls -A
            draw . 2>/dev/null || draw /dev/fd/1000 2>&1
            """)
        #expect(
            result.outputText == "first\n</svg>\n<svg\n<svg\nlink\nlog\npipe\n"
                + "qris: error: cannot write /dev/fd/1000: Bad file descriptor\n")
        #expect(result.errorText == "")
    }

    // Where no other file can be made beside it, the file itself is written to; where it must not be, it stays.
    @Test func writesToAFileInAClosedDirectory() throws {
        let result = try script(
            """
            cp "$0" qris; chmod 755 . qris; mkdir closed; echo old >closed/file; echo old >open; echo old >closed/kept
            chmod 666 closed/file open; chmod 444 closed/kept; chmod 555 closed
            test "$(id -u)" != 0 || as='setpriv --reuid=65534 --regid=65534 --clear-groups'
            for name in closed/file open closed/kept closed/new; do
                $as ./qris encode --any HI --format svg -o "$name" 2>/dev/null; echo "$name $?"
            done
            drawn closed/file || echo not drawn; drawn open || echo not drawn; cat closed/kept; ls -A closed; chmod 755 closed
            """)
        #expect(
            result.outputText
                == "closed/file 0\nopen 0\nclosed/kept 2\nclosed/new 2\nold\nfile\nkept\n")
    }
}

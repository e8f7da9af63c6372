// Standard input in chunks of lines, with bounds on both.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    /// One line of a batch.
    enum BatchLine: Sendable, Hashable {
        /// The line without its line feed.
        case line([UInt8])
        /// A line over the limit; its bytes were dropped.
        case tooLong
    }

    /// Reads lines in chunks that are small enough to keep many of them in memory.
    struct LineReader {
        /// Longest line in bytes: more than any symbol or payload needs.
        static let lineLimit = 1 << 22
        /// Most lines of a chunk: enough that what a worker sets up once is nothing beside them.
        private static let chunkLineLimit = 512
        /// A chunk with this many bytes takes no further line.
        private static let chunkByteLimit = 1 << 18

        /// Bytes read and not yet handed out.
        private var buffer: ArraySlice<UInt8> = []
        /// The beginning of a line whose end is not read yet.
        private var partial: [UInt8] = []
        /// Whether the line being read is over the limit.
        private var isTooLong = false
        private var isAtEnd = false
        /// Whether the next line is the first one.
        private var isAtStart = true
        private let read: () throws(SystemError) -> [UInt8]
        private let hasInput: () -> Bool

        /// Makes a reader.
        ///
        /// - Parameters:
        ///   - read: returns the next bytes, nothing at the end.
        ///   - hasInput: whether `read` would return at once.
        init(read: @escaping () throws(SystemError) -> [UInt8], hasInput: @escaping () -> Bool) {
            self.read = read
            self.hasInput = hasInput
        }

        /// Whether the next chunk can be had without waiting for more input.
        var isReady: Bool { !buffer.isEmpty || isAtEnd || hasInput() }

        /// Returns the next lines, at least one unless the input is at its end; nil then.
        ///
        /// Does not wait for more input than it needs for one line.
        mutating func chunk() throws(SystemError) -> [BatchLine]? {
            var lines: [BatchLine] = []
            var byteCount = 0
            while lines.count < Self.chunkLineLimit, byteCount < Self.chunkByteLimit {
                guard !buffer.isEmpty else {
                    guard lines.isEmpty || hasInput(), !isAtEnd else { break }
                    try fill()
                    continue
                }
                guard let line = takeLine() else { continue }
                if case .line(let bytes) = line { byteCount += bytes.count }
                lines.append(line)
            }
            if isAtEnd, buffer.isEmpty, lines.count < Self.chunkLineLimit, let rest = takeRest() {
                lines.append(rest)
            }
            return lines.isEmpty ? nil : lines
        }

        private mutating func fill() throws(SystemError) {
            buffer = try read()[...]
            isAtEnd = buffer.isEmpty
        }

        /// Takes a line from the buffer; nil when its end is not there yet.
        private mutating func takeLine() -> BatchLine? {
            let end = buffer.firstIndex(of: UInt8(ascii: "\n"))
            let piece = buffer[buffer.startIndex..<(end ?? buffer.endIndex)]
            buffer = buffer[(end.map { $0 + 1 } ?? buffer.endIndex)...]
            if isTooLong || partial.count + piece.count > Self.lineLimit {
                isTooLong = true
                partial = []
            } else {
                partial.append(contentsOf: piece)
            }
            return end == nil ? nil : takePartial()
        }

        /// Takes the last line where no line feed ends it.
        private mutating func takeRest() -> BatchLine? {
            partial.isEmpty && !isTooLong ? nil : takePartial()
        }

        private mutating func takePartial() -> BatchLine {
            // What some editors put in front of a text.
            if isAtStart, partial.starts(with: [0xEF, 0xBB, 0xBF]) { partial.removeFirst(3) }
            isAtStart = false
            let line = isTooLong ? BatchLine.tooLong : .line(partial)
            partial = []
            isTooLong = false
            return line
        }
    }
#endif

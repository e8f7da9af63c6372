// Runs a batch: chunks of lines on all cores, answers in order, memory bounded.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    /// Reads requests, one per line, and writes their answers, one per line, in the same order.
    struct BatchRunner {
        /// Chunks answered at the same time.
        let jobs: Int
        /// Makes a worker's function: a request in, the answer's members out.
        let makeWorker: @Sendable () -> Worker

        /// Appends the members of a request's answer; appends nothing when it throws.
        typealias Worker = (BatchRequest, inout JSONWriter) throws(BatchFault) -> Void

        /// Chunks that may wait for an earlier one, for each job.
        private static let waitingChunksPerJob = 4

        /// Runs until the end of the input.
        func run(_ lines: inout LineReader) async throws(Failure) {
            let outcome = await withTaskGroup(of: Answers.self) { group in
                var order = AnswerOrder()
                do throws(Failure) {
                    try await feed(&group, &lines, &order)
                    return Result<Void, Failure>.success(())
                } catch {
                    return .failure(error)
                }
            }
            try outcome.get()
        }

        private func feed(
            _ group: inout TaskGroup<Answers>, _ lines: inout LineReader, _ order: inout AnswerOrder
        ) async throws(Failure) {
            while let chunk = try nextChunk(&lines) {
                let number = order.issue()
                group.addTask { [makeWorker] in
                    Answers(number: number, bytes: Self.answers(to: chunk, makeWorker()))
                }
                // With no input at hand whoever asks may be waiting for the answers.
                let isIdle = !lines.isReady
                while order.pendingCount > 0,
                    isIdle || order.runningCount >= jobs || order.pendingCount >= jobs * Self.waitingChunksPerJob
                {
                    guard let answers = await group.next() else { break }
                    try order.take(answers)
                }
            }
            while let answers = await group.next() {
                try order.take(answers)
            }
        }

        private func nextChunk(_ lines: inout LineReader) throws(Failure) -> [BatchLine]? {
            do throws(SystemError) {
                return try lines.chunk()
            } catch {
                throw Failure(.operationFailed, "cannot read standard input: \(error.message)")
            }
        }

        /// Returns the answers to a chunk, a line each; blank lines have none.
        private static func answers(to chunk: [BatchLine], _ worker: Worker) -> [UInt8] {
            var answers: [UInt8] = []
            for line in chunk {
                switch line {
                case .line(let bytes):
                    guard !bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) else { continue }
                    answers += answer(to: bytes, worker)
                case .tooLong:
                    answers += refusal(
                        .badRequest("the line is longer than \(LineReader.lineLimit) bytes"), id: nil)
                }
            }
            return answers
        }

        private static func answer(to line: [UInt8], _ worker: Worker) -> [UInt8] {
            var id: ArraySlice<UInt8>?
            do throws(BatchFault) {
                let request = try BatchRequest(line)
                id = request.id
                var members = JSONWriter()
                try members.object { (members: inout JSONWriter) throws(BatchFault) in
                    members.id(id)
                    try worker(request, &members)
                }
                members.endLine()
                return members.bytes
            } catch {
                return refusal(error, id: id)
            }
        }

        private static func refusal(_ fault: BatchFault, id: ArraySlice<UInt8>?) -> [UInt8] {
            var writer = JSONWriter()
            writer.object { members in
                members.id(id)
                members.key("ok")
                members.bool(false)
                members.members(ofError: fault.code, fault.message)
            }
            writer.endLine()
            return writer.bytes
        }
    }

    /// The answers to one chunk.
    private struct Answers: Sendable {
        /// The chunk's place in the input, from 0.
        let number: Int
        /// Lines of JSON.
        let bytes: [UInt8]
    }

    /// Writes answers in the order of their chunks.
    private struct AnswerOrder {
        private var issuedCount = 0
        private var writtenCount = 0
        private var waiting: [Int: [UInt8]] = [:]

        /// Chunks whose answers are not written yet.
        var pendingCount: Int { issuedCount - writtenCount }

        /// Chunks that are being answered.
        var runningCount: Int { pendingCount - waiting.count }

        /// Returns the number of the next chunk.
        mutating func issue() -> Int {
            issuedCount += 1
            return issuedCount - 1
        }

        /// Writes answers and those that waited for them, or keeps them until their turn.
        mutating func take(_ answers: Answers) throws(Failure) {
            waiting[answers.number] = answers.bytes
            while let bytes = waiting.removeValue(forKey: writtenCount) {
                writtenCount += 1
                try Output.write(bytes)
            }
        }
    }

    extension JSONWriter {
        /// Appends the member `id`: a value as it came, or null.
        fileprivate mutating func id(_ json: ArraySlice<UInt8>?) {
            key("id")
            if let json { raw(json) } else { null() }
        }
    }
#endif

// Law: Base64 and BER-TLV give back what they read; the check takes any payload, issues lie inside it.
// SPDX-License-Identifier: Apache-2.0

import CFuzzer
import EMVConsumerTLV

@main enum FuzzConsumer {
    static func main() {
        _ = fuzz_run(CommandLine.argc, CommandLine.unsafeArgv) { data, size in
            do { try FuzzConsumer.check(Array(UnsafeBufferPointer(start: data, count: size))) } catch {
                fatalError("\(error)")
            }
            return 0
        }
    }

    static func check(_ input: [UInt8]) throws {
        if let bytes = try? Base64.decode(input.span) { precondition(Base64.encode(bytes.span) == input) }
        guard let payload = try? ConsumerPayload(parsing: input) else { return }
        var writer = BERWriter()
        for object in payload.objects { try writer.append(object.tag, payload.value(of: object)) }
        let again = try ConsumerPayload(parsing: writer.bytes)
        precondition(again.objects.map(payload.tagAndCount) == payload.objects.map(payload.tagAndCount))
        for profile in ConsumerProfile.allCases {
            let issues = payload.validate(profile: profile)
            precondition(issues.count <= 101 && issues.allSatisfy { !$0.message.isEmpty })
            precondition(issues.allSatisfy { $0.byteOffset >= 0 && $0.byteOffset + $0.byteLength <= input.count })
        }
        if let notation = ConsumerNotation(recognizing: input.span) { _ = try? notation.bytes(of: input.span) }
        for application in payload.applications { _ = (application.label, application.issuerData) }
        let decoded = try ConsumerPayload(base64: payload.base64())
        precondition(decoded == payload)
    }
}

extension ConsumerPayload {
    func tagAndCount(_ object: BERObject) -> [Int] { [Int(object.tag.rawValue), object.valueRange.count] }
}

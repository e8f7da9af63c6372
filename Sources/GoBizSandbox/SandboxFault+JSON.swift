// Faults and settings as JSON, the way the controls read and show them.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    extension SandboxFault {
        private static let members: Set<String> = [
            "method", "path", "nth", "probability", "seed", "effect", "milliseconds", "spread", "status", "retry_after",
            "when", "count", "seconds",
        ]

        /// Reads a rule.
        init(_ json: JSON) throws(Reply) {
            let reader = MemberReader(json: json)
            try reader.refuseUnknown(besides: Self.members)
            self.init(try Self.effect(reader))
            method = try reader.text("method")?.uppercased()
            pathPrefix = try reader.text("path")
            nth = try reader.integer("nth", 1...Int.max)
            probability = try reader.number("probability", 0...1) ?? 1
            seed = try reader.integer("seed", 0...Int.max).map { UInt64($0) }
            if json["count"] != nil { count = try reader.integer("count", 1...Int.max) }
            if json["seconds"] != nil {
                lifetime = try reader.number("seconds", 0...315_576_000).map { .seconds($0) }
            }
        }

        private static func effect(_ reader: MemberReader) throws(Reply) -> Effect {
            let moment = try reader.choice("when", Moment.self) ?? .before
            switch try reader.text("effect") {
            case "latency":
                return .latency(
                    try reader.milliseconds(), spread: try reader.number("spread", 0...5) ?? 0)
            case "slow_body": return .slowBody(try reader.milliseconds())
            case "status":
                guard let status = try reader.integer("status", 400...599) else {
                    throw .refusal(400, "status is missing")
                }
                return .status(status, retryAfter: try reader.integer("retry_after", 0...86_400), moment)
            case "html": return .htmlPage(moment)
            case "drop": return .drop(moment)
            case "cut_reply": return .cutReply
            case "cut_json": return .cutJSON
            case "revoked_token": return .revokedToken
            case "unknown_fields": return .unknownFields
            default:
                throw .refusal(
                    400,
                    "effect must be latency, slow_body, status, html, drop, cut_reply, cut_json, revoked_token or "
                        + "unknown_fields")
            }
        }
    }

    extension FaultTable.Entry {
        /// The rule with its number, its hits and the time it has left.
        func json(at now: Duration) -> JSON {
            var members: [(String, JSON?)] = [
                ("id", .number(id)), ("method", .optional(fault.method)), ("path", .optional(fault.pathPrefix)),
                ("nth", fault.nth.map { .number($0) }), ("probability", .decimal(fault.probability)),
                ("seed", fault.seed.map { .number(Int(clamping: $0)) }),
            ]
            members += fault.effect.members
            members += [
                ("count", fault.count.map { .number($0) }), ("hits", .number(hitCount)),
                ("seconds_left", endsAt.map { .decimal(($0 - now).inSeconds) }),
            ]
            return .object(members.map { JSON.Member(name: $0.0, value: $0.1 ?? .null) })
        }
    }

    extension SandboxFault.Effect {
        fileprivate var members: [(String, JSON?)] {
            switch self {
            case .latency(let time, let spread):
                [
                    ("effect", "latency"), ("milliseconds", .decimal(time.inSeconds * 1000)),
                    ("spread", .decimal(spread)),
                ]
            case .slowBody(let time): [("effect", "slow_body"), ("milliseconds", .decimal(time.inSeconds * 1000))]
            case .status(let status, let retryAfter, let moment):
                [
                    ("effect", "status"), ("status", .number(status)),
                    ("retry_after", retryAfter.map { .number($0) }), ("when", .string(moment.rawValue)),
                ]
            case .htmlPage(let moment): [("effect", "html"), ("when", .string(moment.rawValue))]
            case .drop(let moment): [("effect", "drop"), ("when", .string(moment.rawValue))]
            case .cutReply: [("effect", "cut_reply")]
            case .cutJSON: [("effect", "cut_json")]
            case .revokedToken: [("effect", "revoked_token")]
            case .unknownFields: [("effect", "unknown_fields")]
            }
        }
    }

    // MARK: - Settings

    extension SandboxSettings {
        private static let members: Set<String> = [
            "token_seconds", "key_seconds", "expires_after_seconds", "expired_status", "different_body", "in_progress",
            "key_scope", "remembers_refusals", "notification_mode",
        ]

        var json: JSON {
            [
                "token_seconds": .decimal(tokenLifetime.inSeconds), "key_seconds": .decimal(keyLifetime.inSeconds),
                "expires_after_seconds": expiresAfter.map { .decimal($0.inSeconds) } ?? .null,
                "expired_status": .string(expiredStatus), "different_body": .string(differentBody.rawValue),
                "in_progress": .string(inProgress.rawValue), "key_scope": .string(keyScope.rawValue),
                "remembers_refusals": .bool(remembersRefusals), "notification_mode": .string(notificationMode.rawValue),
            ]
        }

        /// Returns the settings with those changed that an object names.
        func changed(by json: JSON) throws(Reply) -> SandboxSettings {
            let reader = MemberReader(json: json)
            try reader.refuseUnknown(besides: Self.members)
            let years = 0...315_576_000.0
            var new = self
            if let time = try reader.number("token_seconds", years) { new.tokenLifetime = .seconds(time) }
            if let time = try reader.number("key_seconds", years) { new.keyLifetime = .seconds(time) }
            if json["expires_after_seconds"] != nil {
                new.expiresAfter = try reader.number("expires_after_seconds", years).map { .seconds($0) }
            }
            new.expiredStatus = try reader.text("expired_status") ?? expiredStatus
            new.differentBody = try reader.choice("different_body", DifferentBody.self) ?? differentBody
            new.inProgress = try reader.choice("in_progress", InProgress.self) ?? inProgress
            new.keyScope = try reader.choice("key_scope", KeyScope.self) ?? keyScope
            new.notificationMode = try reader.choice("notification_mode", NotificationMode.self) ?? notificationMode
            if let flag = json["remembers_refusals"] {
                guard let flag = flag.boolean else { throw .refusal(400, "remembers_refusals must be true or false") }
                new.remembersRefusals = flag
            }
            return new
        }
    }

    /// Reads the members of an object and refuses what does not fit; null counts as absent.
    private struct MemberReader {
        let json: JSON

        func refuseUnknown(besides known: Set<String>) throws(Reply) {
            guard case .object(let members) = json else { return }
            for member in members where !known.contains(member.name) {
                throw .refusal(400, "unknown member; known are \(known.sorted().joined(separator: ", "))")
            }
        }

        private func value(_ name: String) -> JSON? {
            json[name].flatMap { $0.isNull ? nil : $0 }
        }

        func text(_ name: String) throws(Reply) -> String? {
            guard let value = value(name) else { return nil }
            guard let text = value.text, !text.isEmpty else { throw .refusal(400, "\(name) must be a text") }
            return text
        }

        func integer(_ name: String, _ range: ClosedRange<Int>) throws(Reply) -> Int? {
            guard let value = value(name) else { return nil }
            guard let number = value.integer, range ~= number else {
                throw .refusal(400, "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }

        func number(_ name: String, _ range: ClosedRange<Double>) throws(Reply) -> Double? {
            guard let value = value(name) else { return nil }
            guard let number = value.double, range ~= number else {
                throw .refusal(400, "\(name) must be a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }

        func milliseconds() throws(Reply) -> Duration {
            guard let number = try number("milliseconds", 0...3_600_000) else {
                throw .refusal(400, "milliseconds is missing")
            }
            return .milliseconds(number)
        }

        func choice<Choice: RawRepresentable & CaseIterable>(
            _ name: String, _ type: Choice.Type
        ) throws(Reply) -> Choice? where Choice.RawValue == String {
            guard let text = try text(name) else { return nil }
            guard let choice = Choice(rawValue: text) else {
                let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                throw .refusal(400, "\(name) must be one of \(known)")
            }
            return choice
        }
    }
#endif

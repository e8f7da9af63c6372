// Who pays.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// `customer_details`: personal data, so printing or dumping it shows nothing.
    ///
    /// All fields are optional; those that are nil are left out.
    public struct Customer: Sendable, Hashable {
        /// `first_name`.
        public var firstName: String?
        /// `last_name`.
        public var lastName: String?
        /// `email`.
        public var email: String?
        /// `phone`.
        public var phone: String?

        /// Makes a customer.
        ///
        /// - Parameters:
        ///   - firstName: the first name.
        ///   - lastName: the last name.
        ///   - email: the e-mail address.
        ///   - phone: the phone number with its country code.
        public init(firstName: String? = nil, lastName: String? = nil, email: String? = nil, phone: String? = nil) {
            self.firstName = firstName
            self.lastName = lastName
            self.email = email
            self.phone = phone
        }

        func write(to text: inout JSONText) {
            let fields = [("first_name", firstName), ("last_name", lastName), ("email", email), ("phone", phone)]
            text.writeObject(
                fields.compactMap { name, value in value.map { value in (name, { $0.write(.string(value)) }) } })
        }

        /// The values that must not appear in an error.
        var values: [String] { [firstName, lastName, email, phone].compactMap { $0 } }
    }

    extension Customer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
        /// Always `***`.
        public var description: String { "***" }
        /// Always `***`.
        public var debugDescription: String { "***" }
        /// Shows nothing.
        public var customMirror: Mirror { Mirror(self, children: []) }
    }
#endif

// What is told about a transaction that is followed.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// One piece of news about a transaction.
    public enum TransactionUpdate: Sendable, Hashable {
        /// The transaction is as told: the first news, a change, or the first news after `unreachable`.
        case changed(TransactionDetail)
        /// Nothing could be learnt, now for as long as told; following goes on. Told once for each kind of error.
        case unreachable(GoBizError, since: Duration)
        /// The last news: why following ended.
        case ended(EndReason)

        /// Why following ended.
        public enum EndReason: Sendable, Hashable {
            /// It is paid.
            case settled
            /// It has ended otherwise, such as by expiry: see its status.
            case final
            /// Time is up. The transaction may still be paid: look it up, or follow it again, before it is given up.
            case deadline
        }
    }

    /// When following ends.
    public struct FollowDeadline: Sendable, Hashable {
        let duration: Duration

        /// Ends following some time after it has begun, by a clock that nobody can set.
        ///
        /// - Parameter duration: how long; without a positive one the transaction is looked up just once.
        /// - Returns: the deadline.
        public static func after(_ duration: Duration) -> FollowDeadline {
            FollowDeadline(duration: duration)
        }
    }
#endif

extension SpanStore {
    /// What reading every byte of a store's directory has found.
    public struct Verification: Sendable {
        /// Something found in a file.
        public struct Finding: Hashable, Sendable, CustomStringConvertible {
            /// The file's name.
            public var file: String
            /// The first byte that it is about; nil when it is about the file as a whole.
            public var offset: Int?
            /// What was found, a sentence without a full stop.
            public var what: String

            /// What was found, and at which byte.
            public var description: String { offset.map { "at byte \($0): \(what)" } ?? what }
        }

        /// What has changed since it was written, or contradicts itself.
        public var damages: [Finding] = []
        /// What is no damage but worth knowing: what a writer at work, or its end, has left.
        public var notices: [Finding] = []
        /// How many files were read.
        public var files = 0
        /// How many bytes they have.
        public var bytes = 0
        /// How many spans were decoded.
        public var spans = 0
        /// How many pieces were checked: records of logs; columns, pages and footers of segments.
        public var pieces = 0

        /// Whether everything is as it was written.
        public var isClean: Bool { damages.isEmpty }
    }
}

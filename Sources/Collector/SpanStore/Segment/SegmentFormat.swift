/// The fixed parts of a segment file; `Format.md` describes all of it byte by byte.
enum SegmentFormat {
    static let version: UInt32 = 1
    static let magic: [UInt8] = Array("CAIRNSEG".utf8)
    static let trailerCount = 40

    /// About how many rows a block holds. A trace is only cut when it alone has more.
    static let blockRows = 4096
    /// About how many bytes of values a page of a dictionary holds.
    static let pageBytes = 4 << 10
    /// About how many traces a page of the index holds.
    static let indexPageTraces = 1024
    /// How much of a page's first value stands in the footer.
    static let firstValueBytes = 32

    /// The columns of a block. From `dictionary` on each column holds ranks in the dictionary with its number less
    /// `dictionary`: names, sources, other fields, then the attributes key by key.
    enum Column {
        static let traceHigh = 0
        static let traceLow = 1
        static let groupStart = 2
        static let groupRows = 3
        static let spanID = 4
        static let parent = 5
        static let foreignParent = 6
        static let startOffset = 7
        static let duration = 8
        static let kind = 9
        static let status = 10
        static let shape = 11
        static let dictionary = 12
    }

    /// The dictionaries that every segment has; those of the attributes follow.
    enum Dictionary {
        static let name = 0
        static let source = 1
        static let otherFields = 2
        static let firstAttribute = 3
    }

    /// Where in the index a trace is looked for: both halves of its identifier, each with its own constant mixed in,
    /// multiplied to 128 bits, whose halves are mixed. It is part of the format.
    static func hash(_ high: UInt64, _ low: UInt64) -> UInt64 {
        let product = (high ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: low ^ 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }
}

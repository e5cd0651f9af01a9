/// The grammar of `baggage` members (W3C Baggage, section 3.3.1).
enum BaggageGrammar {
    static func isToken(_ text: some Collection<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { (0x21...0x7E).contains($0) && !"\"(),/:;<=>?@[\\]{}".utf8.contains($0) }
    }

    static func isValue(_ text: some Collection<UInt8>) -> Bool {
        text.allSatisfy { (0x21...0x7E).contains($0) && !"\",;\\".utf8.contains($0) }
    }

    static func isMetadata(_ text: some Collection<UInt8>) -> Bool {
        text.allSatisfy { ((0x20...0x7E).contains($0) || $0 == 0x09) && $0 != UInt8(ascii: ",") }
    }
}

import OTLP

extension SegmentVerifier {
    private typealias Dictionary = SegmentFormat.Dictionary

    /// Checks the pages of a dictionary and their values.
    mutating func check(dictionary number: Int) {
        let dictionary = footer.dictionaries[number]
        let arena = Arena(maximumBytes: 512 << 20)
        var rank = 0
        var last: [UInt8]?
        for place in dictionary.pages {
            if place.firstRank != rank {
                report(place.offset, "dictionary \(number) goes on with the value \(place.firstRank), not \(rank)")
            }
            guard let page = read(place, of: number) else {
                // The values that are missing are known to be.
                rank = dictionary.pages.first { $0.firstRank > place.firstRank }?.firstRank ?? dictionary.valueCount
                last = nil
                continue
            }
            rank = place.firstRank + page.count
            for index in 0..<page.count {
                let value = page.withValue(index) { Array($0) }
                if index == 0, !value.prefix(SegmentFormat.firstValueBytes).elementsEqual(place.first) {
                    report(place.offset, "the footer has another first value for a page of dictionary \(number)")
                }
                if let last, !ByteOrder.isLess(last, value) {
                    report(place.offset, "the values of dictionary \(number) are not in order")
                }
                check(value, place.firstRank + index, of: number, place, arena)
                last = value
            }
        }
        guard rank != dictionary.valueCount else { return }
        report(
            dictionary.pages.last?.offset,
            "dictionary \(number) has \(rank) values; the footer says \(dictionary.valueCount)")
    }

    private mutating func read(_ place: SegmentFooter.Page, of number: Int) -> DictionaryPage? {
        pieces += 1
        guard let stored = try? file.read(at: place.offset, count: place.storedCount, checksum: place.checksum, "")
        else {
            report(place.offset, "a page of dictionary \(number) (\(place.storedCount) bytes) has changed")
            return nil
        }
        guard let plain = zstandard.bytes(stored, count: place.count),
            let page = try? plain.withUnsafeBytes({ (bytes) throws(BytesReader.Malformed) in
                try DictionaryPage(bytes)
            })
        else {
            report(place.offset, "a page of dictionary \(number) cannot be decoded, though its checksum is right")
            return nil
        }
        return page
    }

    /// Checks whether a value is what its dictionary holds.
    private mutating func check(
        _ value: [UInt8], _ rank: Int, of number: Int, _ place: SegmentFooter.Page, _ arena: Arena
    ) {
        let isRight: Bool
        switch number {
        case Dictionary.name: isRight = true
        case Dictionary.source:
            isRight = value.withUnsafeBytes { bytes in
                guard rank < footer.sourceServices.count, let source = try? SpanSource(bytes) else { return false }
                return source.service == footer.services[Int(footer.sourceServices[rank])]
            }
        case Dictionary.otherFields:
            isRight = value.withUnsafeBytes { bytes in
                var fields = WireReader(bytes)
                do throws(OTLPError) {
                    while try fields.next() != nil {}
                    return true
                } catch {
                    return false
                }
            }
        default:
            let limits = Limits(
                maximumMessageBytes: .max, maximumNestingDepth: 100, maximumAttributes: .max)
            isRight = value.withUnsafeBytes { (try? AnyValue(protobuf: $0, arena: arena, limits: limits)) != nil }
        }
        if !isRight { report(place.offset, "the value \(rank) of dictionary \(number) is not what it should be") }
    }
}

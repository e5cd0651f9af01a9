/// Sizes as people write them: `1048576`, `512KiB`, `16MiB`, `10GiB`, `1TB`.
enum ByteCount {
    private static let units: [(name: String, bytes: Int)] = [
        ("", 1), ("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40), ("KB", 1000),
        ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
    ]

    static func parse(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let name = text.dropFirst(digits.count).filter { $0 != " " }
        guard let number = Int(digits),
            let unit = units.first(where: { $0.name.lowercased() == name.lowercased() })
        else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: unit.bytes)
        return overflow || bytes == 0 ? nil : bytes
    }
}

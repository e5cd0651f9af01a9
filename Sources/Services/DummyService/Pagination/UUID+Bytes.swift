import FoundationEssentials

extension UUID {
    /// The 16 bytes in the order of the text form.
    var bytes: [UInt8] {
        withUnsafeBytes(of: uuid) { Array($0) }
    }

    /// - Precondition: There are 16 bytes.
    init(bytes: ArraySlice<UInt8>) {
        self.init(uuid: bytes.withUnsafeBytes { $0.loadUnaligned(as: uuid_t.self) })
    }
}

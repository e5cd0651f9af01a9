import SwiftProtobuf

/// Finds the innermost part of a JSON text that can't be read as a message.
///
/// At each level the members (or elements) are halved until one is left that alone can't be read. A level costs about
/// as much as reading the text twice, and there is a limit to how deep it goes.
struct JSONFault<Body: Message> {
    private static var depthLimit: Int { 16 }

    /// Where the fault is: `entity.tags[2].name`. Empty when no part of the text is at fault alone.
    private(set) var path = ""
    /// What is wrong there.
    private(set) var error: (any Error)?

    private let bytes: [UInt8]
    /// What stands around the part that is looked at, so that it is read at its place.
    private var prefix: [UInt8] = []
    private var suffix: [UInt8] = []

    /// Syntactically correct text only.
    init(in bytes: [UInt8], as type: Body.Type) {
        self.bytes = bytes
    }

    mutating func find() {
        var part = 0..<bytes.count
        for _ in 0..<Self.depthLimit {
            guard let parts = try? JSONScanner(bytes[part]).parts, let index = faulty(of: parts) else { return }
            let found = parts[index]
            error = attempt([found])
            if let name = found.name {
                let text = FieldName.shortened(String(decoding: bytes[name].dropFirst().dropLast(), as: UTF8.self))
                path += path.isEmpty ? text : ".\(text)"
                // A field that does not exist does not take null either.
                let isUnknown = attempt(bytes[name] + Array(":null".utf8), isMember: true) != nil
                guard !isUnknown else { return }
                prefix += [UInt8(ascii: "{")] + bytes[name] + [UInt8(ascii: ":")]
                suffix = [UInt8(ascii: "}")] + suffix
            } else {
                path += "[\(index)]"
                prefix.append(UInt8(ascii: "["))
                suffix = [UInt8(ascii: "]")] + suffix
            }
            // Where no object or list is wanted, its parts are not what is wrong.
            guard isContainerWanted(found.value) else { return }
            part = found.value
        }
    }

    private func isContainerWanted(_ value: Range<Int>) -> Bool {
        let empty = bytes[value.lowerBound] == UInt8(ascii: "{") ? "{}" : "[]"
        return (try? Body(jsonUTF8Bytes: prefix + Array(empty.utf8) + suffix)) != nil
    }

    /// The first of the parts that can't be read on its own.
    private func faulty(of parts: [JSONScanner.Part]) -> Int? {
        var range = 0..<parts.count
        guard !range.isEmpty, attempt(parts[...]) != nil else { return nil }
        while range.count > 1 {
            let middle = range.lowerBound + range.count / 2
            if attempt(parts[range.lowerBound..<middle]) != nil {
                range = range.lowerBound..<middle
            } else if attempt(parts[middle..<range.upperBound]) != nil {
                range = middle..<range.upperBound
            } else {
                // Only together they are at fault.
                return nil
            }
        }
        return range.lowerBound
    }

    private func attempt(_ parts: ArraySlice<JSONScanner.Part>) -> (any Error)? {
        var text: [UInt8] = []
        for part in parts {
            if !text.isEmpty { text.append(UInt8(ascii: ",")) }
            if let name = part.name { text += bytes[name] + [UInt8(ascii: ":")] }
            text += bytes[part.value]
        }
        return attempt(text, isMember: parts.first?.name != nil)
    }

    private func attempt(_ text: [UInt8], isMember: Bool) -> (any Error)? {
        let open = UInt8(ascii: isMember ? "{" : "[")
        let close = UInt8(ascii: isMember ? "}" : "]")
        do {
            _ = try Body(jsonUTF8Bytes: prefix + [open] + text + [close] + suffix)
            return nil
        } catch {
            return error
        }
    }
}

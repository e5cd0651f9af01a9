import Yams

/// A mapping of a YAML file that knows where it stands, so that an error can say so.
struct YAMLMapping {
    private let mapping: Node.Mapping
    private let file: String
    private let path: [String]

    /// The file's outermost mapping, nil for a file that says nothing.
    static func root(of text: String, path: String) throws(SettingsError) -> YAMLMapping? {
        let node: Node?
        do {
            node = try compose(yaml: text)
        } catch {
            throw SettingsError(.unreadableFile, "\(path) is not valid YAML: \(error)")
        }
        guard let node, node.null == nil else { return nil }
        guard let mapping = node.mapping else {
            throw SettingsError(.unreadableFile, "\(path) must be a mapping, such as “data: directory”")
        }
        return YAMLMapping(mapping: mapping, file: path, path: [])
    }

    /// Refuses keys that mean nothing, as a typing error would otherwise go unnoticed.
    func allow(_ keys: [String]) throws(SettingsError) {
        for (node, _) in mapping {
            let key = node.string ?? ""
            if !keys.contains(key) {
                throw error(.unknownKey, key, "is unknown: here stand \(keys.joined(separator: ", "))")
            }
        }
    }

    func string(_ key: String) throws(SettingsError) -> String? {
        guard let node = value(key) else { return nil }
        guard let text = node.scalar?.string else { throw error(.invalidValue, key, "takes a text") }
        return text
    }

    func mapping(_ key: String) throws(SettingsError) -> YAMLMapping? {
        guard let node = value(key) else { return nil }
        guard let mapping = node.mapping else { throw error(.invalidValue, key, "takes a mapping") }
        return YAMLMapping(mapping: mapping, file: file, path: path + [key])
    }

    func mappings(_ key: String) throws(SettingsError) -> [YAMLMapping] {
        guard let node = value(key) else { return [] }
        guard let sequence = node.sequence else { throw error(.invalidValue, key, "takes a list") }
        var mappings: [YAMLMapping] = []
        for (index, element) in sequence.enumerated() {
            guard let mapping = element.mapping else {
                throw error(.invalidValue, "\(key)[\(index)]", "takes a mapping")
            }
            mappings.append(YAMLMapping(mapping: mapping, file: file, path: path + ["\(key)[\(index)]"]))
        }
        return mappings
    }

    func strings() throws(SettingsError) -> [String: String] {
        var strings: [String: String] = [:]
        for (node, _) in mapping {
            guard let key = node.string else { continue }
            strings[key] = try string(key)
        }
        return strings
    }

    func address(_ key: String) throws(SettingsError) -> ListenAddress? {
        guard let text = try string(key) else { return nil }
        return try ListenAddress(text, source: place(of: key))
    }

    func bytes(_ key: String) throws(SettingsError) -> Int? {
        guard let text = try string(key) else { return nil }
        return try SettingText.bytes(text, source: place(of: key))
    }

    func duration(_ key: String) throws(SettingsError) -> Duration? {
        guard let text = try string(key) else { return nil }
        return try SettingText.duration(text, source: place(of: key))
    }

    func count(_ key: String) throws(SettingsError) -> Int? {
        guard let text = try string(key) else { return nil }
        return try SettingText.count(text, source: place(of: key))
    }

    func place(of key: String) -> String {
        let line = value(key)?.mark.map { ":\($0.line)" } ?? ""
        return "\(file)\(line): \((path + [key]).joined(separator: "."))"
    }

    func error(_ code: SettingsError.Code, _ key: String, _ problem: String) -> SettingsError {
        SettingsError(code, "\(place(of: key)) \(problem)")
    }

    /// The value of a key; one that is left empty counts as absent.
    private func value(_ key: String) -> Node? {
        guard let node = mapping[Node(key)], node.null == nil else { return nil }
        return node
    }
}

/// The two spellings of a field's name.
enum FieldPath {
    /// `createTime` as `create_time`; what is spelled so already stays.
    static func protoSpelling(of path: some StringProtocol) -> String {
        var name = ""
        for character in path {
            if character.isUppercase { name += "_" }
            name += character.lowercased()
        }
        return name
    }
}

import SwiftProtobufPluginLibrary

/// The two languages of the client, which are one program: TypeScript, and JavaScript with the types in comments, for
/// browsers to load as it is.
enum Dialect: CaseIterable {
    case typeScript
    case javaScript

    var fileExtension: String {
        switch self {
        case .typeScript: "ts"
        case .javaScript: "js"
        }
    }

    /// The code of this dialect. What stands between `‹` and `›` is only TypeScript.
    func code(_ text: String) -> String {
        var result = ""
        var isType = false
        for character in text {
            switch character {
            case "‹": isType = true
            case "›": isType = false
            default: if !isType || self == .typeScript { result.append(character) }
            }
        }
        return result
    }
}

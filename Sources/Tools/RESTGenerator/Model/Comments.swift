import SwiftProtobufPluginLibrary

extension ProvidesSourceCodeLocation {
    /// What the `.proto` file says before (or behind) this, as lines without indentation.
    var commentLines: [String] {
        protoSourceComments(commentPrefix: "").split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                let text = line.first == " " ? line.dropFirst() : line
                return String(text)
            }
            .droppingBlankEnds()
    }

    /// The same as one text.
    var comment: String { commentLines.joined(separator: "\n") }
}

extension [String] {
    fileprivate func droppingBlankEnds() -> [String] {
        guard let first = firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }),
            let last = lastIndex(where: { !$0.allSatisfy(\.isWhitespace) })
        else { return [] }
        return Array(self[first...last])
    }
}

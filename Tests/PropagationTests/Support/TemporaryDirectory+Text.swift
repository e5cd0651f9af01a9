import FoundationEssentials
import TestSupport

extension TemporaryDirectory {
    /// What lies in the folder, as text.
    func text() throws -> String {
        try FileManager.default.subpathsOfDirectory(atPath: path).reduce(into: "") { text, name in
            guard let bytes = FileManager.default.contents(atPath: "\(path)/\(name)") else { return }
            text += String(decoding: bytes, as: UTF8.self)
        }
    }
}

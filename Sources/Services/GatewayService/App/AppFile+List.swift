import FoundationEssentials
import ServiceKit

extension AppFile {
    /// The most entries of an app's folder: it is a small app, and a folder such as `/` is a mistake.
    private static let maximumEntries = 1000

    /// Names that a path can hold as they are. None of them begins with a dot.
    private static func isPlain(_ name: String) -> Bool {
        let isAllowed = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        return isAllowed && !name.hasPrefix(".")
    }

    /// The media type of what is served; nil for what is not.
    private static func mediaType(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "json", "webmanifest": "application/json"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "ico": "image/x-icon"
        case "woff2": "font/woff2"
        default: nil
        }
    }

    /// All that is served of a folder: `index.html` at `/`, every other file below `/app`, where no route of the API is.
    ///
    /// Only what is listed here is ever served. So no path of a request can lead out of the folder, and files whose names
    /// begin with a dot, files of other types, and links to elsewhere are not there.
    static func list(in directory: String) throws(SettingsError) -> [AppFile] {
        let files = try walk(directory)
        guard files.contains(where: { $0.route == "/" }) else {
            throw invalid("there is no index.html in '\(directory)'")
        }
        return files
    }

    private static func walk(_ directory: String) throws(SettingsError) -> [AppFile] {
        var files: [AppFile] = []
        var folders = [""]
        var entries = 0
        while let folder = folders.popLast() {
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: directory + folder)
            } catch {
                throw invalid("the folder '\(directory)\(folder)' can't be read", cause: error)
            }
            entries += names.count
            guard entries <= maximumEntries else {
                throw invalid("'\(directory)' holds more than \(maximumEntries) files: that is no web app")
            }
            for name in names.sorted() where isPlain(name) {
                let path = "\(folder)/\(name)"
                let location = directory + path
                switch RegularFile.kind(of: location) {
                case .folder: folders.append(path)
                case .file:
                    guard let mediaType = mediaType(of: name) else { continue }
                    let route = path == "/index.html" ? "/" : "/app\(path)"
                    files.append(AppFile(location: location, route: route, mediaType: mediaType))
                case .other: continue
                }
            }
        }
        return files
    }

    private static func invalid(_ what: String, cause: (any Error)? = nil) -> SettingsError {
        SettingsError(code: .invalid, message: "\(AppSettings.directory.name): \(what)", cause: cause)
    }
}

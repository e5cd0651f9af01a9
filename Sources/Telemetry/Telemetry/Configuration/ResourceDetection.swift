import OTLP

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Describes this process, its host and its operating system.
enum ResourceDetection {
    /// The configured attributes, and what can be found out beyond them.
    static func resource(configured: [KeyValue]) -> Resource {
        var attributes = configured
        for attribute in sdk + process + host where attributes[attribute.key] == nil {
            attributes.append(attribute)
        }
        return Resource(attributes: attributes)
    }

    private static var sdk: [KeyValue] {
        [
            KeyValue(key: SemanticConventions.telemetrySDKName, value: .string(TelemetrySDK.name)),
            KeyValue(key: SemanticConventions.telemetrySDKLanguage, value: .string(TelemetrySDK.language)),
            KeyValue(key: SemanticConventions.telemetrySDKVersion, value: .string(TelemetrySDK.version)),
            KeyValue(
                key: SemanticConventions.serviceInstanceID, value: .string(UUID().uuidString.lowercased())),
        ]
    }

    private static var process: [KeyValue] {
        let executable = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "unknown"
        return [
            KeyValue(key: SemanticConventions.processPid, value: .int(Int64(getpid()))),
            KeyValue(key: SemanticConventions.processExecutableName, value: .string(executable)),
            KeyValue(key: SemanticConventions.processRuntimeName, value: "swift"),
        ]
    }

    private static var host: [KeyValue] {
        var names = utsname()
        guard uname(&names) == 0 else { return [] }
        let release = text(of: names.release)
        return [
            KeyValue(key: SemanticConventions.hostName, value: .string(text(of: names.nodename))),
            KeyValue(key: SemanticConventions.hostArch, value: .string(architecture(text(of: names.machine)))),
            KeyValue(key: SemanticConventions.osType, value: .string(text(of: names.sysname).lowercased())),
            KeyValue(
                key: SemanticConventions.osDescription, value: .string("\(text(of: names.sysname)) \(release)")),
        ]
    }

    /// The semantic conventions' name for a machine.
    static func architecture(_ machine: String) -> String {
        switch machine {
        case "x86_64": "amd64"
        case "aarch64", "arm64": "arm64"
        case "i386", "i686": "x86"
        default: machine
        }
    }

    /// A C array of characters that ends with a zero, which Swift shows as a tuple.
    private static func text(of characters: some BitwiseCopyable) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

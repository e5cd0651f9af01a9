import SwiftProtobufPluginLibrary

/// What is generated.
struct GeneratorOptions {
    enum Output: String, CaseIterable {
        case swift
        case openAPI = "openapi"
        case client
    }

    private(set) var outputs: Set<Output> = []
    private(set) var title = "API"
    private(set) var version = "1"

    init(_ parameter: any CodeGeneratorParameter) throws {
        for (key, value) in parameter.parsedPairs {
            switch key {
            case "outputs":
                guard let output = Output(rawValue: value) else {
                    throw GeneratorError("protoc-gen-cairn", "outputs=\(value)", "expected swift, openapi or client")
                }
                outputs.insert(output)
            case "title": title = value
            case "version": version = value
            default: throw GeneratorError("protoc-gen-cairn", key, "there is no such parameter")
            }
        }
        if outputs.isEmpty { outputs = Set(Output.allCases) }
    }
}

public import SwiftProtobuf
public import SwiftProtobufPluginLibrary

/// The protoc plugin `protoc-gen-cairn`: makes HTTP routes, mocks, an OpenAPI document and clients of annotated services.
///
/// Its parameters are `outputs`, of which there can be several (`swift`, `openapi`, `client`), and for the document `title`
/// and `version`. Swift goes into files beside those of the `.proto` files; document and clients are one for all files.
public struct CairnGenerator: CodeGenerator {
    /// A generator without state.
    public init() {}

    /// `optional` in proto3.
    public var supportedFeatures: [Google_Protobuf_Compiler_CodeGeneratorResponse.Feature] { [.proto3Optional] }

    /// Our options and those of `google.api`.
    public var customOptionExtensions: [any AnyMessageExtension] {
        [
            Google_Api_Extensions_http, Google_Api_Extensions_field_behavior, Cairn_Api_Extensions_method,
            Cairn_Api_Extensions_header, Cairn_Api_Extensions_value,
        ]
    }

    /// Generates everything that the parameters ask for.
    public func generate(
        files: [FileDescriptor], parameter: any CodeGeneratorParameter,
        protoCompilerContext: any ProtoCompilerContext, generatorOutputs: any GeneratorOutputs
    ) throws {
        let options = try GeneratorOptions(parameter)
        let model = try RESTModel(files: files)
        if options.outputs.contains(.swift) {
            for file in files {
                let base = file.name.hasSuffix(".proto") ? String(file.name.dropLast(6)) : file.name
                if let text = SwiftRESTFile(file: file, model: model).text {
                    try generatorOutputs.add(fileName: "\(base).rest.swift", contents: text)
                }
                if !file.services.isEmpty {
                    try generatorOutputs.add(fileName: "\(base).mock.swift", contents: SwiftMockFile(file: file).text)
                }
            }
        }
        if options.outputs.contains(.openAPI) {
            let document = OpenAPIDocument(model: model, title: options.title, version: options.version)
            try generatorOutputs.add(fileName: "openapi.json", contents: document.text)
        }
        if options.outputs.contains(.client) {
            for dialect in Dialect.allCases {
                try generatorOutputs.add(
                    fileName: "api.\(dialect.fileExtension)", contents: ClientFile(model: model, dialect: dialect).text)
            }
        }
    }
}

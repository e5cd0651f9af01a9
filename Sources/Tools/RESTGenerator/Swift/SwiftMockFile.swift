import SwiftProtobufPluginLibrary

/// The file with a mock for each service of a `.proto` file.
struct SwiftMockFile {
    let text: String

    init(file: FileDescriptor) {
        let names = SwiftNames(file: file)
        var source = SourceText()
        source.line("// swift-format-ignore-file")
        source.line("//")
        source.line("// Mocks of the services in \(file.name), for tests.")
        source.line()
        source.line("package import GRPCCore")
        let messages: [Descriptor] = file.services.flatMap(\.methods).flatMap { [$0.inputType, $0.outputType] }
        let isWellKnownUsed = messages.contains { $0.file.package == "google.protobuf" }
        source.line("\(isWellKnownUsed ? "package " : "")import SwiftProtobuf")
        for name in ["Synchronization", "Transcoding"] { source.line("import \(name)") }
        for service in file.services {
            SwiftMock(service: service, names: names).write(to: &source)
        }
        text = source.text
    }
}

/// A client that answers from closures and keeps what it was asked.
private struct SwiftMock {
    let service: ServiceDescriptor
    let names: SwiftNames

    func write(to source: inout SourceText) {
        let type = names.type(service)
        source.line()
        source.block("extension \(type) {") { source in
            source.line(
                "/// A client for tests: it answers from closures and keeps the messages that it was called with.")
            source.block("package final class Mock: \(type).ClientProtocol {") { source in
                writeAnswers(to: &source)
                source.line()
                writeRequests(to: &source)
                source.line()
                source.line("/// How calls are answered; it can be changed at any time.")
                source.block("package var answers: Answers {") { source in
                    source.line("get { answersBox.withLock { $0 } }")
                    source.line("set { answersBox.withLock { $0 = newValue } }")
                }
                source.line()
                source.line("/// The messages so far.")
                source.line("package var requests: Requests { requestsBox.withLock { $0 } }")
                source.line()
                source.line("private let answersBox: Synchronization.Mutex<Answers>")
                source.line("private let requestsBox = Synchronization.Mutex(Requests())")
                source.line()
                source.line("/// A mock that answers in this way.")
                source.block("package init(_ answers: Answers = Answers()) {") { source in
                    source.line("answersBox = Synchronization.Mutex(answers)")
                }
                for method in service.methods { writeMethod(method, to: &source) }
            }
        }
    }

    private func input(_ method: MethodDescriptor) -> String { names.type(method.inputType) }
    private func output(_ method: MethodDescriptor) -> String { names.type(method.outputType) }
    private func property(_ method: MethodDescriptor) -> String { SwiftNames.declared(SwiftNames.function(method)) }

    private func writeAnswers(to source: inout SourceText) {
        source.line("/// How calls are answered: UNIMPLEMENTED, until a closure is set.")
        source.block("package struct Answers: Sendable {") { source in
            for method in service.methods {
                let argument = method.clientStreaming ? "[\(input(method))]" : input(method)
                let result =
                    method.serverStreaming
                    ? "AsyncThrowingStream<\(output(method)), any Swift.Error>" : output(method)
                source.line(
                    "package var \(property(method)): @Sendable (\(argument)) async throws -> \(result) = { _ in")
                source.line("    throw Transcoding.MockCall.unanswered(\(method.name.swiftLiteral))")
                source.line("}")
            }
            source.line()
            source.line("package init() {}")
        }
    }

    private func writeRequests(to source: inout SourceText) {
        source.line("/// The messages that the mock was called with, in their order.")
        source.block("package struct Requests: Sendable {") { source in
            for method in service.methods {
                source.line("package fileprivate(set) var \(property(method)): [\(input(method))] = []")
            }
        }
    }

    private func writeMethod(_ method: MethodDescriptor, to source: inout SourceText) {
        let (input, output, property) = (input(method), output(method), property(method))
        let request = method.clientStreaming ? "StreamingClientRequest" : "ClientRequest"
        let response = method.serverStreaming ? "StreamingClientResponse" : "ClientResponse"
        source.line()
        source.line("package func \(property)<Result: Sendable>(")
        source.line("    request: GRPCCore.\(request)<\(input)>,")
        source.line("    serializer: some GRPCCore.MessageSerializer<\(input)>,")
        source.line("    deserializer: some GRPCCore.MessageDeserializer<\(output)>,")
        source.line("    options: GRPCCore.CallOptions,")
        source.line("    onResponse handleResponse:")
        source.line("        @Sendable @escaping (GRPCCore.\(response)<\(output)>) async throws -> Result")
        source.block(") async throws -> Result {") { source in
            if method.clientStreaming {
                source.line("let message = try await Transcoding.MockCall.messages(of: request)")
                source.line("requestsBox.withLock { $0.\(property) += message }")
            } else {
                source.line("let message = request.message")
                source.line("requestsBox.withLock { $0.\(property).append(message) }")
            }
            source.line("let answer = answers.\(property)")
            let function = method.serverStreaming ? "stream" : "response"
            source.line(
                "return try await handleResponse(Transcoding.MockCall.\(function) { try await answer(message) })")
        }
    }
}

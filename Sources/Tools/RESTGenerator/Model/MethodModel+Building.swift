import PathTemplates
import SwiftProtobuf
import SwiftProtobufPluginLibrary

extension MethodModel {
    /// Reads the options of a method; nil for one that can't be reached over HTTP.
    init?(_ method: MethodDescriptor) throws {
        let rule = method.options.Cairn_Api_method
        guard method.options.hasGoogle_Api_http else {
            guard !method.options.hasCairn_Api_method || rule.hasBrowser else {
                throw method.error("cairn.api.method has no meaning without google.api.http")
            }
            return nil
        }
        guard !rule.hasBrowser else {
            throw method.error("a route for browsers stands in front of a method without google.api.http")
        }
        guard !method.clientStreaming else { throw method.error("a stream of requests can't be sent over HTTP") }
        guard method.file.edition == .proto3 else { throw method.error("HTTP rules need syntax = \"proto3\"") }
        let http = method.options.Google_Api_http
        var routes = [try RouteModel(http, of: method)]
        for binding in http.additionalBindings {
            guard binding.additionalBindings.isEmpty else {
                throw method.error("additional_bindings can't have additional_bindings")
            }
            routes.append(try RouteModel(binding, of: method))
        }
        let isEmpty = method.outputType.fields.isEmpty && FieldKind(method.outputType) != .anyValue
        let status = rule.status == 0 ? (isEmpty && !method.serverStreaming ? 204 : 200) : Int(rule.status)
        guard (200..<300).contains(status) else { throw method.error("\(status) is no status of success") }
        guard status != 204 || !method.serverStreaming else {
            throw method.error("a stream can't be answered with 204")
        }
        self.init(
            method: method, access: rule.access, scopes: rule.scopes, status: status,
            isIdempotent: method.options.idempotencyLevel != .idempotencyUnknown,
            location: try Self.location(rule.location, of: method), routes: routes)
        guard case .UNRECOGNIZED = rule.access else { return }
        throw method.error("the access \(rule.access.rawValue) is not known")
    }

    private static func location(_ text: String, of method: MethodDescriptor) throws -> [LocationPart] {
        guard !text.isEmpty else { return [] }
        let template: PathTemplate
        do {
            template = try PathTemplate(text)
        } catch {
            throw method.error("the location '\(text)' is wrong: \(error)")
        }
        var parts: [LocationPart] = []
        for (index, segment) in template.segments.enumerated() {
            if let variable = template.variables.first(where: { $0.segments.lowerBound == index }) {
                let fields = try method.fields(variable.fieldPath, in: method.outputType)
                guard let last = fields.last, [.string, .int32, .int64, .uint32, .uint64].contains(last.kind) else {
                    throw method.error("the location '\(text)' needs texts or whole numbers")
                }
                parts.append(.field(fields, hasSlashes: variable.segments.count > 1 || segment == .rest))
            } else if case .literal(let literal) = segment {
                parts.append(.text(PercentEncoding.encode(literal)))
            } else if !template.variables.contains(where: { $0.segments.contains(index) }) {
                throw method.error("the location '\(text)' has '*' outside of a field")
            }
        }
        guard template.verb == nil else { throw method.error("the location '\(text)' has a verb") }
        return parts
    }
}

extension MethodDescriptor {
    func error(_ message: String) -> GeneratorError {
        GeneratorError(file.name, fullName, message)
    }

    /// The fields along a path, none of them repeated.
    func fields(_ names: [String], in message: Descriptor) throws -> [FieldDescriptor] {
        var message: Descriptor? = message
        var fields: [FieldDescriptor] = []
        for name in names {
            guard let type = message, FieldKind(type) == .message else {
                throw error("'\(names.joined(separator: "."))' goes on behind a field that is no message")
            }
            guard let field = type.fields.first(where: { $0.name == name }) else {
                throw error("there is no field '\(name)' in \(type.fullName)")
            }
            guard !field.isRepeated else { throw error("the field '\(name)' of \(type.fullName) is repeated") }
            fields.append(field)
            message = field.messageType
        }
        return fields
    }
}

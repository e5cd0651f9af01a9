import PathTemplates
import SwiftProtobufPluginLibrary

/// One HTTP method and template of a method.
struct RouteModel {
    enum Body {
        case none
        case whole
        case field(FieldDescriptor)
    }

    /// A variable of the path with the fields that lead to its own.
    struct PathVariable {
        let fields: [FieldDescriptor]
        let variable: PathTemplate.Variable

        var name: String { fields.map(\.name).joined(separator: ".") }
    }

    let httpMethod: String
    let template: PathTemplate
    let pathVariables: [PathVariable]
    let body: Body
    /// The field of the response message that the answer's body is; nil for the whole message.
    let responseField: FieldDescriptor?
    /// The fields of the request message that stand in the head.
    let headerFields: [FieldDescriptor]
    /// Paths of fields that can be query parameters.
    let queryParameters: [[FieldDescriptor]]

    /// Whether a request can do without a body: the body is the whole message, and none of its fields has to be there.
    func isBodyOptional(of method: MethodModel) -> Bool {
        guard case .whole = body else { return false }
        let elsewhere = Set(pathVariables.compactMap { $0.fields.first?.name } + headerFields.map(\.name))
        return method.method.inputType.fields.allSatisfy { !$0.has(.required) || elsewhere.contains($0.name) }
    }
}

/// A method that can be reached over HTTP.
struct MethodModel {
    let method: MethodDescriptor
    let access: Cairn_Api_MethodRule.Access
    let scopes: [String]
    let status: Int
    /// Whether the method says so itself. Routes with GET are, whatever it says.
    let isIdempotent: Bool
    /// The segments of the Location: texts, and fields of the response message.
    let location: [LocationPart]
    /// The way that the annotation names first, then the additional ones.
    let routes: [RouteModel]

    /// What a route for browsers does; nil for all others. It is in the document only.
    var browserDescription: String?

    var hasBody: Bool { status != 204 }
}

enum LocationPart {
    case text(String)
    case field([FieldDescriptor], hasSlashes: Bool)
}

struct ServiceModel {
    let service: ServiceDescriptor
    /// Methods without an annotation are not among them.
    let methods: [MethodModel]
    /// The routes for browsers, which are written by hand.
    let browserRoutes: [MethodModel]
}

import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// What a single value of a field is, as far as JSON and parameters are concerned.
enum FieldKind: Hashable {
    case string
    case bytes
    case bool
    case int32
    case uint32
    case int64
    case uint64
    case float
    case double
    case enumeration
    case timestamp
    case duration
    case fieldMask
    /// `google.protobuf.Struct`.
    case object
    /// `google.protobuf.Value`.
    case anyValue
    /// `google.protobuf.ListValue`.
    case list
    case empty
    /// A message that wraps one of the scalars, to be told from none.
    indirect case wrapper(FieldKind)
    case message
    /// `google.protobuf.Any` and groups.
    case unsupported

    init(_ field: FieldDescriptor) {
        self =
            switch field.type {
            case .string: .string
            case .bytes: .bytes
            case .bool: .bool
            case .int32, .sint32, .sfixed32: .int32
            case .uint32, .fixed32: .uint32
            case .int64, .sint64, .sfixed64: .int64
            case .uint64, .fixed64: .uint64
            case .float: .float
            case .double: .double
            case .enum: .enumeration
            case .message: FieldKind(field.messageType)
            case .group: .unsupported
            }
    }

    init(_ message: Descriptor) {
        self =
            switch message.fullName {
            case "google.protobuf.Timestamp": .timestamp
            case "google.protobuf.Duration": .duration
            case "google.protobuf.FieldMask": .fieldMask
            case "google.protobuf.Struct": .object
            case "google.protobuf.Value": .anyValue
            case "google.protobuf.ListValue": .list
            case "google.protobuf.Empty": .empty
            case "google.protobuf.Any": .unsupported
            case "google.protobuf.StringValue": .wrapper(.string)
            case "google.protobuf.BytesValue": .wrapper(.bytes)
            case "google.protobuf.BoolValue": .wrapper(.bool)
            case "google.protobuf.Int32Value": .wrapper(.int32)
            case "google.protobuf.UInt32Value": .wrapper(.uint32)
            case "google.protobuf.Int64Value": .wrapper(.int64)
            case "google.protobuf.UInt64Value": .wrapper(.uint64)
            case "google.protobuf.FloatValue": .wrapper(.float)
            case "google.protobuf.DoubleValue": .wrapper(.double)
            default: .message
            }
    }

    /// Whether a text of path, query or head can be a value.
    var isParameter: Bool {
        switch self {
        case .object, .anyValue, .list, .empty, .message, .unsupported: false
        default: true
        }
    }
}

extension FieldDescriptor {
    var kind: FieldKind { FieldKind(self) }

    /// The name in JSON.
    var jsonSpelling: String { jsonName ?? name }

    /// Both spellings of the name, once if they are the same.
    var spellings: [String] { name == jsonSpelling ? [name] : [name, jsonSpelling] }

    /// The field of the head that stands for it.
    var header: String? {
        let header = options.Cairn_Api_header
        return header.isEmpty ? nil : header
    }

    func has(_ behavior: Google_Api_FieldBehavior) -> Bool {
        options.Google_Api_fieldBehavior.contains(behavior)
    }
}

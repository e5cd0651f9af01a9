import COTLP
import CProtobufC

extension ProtobufEncoding {
    func keyValue(_ attribute: KeyValue) -> UnsafeMutablePointer<Otlp__KeyValue> {
        let message = make(otlp__key_value__init)
        message.pointee.key = string(attribute.key)
        message.pointee.value = value(attribute.value)
        return message
    }

    private func value(_ value: AnyValue) -> UnsafeMutablePointer<Otlp__AnyValue> {
        let message = make(otlp__any_value__init)
        switch value {
        case .empty: break
        case .string(let text):
            message.pointee.value_case = OTLP__ANY_VALUE__VALUE_STRING_VALUE
            message.pointee.string_value = string(text)
        case .bool(let bool):
            message.pointee.value_case = OTLP__ANY_VALUE__VALUE_BOOL_VALUE
            message.pointee.bool_value = bool ? 1 : 0
        case .int(let number):
            message.pointee.value_case = OTLP__ANY_VALUE__VALUE_INT_VALUE
            message.pointee.int_value = number
        case .double(let number):
            message.pointee.value_case = OTLP__ANY_VALUE__VALUE_DOUBLE_VALUE
            message.pointee.double_value = number
        case .bytes(let content):
            message.pointee.value_case = OTLP__ANY_VALUE__VALUE_BYTES_VALUE
            message.pointee.bytes_value = bytes(content)
        case .array(let values):
            message.pointee.value_case = OTLP__ANY_VALUE__VALUE_ARRAY_VALUE
            message.pointee.array_value = make(otlp__array_value__init)
            message.pointee.array_value.pointee.n_values = values.count
            message.pointee.array_value.pointee.values = list(values, self.value)
        case .keyValueList(let attributes):
            message.pointee.value_case = OTLP__ANY_VALUE__VALUE_KVLIST_VALUE
            message.pointee.kvlist_value = make(otlp__key_value_list__init)
            message.pointee.kvlist_value.pointee.n_values = attributes.count
            message.pointee.kvlist_value.pointee.values = list(attributes, keyValue)
        }
        return message
    }
}

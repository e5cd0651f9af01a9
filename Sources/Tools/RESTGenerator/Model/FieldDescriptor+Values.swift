import SwiftProtobufPluginLibrary

extension FieldDescriptor {
    /// What the proto says of the field's values; nil when it says nothing.
    var valueRule: Cairn_Api_ValueRule? {
        options.hasCairn_Api_value ? options.Cairn_Api_value : nil
    }

    /// Refuses a rule that has no meaning for the field's type, or that no value can satisfy.
    func checkValueRule() throws(GeneratorError) {
        guard let rule = valueRule else { return }
        let isText = [.string, .wrapper(.string)].contains(kind)
        let isNumber = [.int32, .uint32, .wrapper(.int32), .wrapper(.uint32)].contains(kind)
        // In JSON these are texts, too; a pattern narrows them.
        let isWrittenAsText = isText || [.fieldMask, .timestamp, .duration].contains(kind)
        guard isText || rule.minLength == 0 && rule.maxLength == 0 && rule.oneOf.isEmpty else {
            throw wrong("lengths and one_of are for texts")
        }
        guard isWrittenAsText || rule.pattern.isEmpty && rule.format.isEmpty else {
            throw wrong("pattern and format are for texts")
        }
        guard isNumber || !rule.hasMinimum && !rule.hasMaximum else {
            throw wrong("minimum and maximum are for whole numbers of 32 bits")
        }
        guard isRepeated && !isMap || rule.minItems == 0 && rule.maxItems == 0 else {
            throw wrong("min_items and max_items are for repeated fields")
        }
        guard rule.maxLength == 0 || rule.minLength <= rule.maxLength,
            rule.maxItems == 0 || rule.minItems <= rule.maxItems,
            !rule.hasMinimum || !rule.hasMaximum || rule.minimum <= rule.maximum
        else { throw wrong("nothing is that small and that large") }
    }

    private func wrong(_ message: String) -> GeneratorError {
        GeneratorError(file.name, fullName, "cairn.api.value: \(message)")
    }
}

extension Descriptor {
    /// Checks the rules of all fields, those of messages inside as well.
    func checkValueRules() throws(GeneratorError) {
        for field in fields { try field.checkValueRule() }
        for message in messages { try message.checkValueRules() }
    }
}

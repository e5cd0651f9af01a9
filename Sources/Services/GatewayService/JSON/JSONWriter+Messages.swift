import AuthAPI
import DummyAPI
import OTLP
import SwiftProtobuf

// The messages of the API as proto3 JSON, every field present even if it is empty: a client need not know defaults.

extension JSONWriter {
    mutating func value(_ user: Cairn_Auth_V1_User) {
        object { writer in
            writer.member("id", user.id)
            writer.member("email", user.email)
            writer.member("name", user.name)
            writer.member("createTime", user.hasCreateTime ? user.createTime : nil)
        }
    }

    mutating func value(_ entity: Cairn_Dummy_V1_Entity) {
        object { writer in
            writer.member("id", entity.id)
            writer.member("name", entity.name)
            writer.member("description", entity.description_p)
            writer.member("createTime", entity.hasCreateTime ? entity.createTime : nil)
            writer.member("updateTime", entity.hasUpdateTime ? entity.updateTime : nil)
        }
    }

    /// RFC 3339 with as many fraction digits as the time needs (none, 3, 6 or 9); null for none or one out of range.
    mutating func member(_ key: String, _ time: Google_Protobuf_Timestamp?) {
        self.key(key)
        if let time, let text = try? time.jsonString() {
            string(String(text.dropFirst().dropLast()))
        } else {
            null()
        }
    }
}

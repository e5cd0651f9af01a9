import DummyAPI
import ServiceKit
import SwiftProtobuf

extension Entity {
    /// The entity as the API shows it.
    var message: Cairn_Dummy_V1_Entity {
        .with {
            $0.id = id.text
            $0.name = name.text
            $0.description_p = description.text
            $0.createTime = createTime.timestamp
            $0.updateTime = updateTime.timestamp
            $0.etag = EntityTag(version: version).text
            if let deletion {
                $0.deleteTime = deletion.deleteTime.timestamp
                $0.expireTime = deletion.expireTime.timestamp
            }
        }
    }
}

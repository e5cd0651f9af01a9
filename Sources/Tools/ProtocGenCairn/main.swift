import RESTGenerator
import SwiftProtobufPluginLibrary

CairnGenerator.main()

public import ServiceKit

/// The web app that the gateway serves, and what it tells that app.
public struct AppConfiguration: Sendable {
    /// The app's files; without any, there is no app.
    var files: [AppFile]
    /// Where the app's readers can see a trace.
    public var traces: TracesURL?

    /// No app.
    public init() {
        files = []
    }

    /// The app in a folder. Its list of files is read now; their contents are read anew for each request, so that a change
    /// is seen by reloading the page.
    /// - Throws: `SettingsError` when the folder can't be read, or does not look like an app.
    public init(directory: String, traces: TracesURL? = nil) throws(SettingsError) {
        files = try AppFile.list(in: directory)
        self.traces = traces
    }
}

extension AppConfiguration {
    /// The app that the settings describe.
    public init(settings: Settings) throws(SettingsError) {
        let directory = try settings.value(of: AppSettings.directory)
        let traces = try settings.value(of: AppSettings.traces)
        guard directory != AppSettings.none else {
            self.init()
            return
        }
        try self.init(directory: directory, traces: traces.url)
    }
}
